"""`Schedule`: on which days one kind of garbage is collected in one district."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.garbage.calendar.rules import EveryWeeks, Rule

# A rule such as "the fifth Wednesday of July" can pause for a year or two.
HORIZON = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class Schedule:
    """What one cell of area_days.csv says.

    Attributes:
        rules: what recurs.
        dates: single days that are named one by one.
        skipped: days without collection although a rule or a date names them.
        moved: days on which it is collected in place of another one.
        remarks: what the citizen has to know beside the days.
        doubtful: True where the days were written in words that cannot be read.
    """

    rules: tuple[Rule, ...] = ()
    dates: frozenset[date] = frozenset()
    skipped: frozenset[date] = frozenset()
    remarks: tuple[str, ...] = ()
    doubtful: bool = False
    moved: frozenset[date] = frozenset()

    @property
    def empty(self) -> bool:
        """True where nothing is collected, or no day was registered."""
        return not self.rules and not self.dates

    def occurs(self, on: date) -> bool:
        """True where this is a collection day, closing periods of the centre left aside."""
        return on in self.moved or (self.planned(on) and on not in self.skipped)

    def planned(self, on: date) -> bool:
        """True where a rule or a date names the day, whether or not it is then skipped."""
        return on in self.dates or on in self.moved or any(rule.occurs(on) for rule in self.rules)

    @property
    def first_known(self) -> date | None:
        """The first day that the schedule can speak about; None where it always could."""
        starts = [rule.first for rule in self.rules if isinstance(rule, EveryWeeks)]
        if len(starts) < len(self.rules):
            return None
        starts += [min(self.dates).replace(day=1)] if self.dates else []
        return min(starts, default=None)

    @property
    def last_known(self) -> date | None:
        """The last day that the schedule can speak about; None where it recurs for ever.

        Days named one by one are taken to be complete to the end of their last month.
        """
        if self.rules or not self.dates:
            return None
        last = max(self.dates)
        return last.replace(day=monthrange(last.year, last.month)[1])

    def knows(self, on: date) -> bool:
        """False before the first and after the last day that the schedule can speak about."""
        if self.empty:
            return False
        first, last = self.first_known, self.last_known
        return (first is None or first <= on) and (last is None or on <= last)
