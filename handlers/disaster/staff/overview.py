"""The first page: what is wrong with the feeds, what waits for a tap, what holds, what was told."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Row, select

from bot.staff import Answer
from handlers.disaster.notices import staffing
from handlers.disaster.staff.site import (
    CHANGES,
    FAULTS,
    READERS,
    RELEASERS,
    STATES,
    Visit,
    console,
    content_of,
    name_of,
)
from handlers.disaster.states.keeping import GATE
from handlers.disaster.tables import notice_table, state_table
from handlers.disaster.watching import health

_LATEST = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A message in a list: what it says, its first lines, and what became of it."""

    row: Row[tuple[object, ...]]
    name: str
    change: str
    state: str
    text: str


@console.page("", roles=READERS, label="いまの状況")
def overview(visit: Visit) -> Answer:
    """All on one page, the most urgent first."""
    feeds = health.feeds(visit.db, visit.now, content_of(visit))
    return visit.page(
        "overview.html",
        feeds=[(one, [FAULTS[fault] for fault in sorted(one.faults)]) for one in feeds],
        troubled=any(one.faults for one in feeds),
        waiting=health.waiting(visit.db, visit.now),
        offered=[line(visit, row) for row in staffing.offered(visit.db)],
        holding=_holding(visit),
        notices=_latest(visit),
        releases=bool(visit.staff.roles & RELEASERS),
    )


def _holding(visit: Visit) -> Sequence[tuple[Row[tuple[object, ...]], str, str]]:
    table = state_table.c
    query = select(state_table).where(table.hazard != GATE, table.level > 0)
    rows = visit.db.execute(query.order_by(table.level.desc(), table.hazard)).all()
    return [
        (
            row,
            name_of(visit, row.hazard, row.level, json.loads(row.facts)),
            name_of(visit, row.hazard, row.told) if row.told else "なし",
        )
        for row in rows
    ]


def _latest(visit: Visit) -> Sequence[Line]:
    query = select(notice_table).order_by(notice_table.c.id.desc()).limit(_LATEST)
    return [line(visit, row) for row in visit.db.execute(query)]


def line(visit: Visit, row: Row[tuple[object, ...]]) -> Line:
    """A message as lists show it."""
    name = name_of(visit, row.hazard, row.level or row.before)
    texts: Mapping[str, str] = json.loads(row.texts)
    return Line(row, name, CHANGES[row.change], STATES[row.state], texts.get("ja", ""))


@console.todo("送るかどうかを決めるお知らせ", overview, roles=RELEASERS)
def to_release(visit: Visit) -> int:
    return health.waiting(visit.db, visit.now).offered


@console.todo("フィードの異常", overview, roles=RELEASERS)
def feeds_in_trouble(visit: Visit) -> int:
    feeds = health.feeds(visit.db, visit.now, content_of(visit))
    return sum(bool(one.faults) for one in feeds)


@console.todo("食いちがう電文", overview, roles=RELEASERS)
def in_doubt(visit: Visit) -> int:
    return health.waiting(visit.db, visit.now).in_doubt
