"""The messages of the series, and which of them comes on which day of a child's life.

A message comes once, on the first day of the cadence from its `since`. That depends on nothing but its own
head, the cadence and the day of birth, so writing another message never moves this one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.api import UriAction
from handlers.childcare.messages.cadence import Grid, Schedule
from handlers.childcare.messages.markdown import Block
from handlers.childcare.messages.moments import Moment

WEEK = 7


@dataclass(frozen=True, eq=False)
class StepMessage:
    """One message. `districts`: only for those who live there, in place of the one for all.

    It is left out where the cadence has no day from `since` to `until`, and after the date `last`.
    `programme` is the id of what it invites to, or empty.
    """

    id: str
    title: str
    since: Moment
    until: Moment | None = None
    blocks: Sequence[Block] = ()
    links: Sequence[UriAction] = ()
    programme: str = ""
    districts: Sequence[str] = ()
    last: date | None = None

    @property
    def by_month(self) -> bool:
        """Whether its day of life differs between days of birth."""
        return bool(self.since.months or (self.until and self.until.months))

    def slot(self, grid: Grid, born: date) -> int | None:
        """The day of life on which it comes, or None."""
        slot = grid.since(self.since.offset(born))
        if slot is None or (self.until and slot > self.until.offset(born)):
            return None
        return slot


@dataclass(frozen=True)
class Series:
    """The messages of pregnancies, or those of children."""

    grid: Grid
    messages: Sequence[StepMessage]
    _fixed: Mapping[int, list[StepMessage]] = field(init=False, repr=False)
    _monthly: Sequence[StepMessage] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        fixed: dict[int, list[StepMessage]] = {}
        for one in self.messages:
            if not one.by_month and (slot := one.slot(self.grid, date(2000, 1, 1))) is not None:
                fixed.setdefault(slot, []).append(one)
        object.__setattr__(self, "_fixed", fixed)
        object.__setattr__(self, "_monthly", [one for one in self.messages if one.by_month])

    def on(self, born: date, day: date) -> list[StepMessage]:
        """All that come on a day, by id: at most one for all, and one for each district."""
        life = (day - born).days
        found = [*self._fixed.get(life, ()), *self._in_months(born, life)]
        return sorted(
            (one for one in found if one.last is None or day <= one.last), key=lambda one: one.id
        )

    def _in_months(self, born: date, life: int) -> Iterator[StepMessage]:
        return (one for one in self._monthly if one.slot(self.grid, born) == life)

    def leads_week(self, born: date, day: date) -> bool:
        """Whether what comes on a day is the first of its week of life that comes to everybody."""
        begun = (day - born).days % WEEK
        earlier = (self.on(born, day - timedelta(days=ago)) for ago in range(1, begun + 1))
        return not any(not one.districts for found in earlier for one in found)

    def of(self, born: date, district: str, day: date) -> StepMessage | None:
        """What one child gets on a day: the message of its district, else the one for all."""
        found = self.on(born, day)
        own = (one for one in found if district in one.districts)
        return next(own, next((one for one in found if not one.districts), None))


@dataclass(frozen=True)
class Steps:
    """The whole programme of messages."""

    schedule: Schedule
    pregnancy: Series
    life: Series

    def series(self, *, expected: bool) -> Series:
        return self.pregnancy if expected else self.life


def steps_of(schedule: Schedule, messages: Sequence[StepMessage]) -> Steps:
    """The two series of a city's messages."""

    def series(pregnant: bool) -> Series:
        mine = [one for one in messages if one.since.pregnant == pregnant]
        return Series(schedule.grid(pregnant=pregnant), mine)

    return Steps(schedule, series(True), series(False))
