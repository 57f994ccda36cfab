"""What happened to a case, in order; lines are only ever added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, insert, select

from handlers.roads.tables import event_table

CITIZEN, SYSTEM = "", "system"
"""`who` of what citizens and of what the program did; everybody else is a staff e-mail."""


class Act(StrEnum):
    """What happened. `old` and `new` of its line are states, names, numbers or "", as it fits."""

    OPENED = "opened"
    JOINED = "joined"
    PHOTO = "photo"
    ADDED = "added"
    STATE = "state"
    CONTESTED = "contested"
    NOTE = "note"
    MESSAGE = "message"
    ASSIGNED = "assigned"
    DEPARTMENT = "department"
    PRIORITY = "priority"
    KIND = "kind"
    MOVED = "moved"
    OWNER = "owner"
    DUE = "due"
    MERGED = "merged"
    PUBLISHED = "published"
    HANDOVER = "handover"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a history.

    Attributes:
        words: what the reporters may read: a reason, an answer, a reporter's own words.
        note: what only staff may read.
        photo: a media key: the photo that shows it (of the repair).
        tell: reporters who want it are still to be told.
    """

    case: int
    at_ms: int
    act: Act
    old: str = ""
    new: str = ""
    words: str = ""
    note: str = ""
    who: str = CITIZEN
    photo: str | None = None
    tell: bool = False
    id: int = 0

    @property
    def is_public(self) -> bool:
        """Whether a reporter may see it in 通報の状況 and on the web."""
        return self.act in (Act.OPENED, Act.STATE, Act.MESSAGE, Act.CONTESTED)


def add(connection: Connection, line: Line) -> int:
    """Add a line; returns its id."""
    values = {name: getattr(line, name) for name in _WRITTEN}
    made = connection.execute(insert(event_table).values(values).returning(event_table.c.id))
    return int(made.scalar_one())


def history(connection: Connection, case: int, *, public: bool = False) -> list[Line]:
    """The lines of a case, oldest first; with `public` only those that a reporter may see."""
    query = select(event_table).where(event_table.c.case == case).order_by(event_table.c.id)
    lines = [_line(row) for row in connection.execute(query)]
    return [line for line in lines if line.is_public] if public else lines


def untold(connection: Connection, limit: int = 100) -> Sequence[Line]:
    """Lines that reporters are still to be told of, oldest first."""
    query = select(event_table).where(event_table.c.tell).order_by(event_table.c.id)
    return [_line(row) for row in connection.execute(query.limit(limit))]


def told(connection: Connection, line: int) -> None:
    """Their messages are written."""
    query = event_table.update().where(event_table.c.id == line)
    connection.execute(query.values(tell=False))


_WRITTEN = ("case", "at_ms", "act", "old", "new", "words", "note", "who", "photo", "tell")


def _line(row: object) -> Line:
    values = {name: getattr(row, name) for name in ("id", *_WRITTEN)}
    return Line(**values | {"act": Act(values["act"])})
