"""When a facility is open, as far as its rows in the table say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.api import (
    NEW_YEAR,
    Closed,
    Days,
    Holidays,
    Open,
    Opening,
    Rests,
    Season,
    Timetable,
    Weekly,
    joined,
)

_WEEK = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of a week, whether national holidays belong to them, and the closed days."""

    weekly: Weekly
    holidays: bool = False
    seasons: Sequence[Season] = ()
    monthly: frozenset[tuple[int, int]] = frozenset()
    doubtful: bool = field(default=False)

    def timetable(self, holidays: Holidays) -> Timetable:
        """The hours with the national holidays known to the city."""
        known = None if self.holidays else holidays
        return Timetable(self.weekly, known, self.seasons, rests=self.monthly)

    def state(self, now: datetime, holidays: Holidays) -> Open | Closed | None:
        """Open or closed; None where it cannot be known."""
        return None if self.is_unsaid(now.date()) else self.timetable(holidays).state(now)

    def openings(self, day: date, holidays: Holidays) -> Sequence[Opening] | None:
        """The openings of a day; None where they cannot be known."""
        return None if self.is_unsaid(day) else self.timetable(holidays).openings(day)

    def is_unsaid(self, day: date) -> bool:
        """Whether it is the turn of the year, of which most tables say nothing and most places are closed."""
        always = self.holidays and all(_is_whole(self.weekly.get(one, ())) for one in _WEEK)
        return NEW_YEAR.holds(day) and not self.seasons and not always


def hours_of(weekly: Weekly, days: Days, rests: Rests) -> Hours:
    """The hours of one row: what the column of days and the remark say together."""
    open_on = {day: each for day, each in weekly.items() if day not in rests.weekdays}
    said = days.holidays if days.holidays is not None else rests.holidays
    every_day = days.weekdays - rests.weekdays == _WEEK
    return Hours(
        open_on,
        every_day if said is None else said,
        rests.seasons,
        rests.monthly,
        rests.more,
    )


def together(one: Hours | None, other: Hours | None) -> Hours | None:
    """The hours of a facility that has two rows."""
    if one is None or other is None:
        return one or other
    return Hours(
        joined([one.weekly, other.weekly]),
        one.holidays and other.holidays,
        tuple(dict.fromkeys([*one.seasons, *other.seasons])),
        one.monthly | other.monthly,
        one.doubtful or other.doubtful,
    )


def _is_whole(openings: Sequence[Opening]) -> bool:
    return any(one.first == one.last for one in openings)
