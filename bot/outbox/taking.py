"""Taking up calls that are due, under a lease, so that no two processes send the same at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, or_, select, update
from sqlalchemy.sql.dml import ReturningUpdate
from sqlalchemy.sql.elements import ColumnElement

from bot.outbox.table import is_bulk, is_queued, is_single, outbox_table
from bot.outbox.writing import Outgoing

LEASE_MS = 15_000


def take_due(connection: Connection, now_ms: int, limit: int = 100) -> list[Outgoing]:
    """Take calls to single citizens that are due, urgent lanes first, under a new lease."""
    return _take(connection, now_ms, limit, is_single)


def take_multicasts(
    connection: Connection, now_ms: int, limit: int, before: int | None = None
) -> list[Outgoing]:
    """Take calls to many that are due, urgent lanes first, under a new lease.

    Args:
        before: only those of lanes that go ahead of this one.
    """
    return _take(connection, now_ms, limit, _ahead_of(before))


def has_multicasts(connection: Connection, now_ms: int, before: int | None = None) -> bool:
    """Whether `take_multicasts` would take any."""
    wanted = select(outbox_table.c.key).where(_ahead_of(before), outbox_table.c.due_ms <= now_ms)
    return connection.scalar(wanted.limit(1)) is not None


def _ahead_of(before: int | None) -> ColumnElement[bool]:
    return is_bulk if before is None else and_(is_bulk, outbox_table.c.lane < before)


def _take(
    connection: Connection, now_ms: int, limit: int, which: ColumnElement[bool]
) -> list[Outgoing]:
    due = (
        select(outbox_table.c.key)
        .where(which, outbox_table.c.due_ms <= now_ms)
        .order_by(outbox_table.c.lane, outbox_table.c.due_ms)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    # A list, not a sub-select: PostgreSQL may run a locking sub-select of an UPDATE more than once.
    keys = list(connection.scalars(due))
    if not keys:
        return []
    rows = connection.execute(_lease(keys, now_ms))
    return [_outgoing(row) for row in sorted(rows, key=lambda row: (row.lane, row.created_ms))]


def _lease(keys: Sequence[str], now_ms: int) -> ReturningUpdate[*tuple[Any, ...]]:
    """These calls are ours until the lease ends; who may have sent one before leaves it in doubt."""
    return (
        update(outbox_table)
        .where(outbox_table.c.key.in_(keys), is_queued)
        .values(
            due_ms=now_ms + LEASE_MS,
            attempts=outbox_table.c.attempts + 1,
            ambiguous=or_(outbox_table.c.ambiguous, outbox_table.c.in_flight),
            in_flight=True,
        )
        .returning(*outbox_table.c)
    )


def _outgoing(row: Row[*tuple[Any, ...]]) -> Outgoing:
    return Outgoing(
        citizen=row.citizen,
        method=row.method,
        messages=row.messages,
        created_ms=row.created_ms,
        due_ms=row.due_ms,
        key=row.key,
        reply_token=row.reply_token,
        token_until_ms=row.token_until_ms,
        must_arrive=row.must_arrive,
        lane=row.lane,
        attempts=row.attempts,
        ambiguous=row.ambiguous,
        in_flight=True,
        mailing=row.mailing,
        recipients=row.recipients,
        people=row.people,
        expires_ms=row.expires_ms,
    )
