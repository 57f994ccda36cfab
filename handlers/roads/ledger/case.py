"""`Case`, a case as everybody reads it, and how one is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select

from handlers.roads.ledger.states import State
from handlers.roads.tables import case_table


class Source(StrEnum):
    """The way by which a report came."""

    LINE = "line"
    WEB = "web"
    PHONE = "phone"
    OPEN311 = "open311"


class Priority:
    """The higher, the sooner."""

    LATER, NORMAL, SOON, URGENT = -1, 0, 1, 2


OURS = "city"
"""The `owner` of a case that is the city's own business."""


@dataclass(frozen=True, slots=True)
class Case:
    """A row of roads_case; an instance is a place on the map (`bot.api.OnMap`).

    Attributes:
        number: the 受付番号 as stored; `numbers.shown` for people.
        kind: an id of kinds.yaml, which may have lost it since.
        place, words: what the reporter wrote of the place and of the damage; may be empty.
        rough: the place is only the middle of a town or of the city.
        owner: "city", or an id of owners.yaml.
        department, assignee: "" for none; an assignee is a staff e-mail.
        answered_ms, finished_ms: when it first left 受付, and when it was (last) over; None until then.
        due_ms: by when there ought to be an answer.
        unread: no member of staff has looked since a citizen did something.
        merged_into: the id of the case that goes on instead of this one.
    """

    id: int
    number: str
    kind: str
    state: State
    open: bool
    priority: int
    latitude: float
    longitude: float
    district: str
    town: str
    place: str
    words: str
    rough: bool
    owner: str
    department: str
    assignee: str
    source: Source
    created_ms: int
    changed_ms: int
    state_ms: int
    answered_ms: int | None
    finished_ms: int | None
    due_ms: int
    reopened: int
    unread: bool
    published: bool
    merged_into: int | None
    reporters: int
    photos: int

    def is_overdue(self, now_ms: int) -> bool:
        return self.open and self.due_ms < now_ms


COLUMNS = tuple(case_table.c[field.name] for field in fields(Case))


def case_of(row: Row[Any]) -> Case:
    """The case of a row with `COLUMNS`."""
    values = dict(row._mapping)
    return Case(**values | {"state": State(row.state), "source": Source(row.source)})


def cases_of(rows: Sequence[Row[Any]]) -> list[Case]:
    return [case_of(row) for row in rows]


def find(connection: Connection, case: int) -> Case | None:
    """The case with this id."""
    row = connection.execute(select(*COLUMNS).where(case_table.c.id == case)).first()
    return case_of(row) if row else None


def find_number(connection: Connection, number: str) -> Case | None:
    """The case with this number, as `numbers.read_number` gives it."""
    row = connection.execute(select(*COLUMNS).where(case_table.c.number == number)).first()
    return case_of(row) if row else None


def standing_for(connection: Connection, case: Case) -> Case:
    """The case that goes on for one that was merged; the case itself if it was not."""
    into = find(connection, case.merged_into) if case.merged_into is not None else None
    return into or case


class NoSuchCase(LookupError):
    """There is no case with this id."""


def locked(connection: Connection, case: int) -> Case:
    """The case, held until the transaction ends, so that nobody changes it meanwhile.

    Raises:
        NoSuchCase: there is none.
    """
    query = select(*COLUMNS).where(case_table.c.id == case).with_for_update()
    row = connection.execute(query).first()
    if row is None:
        raise NoSuchCase(case)
    return case_of(row)
