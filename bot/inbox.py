"""The inbox: received events, stored once per `webhookEventId`, taken in order for each citizen.

States: `new` (to be handled, or to be tried again at `next_try_ms`), `done`, `ignored` (standby, groups),
`parked` (failed too often; staff can see and retry it). What the citizen wrote leaves the row as soon as
the event is done; only the id stays, to tell a duplicate.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Executable,
    Index,
    Integer,
    Row,
    Select,
    String,
    Table,
    Text,
    Update,
    bindparam,
    delete,
    exists,
    or_,
    select,
    true,
    tuple_,
    update,
)

from bot.db.base import BigId, metadata
from bot.db.rowset import keys, keys_of, rows_of, rowset
from bot.db.upsert import insert

inbox_table = Table(
    "inbox_event",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("webhook_event_id", String(64), nullable=False, unique=True),
    Column("citizen", String(64), nullable=False),
    Column("message_id", String(64)),
    Column("occurred_ms", BigInteger, nullable=False),
    Column("token_ms", BigInteger, nullable=False),
    Column("payload", Text),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("taken", Integer, nullable=False),
    Column("next_try_ms", BigInteger, nullable=False),
    Column("finished_ms", BigInteger),
    Column("error", Text),
)
_new = inbox_table.c.state == "new"
Index(
    "ix_inbox_event_waiting",
    inbox_table.c.citizen,
    inbox_table.c.occurred_ms,
    inbox_table.c.id,
    postgresql_where=_new,
    sqlite_where=_new,
)
Index(
    "ix_inbox_event_message_id",
    inbox_table.c.message_id,
    postgresql_where=inbox_table.c.message_id.is_not(None),
    sqlite_where=inbox_table.c.message_id.is_not(None),
)
Index("ix_inbox_event_finished_ms", inbox_table.c.finished_ms)


@dataclass(frozen=True, slots=True)
class Received:
    """One event as it came, ready to be stored."""

    webhook_event_id: str
    citizen: str
    message_id: str | None
    occurred_ms: int
    received_ms: int
    payload: str
    ignored: bool
    redelivered: bool

    def row(self) -> dict[str, Any]:
        return {
            "webhook_event_id": self.webhook_event_id,
            "citizen": self.citizen,
            "message_id": self.message_id,
            "occurred_ms": self.occurred_ms,
            "token_ms": self.received_ms,
            "payload": None if self.ignored else self.payload,
            "state": "ignored" if self.ignored else "new",
            "attempts": 0,
            "taken": 0,
            "next_try_ms": 0,
            "finished_ms": self.received_ms if self.ignored else None,
        }


@dataclass(frozen=True, slots=True)
class Waiting:
    """A stored event that is to be handled."""

    id: int
    webhook_event_id: str
    citizen: str
    token_ms: int
    raw: Mapping[str, Any]
    attempts: int
    next_try_ms: int


def store(connection: Connection, events: Sequence[Received]) -> list[str]:
    """Store events that are not stored yet; return the citizens who have something new.

    A redelivered event that still waits gets a fresh minute for its reply token.
    """
    rows = {event.webhook_event_id: event.row() for event in events}
    stored = set(connection.scalars(_store(connection.dialect.name), rows_of(rows.values())))
    again = [e for e in events if e.redelivered and e.webhook_event_id not in stored]
    if again:
        renewals = [{"which": e.webhook_event_id, "now": e.received_ms} for e in again]
        connection.execute(_RENEW, renewals)
    return list(dict.fromkeys(e.citizen for e in events if not e.ignored))


@cache
def _store(dialect: str) -> Executable:
    names = [c.name for c in inbox_table.c if c.name not in ("id", "error")]
    given = rowset(dialect, {name: inbox_table.c[name].type for name in names})
    # SQLite cannot tell ON CONFLICT from a join's ON unless the SELECT has a WHERE.
    rows = select(*(given.c[name] for name in names)).where(true())
    return (
        insert(dialect, inbox_table)
        .from_select(names, rows)
        .on_conflict_do_nothing(index_elements=["webhook_event_id"])
        .returning(inbox_table.c.webhook_event_id)
    )


_RENEW = (
    update(inbox_table)
    .where(inbox_table.c.webhook_event_id == bindparam("which"), _new)
    .values(token_ms=bindparam("now"))
)

_COLUMNS = (
    inbox_table.c.id,
    inbox_table.c.webhook_event_id,
    inbox_table.c.citizen,
    inbox_table.c.token_ms,
    inbox_table.c.payload,
    inbox_table.c.attempts,
    inbox_table.c.next_try_ms,
)


@cache
def _waiting_of(dialect: str) -> Select[*tuple[Any, ...]]:
    return (
        select(*_COLUMNS)
        .where(_new, inbox_table.c.citizen.in_(keys(dialect, inbox_table.c.citizen.type)))
        .order_by(inbox_table.c.citizen, inbox_table.c.occurred_ms, inbox_table.c.id)
    )


def waiting(connection: Connection, citizens: Collection[str]) -> list[Waiting]:
    """The events of these citizens that wait, each citizen's oldest first. Lock the citizens first."""
    found = connection.execute(_waiting_of(connection.dialect.name), keys_of(citizens))
    return [_waiting(row) for row in found]


def _waiting(row: Row[*tuple[Any, ...]]) -> Waiting:
    return Waiting(
        row.id,
        row.webhook_event_id,
        row.citizen,
        row.token_ms,
        json.loads(row.payload),
        row.attempts,
        row.next_try_ms,
    )


_earlier = inbox_table.alias("earlier")
# The oldest waiting event of its citizen: the one that is next.
_is_next = ~exists().where(
    _earlier.c.state == "new",
    _earlier.c.citizen == inbox_table.c.citizen,
    tuple_(_earlier.c.occurred_ms, _earlier.c.id)
    < tuple_(inbox_table.c.occurred_ms, inbox_table.c.id),
)


def left_behind(connection: Connection, now_ms: int, grace_ms: int, limit: int = 200) -> list[str]:
    """Citizens whose next event is due and was not handled within `grace_ms` of its arrival."""
    old = or_(inbox_table.c.token_ms <= now_ms - grace_ms, inbox_table.c.attempts > 0)
    query = select(inbox_table.c.citizen).where(
        _new, _is_next, inbox_table.c.next_try_ms <= now_ms, old
    )
    return list(connection.scalars(query.limit(limit)))


_next_of = (_new, _is_next, inbox_table.c.citizen.in_(bindparam("citizens", expanding=True)))
_TAKEN = select(inbox_table.c.citizen, inbox_table.c.taken).where(*_next_of)
_COUNT_TAKEN = update(inbox_table).where(*_next_of).values(taken=inbox_table.c.taken + 1)


def taken(connection: Connection, citizens: Collection[str]) -> dict[str, int]:
    """How often each citizen's next event was taken up before."""
    found = connection.execute(_TAKEN, {"citizens": list(citizens)})
    return {row.citizen: row.taken for row in found}


def count_taken(connection: Connection, citizens: Collection[str]) -> None:
    """Count that the citizens' next events are about to be tried. Lock the citizens first."""
    if citizens:
        connection.execute(_COUNT_TAKEN, {"citizens": list(citizens)})


def deadly(connection: Connection, times: int, limit: int = 50) -> list[Waiting]:
    """Events that were taken up `times` over and never came to an end."""
    query = select(*_COLUMNS).where(_new, inbox_table.c.taken >= times).limit(limit)
    return [_waiting(row) for row in connection.execute(query)]


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
    more = update(inbox_table).where(inbox_table.c.id == event, _new)
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
