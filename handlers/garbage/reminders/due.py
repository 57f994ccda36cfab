"""Which reminders are due: groups of citizens who chose the same minute, since the clock last looked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, String, func, literal, select
from sqlalchemy.orm import Session

from handlers.garbage.reminders.parts import Part, minutes_between, moment, time_of
from handlers.garbage.reminders.tables import Reminder

# With more than this share of a group, reading all of it in order beats sorting the part.
LARGE_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Group:
    """All who are reminded of one collection day at one minute, whatever their district.

    `at` is when that was due.
    """

    part: Part
    minute: int
    day: date
    at: datetime

    @property
    def key(self) -> str:
        return f"{self.part}:{self.day}:{time_of(self.minute):%H:%M}"


def due_groups(session: Session, after: datetime, until: datetime) -> Iterator[Group]:
    """The groups that became due after a moment and up to another, oldest first."""
    for sent_on, first, last in minutes_between(after, until):
        groups = [
            Group(part, minute, day, moment(part, minute, day, until))
            for part in Part
            for day in [sent_on + part.ahead]
            for minute in _minutes(session, part, first, last)
        ]
        yield from sorted(groups, key=lambda group: group.at)


def _minutes(session: Session, part: Part, first: int, last: int) -> Iterator[int]:
    """The minutes that anybody chose, each found by one step into the index."""
    minute: int | None = first - 1
    while True:
        later = (Reminder.minute > minute, Reminder.minute <= last)
        query = select(func.min(Reminder.minute)).where(Reminder.part == str(part), *later)
        minute = session.scalar(query)
        if minute is None:
            return
        yield minute


def size(session: Session, group: Group) -> int:
    """How many citizens belong to a group."""
    query = select(func.count()).select_from(Reminder)
    return session.scalar(query.where(*_is(group), Reminder.since <= group.day)) or 0


def sizes(session: Session, group: Group) -> dict[str, dict[str, int]]:
    """How many citizens of a group have which place in which district: by slot and district."""
    query = (
        select(Reminder.slot, Reminder.area, func.count())
        .where(*_is(group), Reminder.since <= group.day)
        .group_by(Reminder.slot, Reminder.area)
    )
    found: dict[str, dict[str, int]] = {}
    for slot, area, count in session.execute(query):
        found.setdefault(slot, {})[area] = count
    return found


def members(group: Group, slot: str, areas: tuple[str, ...], share: float) -> Select[str]:
    """The citizens of a group with this place in these districts; `share` of all with this place."""
    area = Reminder.area + literal("", String) if share > LARGE_SHARE else Reminder.area
    citizens: Select[str] = select(Reminder.citizen)
    return citizens.where(
        *_is(group), Reminder.slot == slot, area.in_(areas), Reminder.since <= group.day
    )


def _is(group: Group) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Reminder.part == str(group.part), Reminder.minute == group.minute
