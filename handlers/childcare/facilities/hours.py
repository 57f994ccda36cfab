"""When a facility is open, as far as its rows in the table say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.api import (
    NEW_YEAR,
    Closed,
    Holidays,
    Open,
    Opening,
    Rests,
    Season,
    Timetable,
    Weekly,
    joined,
    spans_of,
    weekly_of,
)

_WEEK = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of a week and of national holidays, and the closed days.

    `as_usual`: holidays are days like others; else their hours are `festive`, none where it is closed.
    """

    weekly: Weekly
    as_usual: bool = False
    festive: tuple[Opening, ...] = ()
    seasons: Sequence[Season] = ()
    monthly: frozenset[tuple[int, int]] = frozenset()
    doubtful: bool = field(default=False)

    def timetable(self, holidays: Holidays) -> Timetable:
        """The hours with the national holidays known to the city."""
        known = None if self.as_usual else holidays
        return Timetable(self.weekly, known, self.seasons, rests=self.monthly, festive=self.festive)

    def state(self, now: datetime, holidays: Holidays) -> Open | Closed | None:
        """Open or closed; None where it cannot be known."""
        return None if self.is_unsaid(now.date()) else self.timetable(holidays).state(now)

    def openings(self, day: date, holidays: Holidays) -> Sequence[Opening] | None:
        """The openings of a day; None where they cannot be known."""
        return None if self.is_unsaid(day) else self.timetable(holidays).openings(day)

    def is_unsaid(self, day: date) -> bool:
        """Whether it is the turn of the year, of which most tables say nothing and most places are closed."""
        always = self.as_usual and all(_is_whole(self.weekly.get(one, ())) for one in _WEEK)
        return NEW_YEAR.holds(day) and not self.seasons and not always


def hours_of(
    weekdays: frozenset[int],
    spans: Iterable[tuple[int, int]],
    on_holidays: bool | None,
    rests: Rests,
) -> Hours:
    """The hours of one row: what the column of days and the remark say together."""
    spans = list(spans)
    open_on = weekdays - rests.weekdays
    every_day = open_on == _WEEK
    said = on_holidays if on_holidays is not None else rests.holidays
    return Hours(
        weekly_of(open_on, spans),
        as_usual=every_day and said is not False,
        festive=tuple(spans_of(spans)) if said else (),
        seasons=rests.seasons,
        monthly=rests.monthly,
        doubtful=rests.more,
    )


def together(one: Hours | None, other: Hours | None) -> Hours | None:
    """The hours of a facility that has two rows."""
    if one is None or other is None:
        return one or other
    festive = sorted({*one.festive, *other.festive}, key=lambda span: span.first)
    return Hours(
        joined([one.weekly, other.weekly]),
        one.as_usual and other.as_usual,
        tuple(festive),
        tuple(dict.fromkeys([*one.seasons, *other.seasons])),
        one.monthly | other.monthly,
        one.doubtful or other.doubtful,
    )


def _is_whole(openings: Sequence[Opening]) -> bool:
    return any(one.first == one.last for one in openings)
