"""Storing events as they come in, each once, whatever LINE sends again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, bindparam, select, true, update

from bot.db.rowset import rows_of, rowset
from bot.db.upsert import insert
from bot.inbox.table import inbox_table, is_new


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
    .where(inbox_table.c.webhook_event_id == bindparam("which"), is_new)
    .values(token_ms=bindparam("now"))
)
