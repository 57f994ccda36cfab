"""Rules of the routine programme, as data: what a vaccine's doses are, for whom, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.childcare.plan.ages import LAST, Age, Gap

FIRST = date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Period:
    """A period of days, both ends included."""

    first: date = FIRST
    last: date = LAST

    def holds(self, day: date) -> bool:
        """Whether the day is inside."""
        return self.first <= day <= self.last

    def meet(self, other: Period) -> Period:
        """The days that both have; its `last` is before its `first` where there are none."""
        return Period(max(self.first, other.first), min(self.last, other.last))

    def __bool__(self) -> bool:
        return self.first <= self.last


@dataclass(frozen=True, slots=True)
class Since:
    """The age from which a dose may be given, as long as this rule was in force."""

    age: Age
    force: Period = Period()


@dataclass(frozen=True, slots=True)
class Wait:
    """The interval to an earlier dose (counted from 0): the least, and the usual one, from and to."""

    dose: int
    least: Gap
    usual: Gap
    usual_until: Gap | None = None


@dataclass(frozen=True, slots=True)
class Dose:
    """One dose.

    Attributes:
        since: from when it may be given; several where the rule changed.
        until: the age until which it is given at public expense.
        usual: the standard ages, between which it is best given; None where only the interval counts.
        waits: intervals to earlier doses of the course.
        note: what parents should know of this dose.
    """

    name: str
    since: Sequence[Since]
    until: Age
    usual: tuple[Age, Age] | None = None
    waits: Sequence[Wait] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """The doses for those who begin between two ages; the first course of a vaccine is the standard one."""

    doses: Sequence[Dose]
    begin: tuple[Age, Age] | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Vaccine:
    """One vaccine of the routine programme, under one version of its rules.

    Attributes:
        born: who it is for, by day of birth.
        programme: when doses are given at public expense.
        condition: for whom only, in words; empty for everybody.
        prevents: the diseases, in words.
    """

    id: str
    name: str
    courses: Sequence[Course]
    born: Period = Period()
    programme: Period = Period()
    condition: str = ""
    prevents: str = ""
    how: str = ""
    also_called: Sequence[str] = ()
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Checkup:
    """One health check-up; `by_law` where the law fixes its ages, else the city does."""

    id: str
    name: str
    since: Age
    until: Age
    by_law: bool
    note: str = ""
    also_called: Sequence[str] = ()
    reading: str = ""
