"""What the check says of a series as a whole: messages that never come, and long silences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from bot.content import Folder, Place
from handlers.childcare.messages.cadence import Piece
from handlers.childcare.messages.moments import TERM_DAYS
from handlers.childcare.messages.step import Series, StepMessage, Steps

# A day of birth to look at the series by; ages in months fall on other days for others.
_SAMPLE = date(2026, 1, 15)
# Months differ in length, and so do leap years: these days of birth show every way ages can fall.
_SAMPLES = [
    day
    for day in (date(2023, 1, 1) + timedelta(days=n) for n in range(4 * 365 + 1))
    if day.day in (1, 15, 28, 29, 30, 31)
]


def report_unsent(folder: Folder, steps: Steps) -> None:
    """Warn of messages for which the cadence has no day, and of those that share theirs."""
    for series in (steps.pregnancy, steps.life):
        for one in series.messages:
            if one.slot(series.grid, _SAMPLE) is None:
                folder.faults.warning(
                    folder.place(f"{one.id}.md"),
                    f"「{one.title}」が届く日がありません。",
                    "schedule.yaml の cadence に、since から until までの間の日があるか確かめてください。",
                )
        for one, other in _clashes(series):
            folder.faults.warning(
                folder.place(f"{one.id}.md"),
                f"「{one.title}」は、「{other.title}」({other.id}.md)と同じ日に当たることがあり、"
                "その日は届きません。",
                "since を、schedule.yaml の間隔より離してください。",
            )


def _clashes(series: Series) -> dict[tuple[StepMessage, StepMessage], None]:
    """Messages and those that come in their place; by id, the first of a day comes."""
    found: dict[tuple[StepMessage, StepMessage], None] = {}
    slots = [_slots(one, series) for one in series.messages]
    taken: dict[tuple[int, int, str], StepMessage] = {}
    for one, days in sorted(zip(series.messages, slots, strict=True), key=lambda each: each[0].id):
        for number, day in enumerate(days):
            for district in one.districts or ("",):
                if day is None:
                    continue
                first = taken.setdefault((number, day, district), one)
                if first is not one:
                    found[one, first] = None
    return found


def _slots(one: StepMessage, series: Series) -> list[int | None]:
    """Its day of life for each of the sampled days of birth."""
    if not one.by_month:
        return [one.slot(series.grid, _SAMPLE)] * len(_SAMPLES)
    return [one.slot(series.grid, born) for born in _SAMPLES]


def report_gaps(folder: Folder, name: str, steps: Steps) -> None:
    """Warn of every silence that is longer than its piece of the cadence allows."""
    for piece in steps.schedule.pieces:
        series = steps.series(expected=piece.pregnant)
        if not piece.most or not series.messages:
            continue
        for first, last in _gaps(piece, series):
            days = series.grid.between(first, last)
            folder.faults.warning(
                Place(folder.place(name).file, piece.line),
                f"{_named(first, piece)}から{_named(last, piece)}まで、お便りがありません({days}回分)。",
                f"お便りを足すか、most({piece.most}日)を長くしてください。",
            )


def _gaps(piece: Piece, series: Series) -> Iterator[tuple[int, int]]:
    """The days of life, first and last, of silences that are too long."""
    slots = {one.slot(series.grid, _SAMPLE) for one in series.messages if not one.districts}
    inside = sorted(day for day in slots if day is not None and piece.first <= day <= piece.last)
    for before, after in pairwise([piece.first - 1, *inside, piece.last + 1]):
        if after - before - 1 > piece.most:
            yield before + 1, after - 1


def _named(day: int, piece: Piece) -> str:
    if not piece.pregnant:
        return f"生後{day}日"
    weeks, days = divmod(day + TERM_DAYS, 7)
    return f"妊娠{weeks}週{days}日"
