"""One parent's children: kept, changed, and forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from handlers.childcare.messages.cadence import Schedule
from handlers.childcare.plan.ages import same_day
from handlers.childcare.tables import Child

DAY = timedelta(days=1)
MOST_CHILDREN = 8
# Births come this long before or after the expected day at most; then that day is forgotten.
EARLIEST, LATEST = timedelta(days=140), timedelta(days=60)
# An expected day lies no further ahead than a pregnancy is long.
FURTHEST = timedelta(days=294)


class Kind(StrEnum):
    """What can be wanted for a child."""

    MESSAGES = "messages"
    PLAN = "plan"


def first_morning(schedule: Schedule, now: datetime) -> date:
    """The first day whose messages are still to come."""
    return now.date() if now.time() < schedule.at else now.date() + DAY


def forgotten_until(schedule: Schedule, today: date) -> date:
    """The last day of birth of children who are too old today for their day to be kept."""
    year, month = divmod(12 * today.year + today.month - 1 - schedule.keep_months, 12)
    born = date(year, month + 1, 1) + 31 * DAY
    while same_day(born, schedule.keep_months) > today:
        born -= DAY
    return born


def day_in_range(schedule: Schedule, born: date, today: date, *, expected: bool) -> bool:
    """Whether a day may be kept as one of birth, or as an expected one."""
    if expected:
        return today - LATEST < born <= today + FURTHEST
    return forgotten_until(schedule, today) < born <= today


@dataclass(frozen=True, slots=True)
class Children:
    """The children of one citizen. `first`: the first day of what is asked for now."""

    session: Session
    citizen: str
    first: date

    def all(self) -> Sequence[Child]:
        """The youngest first."""
        mine = select(Child).where(Child.citizen == self.citizen)
        return self.session.scalars(mine.order_by(Child.expected.desc(), Child.born.desc())).all()

    def get(self, born: date, *, expected: bool) -> Child | None:
        return self.session.get(Child, (self.citizen, expected, born))

    def keep(self, born: date, kinds: Sequence[Kind], *, expected: bool, district: str) -> Child:
        """Remember a child; a birth takes the place of the expected day that it belongs to."""
        weekly = False
        if not expected:
            for one in self._expected_for(born):
                weekly = weekly or one.weekly
                self.session.delete(one)
        child = self.get(born, expected=expected)
        if child is None:
            child = Child(citizen=self.citizen, born=born, expected=expected)
            child.weekly, child.messages_since, child.plan_since = weekly, None, None
            self.session.add(child)
        child.district = district
        for kind in kinds:
            self.want(child, kind)
        self.session.flush()
        return child

    def _expected_for(self, born: date) -> list[Child]:
        return [
            one for one in self.all() if one.expected and -EARLIEST <= born - one.born <= LATEST
        ]

    def want(self, child: Child, kind: Kind) -> None:
        """Begin with the next morning; what is wanted already goes on."""
        if kind is Kind.MESSAGES:
            child.messages_since = child.messages_since or self.first
        else:
            child.plan_since = child.plan_since or self.first

    def stop(self, kinds: Sequence[Kind], child: Child | None = None) -> None:
        """End these for one child or for all; a child for whom nothing is wanted is forgotten."""
        for one in self.all() if child is None else [child]:
            if Kind.MESSAGES in kinds:
                one.messages_since = None
            if Kind.PLAN in kinds:
                one.plan_since = None
            if one.messages_since is None and one.plan_since is None:
                self.session.delete(one)
        self.session.flush()

    def move(self, district: str) -> None:
        """The parent's home lies in another district now."""
        mine = update(Child).where(Child.citizen == self.citizen)
        self.session.execute(mine.values(district=district))


def kinds_of(child: Child) -> list[Kind]:
    """What is wanted for a child."""
    wanted = {Kind.MESSAGES: child.messages_since, Kind.PLAN: child.plan_since}
    return [kind for kind, since in wanted.items() if since is not None]


def forget_grown(session: Session, schedule: Schedule, today: date) -> int:
    """Delete children past the age to which they are kept, and expected days long past."""
    grown = ~Child.expected & (Child.born <= forgotten_until(schedule, today))
    late = Child.expected & (Child.born <= today - LATEST)
    gone = delete(Child).where(grown | late).returning(Child.born)
    return len(session.execute(gone).all())
