"""The recurring rules of the 5374 format, each a small value that knows on which days it falls.

Source: Code for Kanazawa, 5374, LOCALIZE.md (area_days.csv).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# In the order of `date.weekday()`.
WEEKDAYS = "月火水木金土日"
EVERY_MONTH = frozenset(range(1, 13))


@dataclass(frozen=True, slots=True)
class Weekly:
    """Every week on one weekday (0 is Monday), in the given months of any year."""

    weekday: int
    months: frozenset[int] = EVERY_MONTH

    def occurs(self, on: date) -> bool:
        return on.weekday() == self.weekday and on.month in self.months


@dataclass(frozen=True, slots=True)
class Nth:
    """The nth occurrence (1 to 5) of a weekday in a month, in the given months of any year."""

    weekday: int
    nth: int
    months: frozenset[int] = EVERY_MONTH

    def occurs(self, on: date) -> bool:
        same = on.weekday() == self.weekday and (on.day - 1) // 7 + 1 == self.nth
        return same and on.month in self.months


@dataclass(frozen=True, slots=True)
class EveryWeeks:
    """Every so many weeks, counted from a first day; nothing before it."""

    first: date
    weeks: int = 2

    def occurs(self, on: date) -> bool:
        return on >= self.first and (on - self.first).days % (7 * self.weeks) == 0


Rule = Weekly | Nth | EveryWeeks


def months_text(months: Iterable[int]) -> str:
    """Months in the order of the fiscal year, which starts in April: 「4・6・2」."""
    return "・".join(str(month) for month in sorted(months, key=lambda month: (month - 4) % 12))
