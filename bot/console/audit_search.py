"""Searching the audit log, however long it is: keyset paging along an index, and text within bounds.

Text has no index of its own. A search for text looks at `SCANNED` rows at a time, newest first, and says how
far it came, so that a page is quick and the next one goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, or_, select, tuple_

from bot.console.tables import staff_audit_table

PAGE = 50
SCANNED = 10_000
_EXPORTED_AT_ONCE = 2_000

_audit = staff_audit_table.c


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; what is empty is not asked about.

    Attributes:
        since_ms, until_ms: from (inclusive) and to (exclusive), milliseconds since 1970 UTC.
        text: occurs in what was done, to what, by whom, or in the values.
    """

    staff_id: int | None = None
    kind: str = ""
    subject: str = ""
    since_ms: int | None = None
    until_ms: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the log, newest first: what follows is older."""

    at_ms: int
    id: int

    def __str__(self) -> str:
        return f"{self.at_ms}-{self.id}"

    @classmethod
    def read(cls, text: str) -> Place | None:
        """A place as an address holds it; None if it is none."""
        at_ms, _, number = text.partition("-")
        if not (at_ms.isdecimal() and number.isdecimal() and len(text) < 40):
            return None
        return cls(int(at_ms), int(number))


@dataclass(frozen=True, slots=True)
class Found:
    """One page of rows.

    Attributes:
        after: where the next page goes on; None at the end.
        looked_to_ms: the time of the oldest row that was looked at, where a search stopped half-way.
    """

    rows: list[Any]
    after: Place | None
    looked_to_ms: int | None = None


def search(connection: Connection, wanted: Wanted, after: Place | None) -> Found:
    """The newest rows after a place."""
    return _by_text(connection, wanted, after) if wanted.text else _plain(connection, wanted, after)


def _plain(connection: Connection, wanted: Wanted, after: Place | None) -> Found:
    rows = list(connection.execute(_query(wanted, after).limit(PAGE + 1)))
    return Found(rows[:PAGE], _place(rows[PAGE - 1]) if len(rows) > PAGE else None)


def _by_text(connection: Connection, wanted: Wanted, after: Place | None) -> Found:
    window = _query(wanted, after).limit(SCANNED).subquery()
    query = select(window).where(_contains(window.c, wanted.text))
    newest = query.order_by(window.c.at_ms.desc(), window.c.id.desc()).limit(PAGE + 1)
    rows = list(connection.execute(newest))
    if len(rows) > PAGE:
        return Found(rows[:PAGE], _place(rows[PAGE - 1]))
    end = connection.execute(_places(wanted, after).offset(SCANNED - 1).limit(1)).first()
    return Found(rows, _place(end) if end else None, end.at_ms if end else None)


def _contains(columns: Any, text: str) -> ColumnElement[bool]:
    named = (columns.summary, columns.subject, columns.who, columns.before, columns.after)
    return or_(*(column.icontains(text, autoescape=True) for column in named))


def _query(wanted: Wanted, after: Place | None) -> Select[Any]:
    query = select(staff_audit_table).where(*_conditions(wanted, after))
    return query.order_by(_audit.at_ms.desc(), _audit.id.desc())


def _places(wanted: Wanted, after: Place | None) -> Select[Any]:
    query = select(_audit.at_ms, _audit.id).where(*_conditions(wanted, after))
    return query.order_by(_audit.at_ms.desc(), _audit.id.desc())


def _conditions(wanted: Wanted, after: Place | None) -> list[ColumnElement[bool]]:
    found = [
        column == value
        for column, value in (
            (_audit.staff_id, wanted.staff_id),
            (_audit.kind, wanted.kind or None),
            (_audit.subject, wanted.subject or None),
        )
        if value is not None
    ]
    if wanted.since_ms is not None:
        found.append(_audit.at_ms >= wanted.since_ms)
    if wanted.until_ms is not None:
        found.append(_audit.at_ms < wanted.until_ms)
    if after:
        found.append(tuple_(_audit.at_ms, _audit.id) < tuple_(after.at_ms, after.id))
    return found


def _place(row: Any) -> Place:
    return Place(row.at_ms, row.id)


def export(connection: Connection, wanted: Wanted) -> Iterator[Any]:
    """All rows that are wanted, newest first, a few thousand in memory at a time."""
    after: Place | None = None
    while True:
        query = _query(wanted, after).limit(_EXPORTED_AT_ONCE)
        rows = list(connection.execute(query))
        yield from (row for row in rows if not wanted.text or _holds(row, wanted.text))
        if len(rows) < _EXPORTED_AT_ONCE:
            return
        after = _place(rows[-1])


def _holds(row: Any, text: str) -> bool:
    told = (row.summary, row.subject, row.who, row.before, row.after)
    return any(text.lower() in each.lower() for each in told)
