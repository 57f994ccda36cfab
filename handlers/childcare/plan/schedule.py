"""The engine: from a day of birth to the days of each dose.

What was given already is not known, so the plan takes every dose to be given at its standard time. Each
dose of a plan is inside its window, after its intervals, and within its programme; a dose for which no
such day is left is not part of the plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from handlers.childcare.plan.ages import Age
from handlers.childcare.plan.rules import Checkup, Course, Dose, Period, Vaccine


class Stage(Enum):
    """Where a dose stands today."""

    COMING = "not yet"
    NOW = "its standard time has come"
    LATE = "the standard time is over, but it is still given at public expense"
    OVER = "the period of public expense is over"


@dataclass(frozen=True, slots=True)
class Planned:
    """One dose on the calendar.

    Attributes:
        window: from the first day on which it may be given to the last at public expense.
        best: the standard days, inside the window.
    """

    vaccine: Vaccine
    dose: Dose
    window: Period
    best: Period

    def stage(self, today: date) -> Stage:
        """Where it stands on a day."""
        if today > self.window.last:
            return Stage.OVER
        if today < self.best.first:
            return Stage.COMING
        return Stage.NOW if today <= self.best.last else Stage.LATE


@dataclass(frozen=True, slots=True)
class Visit:
    """One check-up on the calendar."""

    checkup: Checkup
    window: Period

    def stage(self, today: date) -> Stage:
        """Where it stands on a day."""
        if today > self.window.last:
            return Stage.OVER
        return Stage.NOW if today >= self.window.first else Stage.COMING


def plan(vaccines: Sequence[Vaccine], born: date) -> list[Planned]:
    """The doses for a child born on `born`, each vaccine's in order, the earliest first."""
    found = [one for vaccine in vaccines for one in _standard(vaccine, born)]
    return sorted(found, key=lambda one: one.best.first)


def visits(checkups: Sequence[Checkup], born: date) -> list[Visit]:
    """The check-ups for a child born on `born`, the earliest first."""
    found = [Visit(c, Period(c.since.reached(born), c.until.reached(born))) for c in checkups]
    return sorted(found, key=lambda one: one.window.first)


def begun_late(vaccine: Vaccine, born: date, today: date) -> tuple[Course, list[Planned]] | None:
    """The course for a child who has had no dose until today, where it is not the standard one.

    None where the standard course still holds, or where nothing can be begun any more.
    """
    if not (vaccine.born.holds(born) and vaccine.programme.holds(today)):
        return None
    for course in vaccine.courses[1:]:
        if course.begin and _between(course.begin, born).holds(today):
            doses = list(_doses(vaccine, course, born, today))
            return (course, doses) if doses else None
    return None


def _standard(vaccine: Vaccine, born: date) -> list[Planned]:
    if not vaccine.born.holds(born):
        return []
    return list(_doses(vaccine, vaccine.courses[0], born))


def _doses(
    vaccine: Vaccine, course: Course, born: date, begin: date | None = None
) -> Iterator[Planned]:
    """The doses in order, until one is left without a day: those after it cannot be given either."""
    given: list[date] = []
    for dose in course.doses:
        window = _window(vaccine, dose, born, given)
        if begin and not given:
            window = window.meet(Period(first=begin))
        if not window:
            return
        best = _best(dose, window, born, given)
        given.append(best.first)
        yield Planned(vaccine, dose, window, best)


def _window(vaccine: Vaccine, dose: Dose, born: date, given: Sequence[date]) -> Period:
    periods = [Period(each.age.reached(born)).meet(each.force) for each in dose.since]
    firsts = [period.first for period in periods if period]
    if not firsts:
        return Period(dose.until.reached(born), born)
    waited = [wait.least.after(given[wait.dose]) for wait in dose.waits]
    allowed = Period(min(firsts), dose.until.reached(born)).meet(vaccine.programme)
    return allowed.meet(Period(first=max([allowed.first, *waited])))


def _best(dose: Dose, window: Period, born: date, given: Sequence[date]) -> Period:
    """The standard days: at the standard age and after the usual intervals, as far as the window allows."""
    usual = _between(dose.usual, born) if dose.usual else Period()
    after = [wait.usual.after(given[wait.dose]) for wait in dose.waits]
    until = [w.usual_until.after(given[w.dose]) for w in dose.waits if w.usual_until]
    first = min(max([window.first, usual.first, *after]), window.last)
    return Period(first, max(first, min([usual.last, window.last, *until])))


def _between(ages: tuple[Age, Age], born: date) -> Period:
    return Period(ages[0].reached(born), ages[1].reached(born))
