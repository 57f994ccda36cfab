"""What becomes of an event: done, tried again, set aside for staff, taken back, deleted."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Update, bindparam, delete, select, update

from bot.db.rowset import keys, keys_of
from bot.inbox.table import inbox_table, is_new


@cache
def _finish(dialect: str) -> Update:
    return (
        update(inbox_table)
        .where(inbox_table.c.id.in_(keys(dialect, inbox_table.c.id.type)))
        .values(state="done", payload=None, finished_ms=bindparam("now"), error=None)
    )


def finish(connection: Connection, ids: Collection[int], now_ms: int) -> None:
    """The events are done; what was said in them is let go."""
    connection.execute(_finish(connection.dialect.name), keys_of(ids) | {"now": now_ms})


def count_attempt(connection: Connection, event: int) -> bool:
    """Count a try that failed. False if the event does not wait any more."""
    more = update(inbox_table).where(inbox_table.c.id == event, is_new)
    return connection.execute(more.values(attempts=inbox_table.c.attempts + 1)).rowcount == 1


def try_later(connection: Connection, event: int, error: str, next_try_ms: int) -> None:
    """The handler failed; try again at `next_try_ms`."""
    later = update(inbox_table).where(inbox_table.c.id == event)
    connection.execute(later.values(error=error, next_try_ms=next_try_ms))


def park(connection: Connection, event: int, error: str, now_ms: int) -> None:
    """The event failed too often: set it aside, with its payload, for staff."""
    aside = update(inbox_table).where(inbox_table.c.id == event)
    connection.execute(aside.values(state="parked", error=error, finished_ms=now_ms))


def retry_parked(connection: Connection, event: int) -> bool:
    """Staff: handle a parked event once more. False if it is not parked (any more)."""
    parked = inbox_table.c.state == "parked"
    again = update(inbox_table).where(
        inbox_table.c.id == event, parked, inbox_table.c.payload.is_not(None)
    )
    done = connection.execute(
        again.values(state="new", attempts=0, taken=0, next_try_ms=0, finished_ms=None, error=None)
    )
    return done.rowcount == 1


def parked(connection: Connection) -> list[Row[*tuple[Any, ...]]]:
    """What staff may look at: id, citizen, time of arrival, error; newest first."""
    columns = (inbox_table.c.id, inbox_table.c.citizen, inbox_table.c.token_ms, inbox_table.c.error)
    query = select(*columns).where(inbox_table.c.state == "parked")
    return list(connection.execute(query.order_by(inbox_table.c.id.desc())))


def unsend(connection: Connection, citizen: str, message_id: str, now_ms: int) -> None:
    """Delete what is stored of a message that the citizen took back."""
    taken_back = update(inbox_table).where(
        inbox_table.c.message_id == message_id, inbox_table.c.citizen == citizen
    )
    connection.execute(
        taken_back.values(state="done", payload=None, message_id=None, finished_ms=now_ms)
    )


def purge(connection: Connection, before_ms: int) -> int:
    """Delete finished events older than `before_ms`; return how many."""
    old = inbox_table.c.finished_ms < before_ms
    return connection.execute(delete(inbox_table).where(old)).rowcount
