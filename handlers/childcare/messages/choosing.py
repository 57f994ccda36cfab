"""Which messages of the series are due on a morning, and for whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from handlers.childcare.messages.letters import Readers
from handlers.childcare.messages.step import StepMessage, Steps


def due(
    steps: Steps, births: Iterable[tuple[bool, date]], day: date
) -> Iterator[tuple[StepMessage, Readers]]:
    """The messages of a morning with those who read them.

    `births`: whether expected, and the day of birth.
    """
    for expected, born in births:
        series = steps.series(expected=expected)
        found = series.on(born, day)
        if not found:
            continue
        weekly = series.leads_week(born, day)
        yield from _for_birth(found, (born.isoformat(),), expected, weekly)


def _for_birth(
    found: list[StepMessage], births: tuple[str, ...], expected: bool, weekly: bool
) -> Iterator[tuple[StepMessage, Readers]]:
    """Each district gets its first message by id, all others the first that is for everybody."""
    own: dict[str, StepMessage] = {}
    for one in found:
        for district in one.districts:
            own.setdefault(district, one)
    for one in dict.fromkeys(own.values()):
        inside = tuple(district for district, message in own.items() if message is one)
        yield one, Readers(births, expected, weekly, inside)
    if general := next((one for one in found if not one.districts), None):
        yield general, Readers(births, expected, weekly, outside=tuple(sorted(own)))
