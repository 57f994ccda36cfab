"""`Closings`: when a waste centre takes nothing (center.csv)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MonthDay = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both closed."""

    first: date
    last: date

    def holds(self, on: date) -> bool:
        return self.first <= on <= self.last


@dataclass(frozen=True, slots=True)
class Yearly:
    """The same days every year; a period such as 12/29 to 1/3 runs over New Year."""

    first: MonthDay
    last: MonthDay

    def holds(self, on: date) -> bool:
        day = (on.month, on.day)
        if self.first <= self.last:
            return self.first <= day <= self.last
        return day >= self.first or day <= self.last


@dataclass(frozen=True, slots=True)
class Closings:
    """All closing periods of one centre."""

    periods: tuple[Period | Yearly, ...] = ()

    def closed(self, on: date) -> bool:
        return any(period.holds(on) for period in self.periods)

    def __add__(self, other: Closings) -> Closings:
        return Closings(self.periods + other.periods)

    def new_year_known(self, on: date) -> bool:
        """True where the turn of the year that `on` lies in (or nearest to) was registered."""
        first, second = _turn_of_year(on)
        return any(self.closed(day) for day in (first, second))


def _turn_of_year(on: date) -> Iterable[date]:
    year = on.year if on.month > 6 else on.year - 1
    return date(year, 12, 31), date(year + 1, 1, 1)


def at_new_year(on: date) -> bool:
    """True on the days on which most cities collect nothing, 29 December to 3 January."""
    return (on.month, on.day) >= (12, 29) or (on.month, on.day) <= (1, 3)
