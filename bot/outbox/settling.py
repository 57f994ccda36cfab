"""Settling: what became of each try, and letting go of what is settled long enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, Update, and_, case, delete, null, or_, update
from sqlalchemy.sql.elements import ColumnElement

from bot.db.rowset import rows_of, rowset
from bot.outbox.table import is_queued, outbox_table

_FIELDS = (
    "state",
    "method",
    "ambiguous",
    "due_ms",
    "settled_ms",
    "status",
    "request_id",
    "error",
)


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one try; `state` stays `queued` when there is to be another at `due_ms`.

    `stops` is a mailing that must not go on, because the month's messages are used up.
    """

    key: str
    state: str
    method: str
    ambiguous: bool
    due_ms: int
    settled_ms: int | None
    status: int | None
    request_id: str | None
    error: str | None
    stops: int | None = None


def settle(connection: Connection, results: Sequence[Settled]) -> None:
    """Write down what became of tries; a row that is settled already stays as it is."""
    rows = [{name: getattr(one, name) for name in ("key", *_FIELDS)} for one in results]
    if rows:
        connection.execute(_settle(connection.dialect.name), rows_of(rows))


@cache
def _settle(dialect: str) -> Update:
    given = rowset(dialect, {name: outbox_table.c[name].type for name in ("key", *_FIELDS)})
    return (
        update(outbox_table)
        .where(outbox_table.c.key == given.c.key, is_queued)
        .values(
            {name: given.c[name] for name in _FIELDS}
            | {"in_flight": False, "recipients": _still_needed(given.c.state)}
        )
    )


def _still_needed(state: ColumnElement[str]) -> ColumnElement[str | None]:
    # Who was refused is kept for the staff, as long as the messages are.
    needed = or_(state.in_(["queued", "failed"]), outbox_table.c.kept_until_ms.is_not(None))
    return case((needed, outbox_table.c.recipients), else_=null())


def is_old(before_ms: int, now_ms: int) -> ColumnElement[bool]:
    """Whether a call was settled before `before_ms`, and its recipients need not be kept any more."""
    kept = outbox_table.c.kept_until_ms
    return and_(outbox_table.c.settled_ms < before_ms, or_(kept.is_(None), kept < now_ms))


def purge(connection: Connection, before_ms: int, now_ms: int) -> int:
    """Delete calls that were settled before `before_ms`; let go of recipients whose term is over.

    Returns how many calls were deleted.
    """
    call = outbox_table.c
    over = and_(call.kept_until_ms < now_ms, call.state != "queued")
    refused = case((call.state == "failed", call.recipients), else_=null())
    connection.execute(
        update(outbox_table).where(over).values(kept_until_ms=None, recipients=refused)
    )
    return connection.execute(delete(outbox_table).where(is_old(before_ms, now_ms))).rowcount
