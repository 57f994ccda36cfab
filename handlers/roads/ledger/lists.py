"""The queue: which cases, in which order, page by page.

A page begins after the last case of the page before (keyset), so that page 500 costs what page 1 does, and a
case that comes in meanwhile neither doubles nor hides another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, and_, func, literal_column, or_, select, tuple_
from sqlalchemy.sql.elements import ColumnElement

from handlers.roads.ledger.case import COLUMNS, Case, Source, cases_of
from handlers.roads.ledger.cells import Box, covering
from handlers.roads.ledger.numbers import read_number
from handlers.roads.ledger.states import State
from handlers.roads.tables import case_table

_c = case_table.c


class Sort(StrEnum):
    """Orders of the queue; the number breaks ties."""

    NEWEST = "newest"
    OLDEST = "oldest"
    CHANGED = "changed"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cases; None and () mean any.

    Attributes:
        open: those that ask for work (merged ones never do).
        overdue: by `now_ms` there ought to have been an answer.
        department, assignee: "" asks for those that have none.
        text: a 受付番号, or words that stand in the report, its place, district or town.
        since_ms, until_ms: when it was opened: from, and before.
        merged: also those that go on as another.
    """

    states: Sequence[State] = ()
    open: bool | None = None
    kinds: Sequence[str] = ()
    district: str | None = None
    town: str | None = None
    department: str | None = None
    assignee: str | None = None
    owner: str | None = None
    source: Source | None = None
    priority: int | None = None
    unread: bool | None = None
    overdue: bool | None = None
    published: bool | None = None
    reopened: bool | None = None
    text: str = ""
    since_ms: int | None = None
    until_ms: int | None = None
    box: Box | None = None
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some cases, and what to give as `after` for the next ones; None: these were the last."""

    cases: Sequence[Case]
    after: str | None


def page(
    connection: Connection,
    wanted: Filter,
    *,
    now_ms: int,
    sort: Sort = Sort.URGENT,
    after: str | None = None,
    limit: int = 50,
) -> Page:
    """One page of the queue.

    Args:
        after: `Page.after` of the page before; one that cannot be read begins anew.
    """
    query = select(*COLUMNS).where(*conditions(wanted, now_ms))
    columns = _columns(sort, wanted)
    if (place := _read(after, sort)) is not None:
        query = query.where(_beyond(columns, sort, place))
    rows = cases_of(connection.execute(_ordered(query, columns, sort).limit(limit + 1)).all())
    found, more = rows[:limit], len(rows) > limit
    return Page(found, _written(found[-1], sort) if more else None)


def count(connection: Connection, wanted: Filter, *, now_ms: int) -> int:
    """How many cases there are of these."""
    query = select(func.count()).select_from(case_table).where(*conditions(wanted, now_ms))
    return connection.scalar(query) or 0


def count_by(
    connection: Connection, column: str, wanted: Filter, *, now_ms: int
) -> Mapping[str, int]:
    """How many there are by a column of roads_case, such as "state", "kind" or "district"."""
    query = select(_c[column], func.count()).where(*conditions(wanted, now_ms))
    rows = connection.execute(query.group_by(_c[column]))
    return {str(row[0]): row[1] for row in rows}


def conditions(wanted: Filter, now_ms: int) -> list[ColumnElement[bool]]:
    """The WHERE of a filter, for other queries over roads_case (exports, plots)."""
    made = [*_equal(wanted), *_listed(wanted), *_in_time(wanted, now_ms), *_matching(wanted.text)]
    if not wanted.merged and not wanted.open:
        made.append(_c.merged_into.is_(None))
    if wanted.box is not None:
        made.append(in_box(wanted.box))
    return made


def in_box(box: Box) -> ColumnElement[bool]:
    """Cases in a box: found by their cells, in the index alone; the rest of a query looks at these only.

    In one WHERE with other conditions SQLite takes the index of one of those instead.
    """
    own = case_table.alias("boxed").c
    cells = or_(*(and_(own.cell >= first, own.cell < last) for first, last in covering(box)))
    inside = and_(
        own.latitude.between(box.south, box.north), own.longitude.between(box.west, box.east)
    )
    return _c.id.in_(select(own.id).where(cells, inside))


_EQUAL = (
    "open",
    "district",
    "town",
    "department",
    "assignee",
    "owner",
    "source",
    "priority",
    "published",
)


def _equal(wanted: Filter) -> list[ColumnElement[bool]]:
    given = ((name, getattr(wanted, name)) for name in _EQUAL)
    made: list[ColumnElement[bool]] = [
        _c[name] == value for name, value in given if value is not None
    ]
    if wanted.unread is not None:
        # As the partial index has it, or it would not be used.
        made.append(_c.unread if wanted.unread else _c.unread.is_(False))
    if wanted.reopened is not None:
        made.append(_c.reopened > 0 if wanted.reopened else _c.reopened == 0)
    return made


def _listed(wanted: Filter) -> list[ColumnElement[bool]]:
    lists = ((_c.state, wanted.states), (_c.kind, wanted.kinds))
    return [column.in_(list(values)) for column, values in lists if values]


def _in_time(wanted: Filter, now_ms: int) -> list[ColumnElement[bool]]:
    made: list[ColumnElement[bool]] = []
    if wanted.overdue is not None:
        late = and_(_c.open, _c.due_ms < now_ms)
        made.append(late if wanted.overdue else ~late)
    if wanted.since_ms is not None:
        made.append(_c.created_ms >= wanted.since_ms)
    if wanted.until_ms is not None:
        made.append(_c.created_ms < wanted.until_ms)
    return made


def _matching(text: str) -> list[ColumnElement[bool]]:
    if number := read_number(text):
        return [_c.number == number]
    # All rows are read for this, the only question to the ledger that no index answers.
    places = (_c.words, _c.place, _c.district, _c.town)
    return [
        or_(*(place.contains(word, autoescape=True) for place in places)) for word in text.split()
    ]


# The columns of each order, and whether the greatest come first.
_ORDERS: Mapping[Sort, tuple[tuple[ColumnElement[Any], ...], tuple[bool, ...]]] = {
    Sort.NEWEST: ((_c.created_ms, _c.id), (True, True)),
    Sort.OLDEST: ((_c.created_ms, _c.id), (False, False)),
    Sort.CHANGED: ((_c.changed_ms, _c.id), (True, True)),
    Sort.URGENT: ((_c.priority, _c.created_ms, _c.id), (True, True, True)),
}


def _columns(sort: Sort, wanted: Filter) -> Sequence[ColumnElement[Any]]:
    """What is sorted by; not by an index where no index finds the few cases that are wanted.

    Reading all rows in their own order and sorting what is found takes a quarter of the time then.
    """
    columns, _ = _ORDERS[sort]
    searched = wanted.text.strip() and not read_number(wanted.text)
    rare = wanted.reopened and not wanted.open
    return [column + literal_column("0") for column in columns] if searched or rare else columns


def _ordered(query: Select[Any], columns: Sequence[ColumnElement[Any]], sort: Sort) -> Select[Any]:
    _, falling = _ORDERS[sort]
    order = (one.desc() if down else one for one, down in zip(columns, falling, strict=True))
    return query.order_by(*order)


def _beyond(
    columns: Sequence[ColumnElement[Any]], sort: Sort, place: Sequence[int]
) -> ColumnElement[bool]:
    down = _ORDERS[sort][1][0]
    row = tuple_(*columns)
    return row < tuple_(*place) if down else row > tuple_(*place)


def _written(case: Case, sort: Sort) -> str:
    return ".".join(str(getattr(case, str(one.key))) for one in _ORDERS[sort][0])


def _read(after: str | None, sort: Sort) -> list[int] | None:
    try:
        place = [int(part) for part in (after or "").split(".")]
    except ValueError:
        return None
    return place if len(place) == len(_ORDERS[sort][0]) else None
