"""Broadcasts on their way: looked for, written, changed and approved."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from bot.api import Holidays
from handlers.broadcasts.store.records import Broadcast, Changed, Content, broadcast_of, ms
from handlers.broadcasts.tables import broadcast_table

_table = broadcast_table.c
CHANGEABLE = ("draft", "waiting", "approved")


def find(db: Connection, number: int) -> Broadcast | None:
    """The broadcast of this number."""
    row = db.execute(select(broadcast_table).where(_table.id == number)).first()
    return None if row is None else broadcast_of(row)


def newest(db: Connection, limit: int = 100) -> list[Broadcast]:
    """The latest changed first."""
    query = select(broadcast_table).order_by(_table.changed_ms.desc(), _table.id.desc())
    return [broadcast_of(row) for row in db.execute(query.limit(limit))]


def due(db: Connection, now: datetime) -> list[Broadcast]:
    """Those that are approved and to be sent by now."""
    query = select(broadcast_table).where(_table.state == "approved", _table.next_ms <= ms(now))
    return [broadcast_of(row) for row in db.execute(query.order_by(_table.next_ms))]


def count_waiting(db: Connection) -> int:
    """How many wait for approval."""
    query = select(func.count()).where(_table.state == "waiting")
    return db.scalar(query) or 0


def create(db: Connection, content: Content, author_id: int, author: str, now: datetime) -> int:
    """A new draft; its number."""
    made = db.execute(
        insert(broadcast_table).values(
            **content.columns(),
            state="draft",
            version=1,
            author_id=author_id,
            author=author,
            approver="",
            remark="",
            changed_ms=ms(now),
        )
    )
    key = made.inserted_primary_key
    assert key is not None
    return int(key[0])


def change(
    db: Connection, one: Broadcast, content: Content, author_id: int, author: str, now: datetime
) -> None:
    """Other content: it is a draft again, by who changed it. Raises Changed."""
    values = content.columns() | {"author_id": author_id, "author": author, "approver": ""}
    values |= {"version": one.version + 1, "remark": "", "next_ms": None}
    move(db, one, CHANGEABLE, "draft", now, **values)


def move(
    db: Connection,
    one: Broadcast,
    states: tuple[str, ...],
    to: str,
    now: datetime,
    **values: object,
) -> None:
    """Into another state, from one of `states` and the version that was looked at. Raises Changed."""
    here = (_table.id == one.id, _table.version == one.version, _table.state.in_(states))
    values = {"changed_ms": ms(now)} | values
    if not db.execute(update(broadcast_table).where(*here).values(state=to, **values)).rowcount:
        raise Changed(one.id)


def approve(
    db: Connection, one: Broadcast, approver: str, now: datetime, holidays: Holidays
) -> None:
    """The clock sends it at its next moment, or at once. Raises Changed."""
    plan = one.content.plan
    at = plan.after(now, holidays) if plan.first else now
    if at is None:
        raise Changed(one.id)
    states = ("draft", "waiting")
    move(db, one, states, "approved", now, approver=approver, next_ms=ms(at))
