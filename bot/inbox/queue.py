"""The queue of events that wait: whose, which is next, and how often each was taken up before."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, exists, or_, select, tuple_, update

from bot.db.rowset import keys, keys_of
from bot.inbox.table import inbox_table, is_new

_COLUMNS = (
    inbox_table.c.id,
    inbox_table.c.webhook_event_id,
    inbox_table.c.citizen,
    inbox_table.c.token_ms,
    inbox_table.c.payload,
    inbox_table.c.attempts,
    inbox_table.c.next_try_ms,
)


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


@cache
def _waiting_of(dialect: str) -> Select[*tuple[Any, ...]]:
    return (
        select(*_COLUMNS)
        .where(is_new, inbox_table.c.citizen.in_(keys(dialect, inbox_table.c.citizen.type)))
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
        is_new, _is_next, inbox_table.c.next_try_ms <= now_ms, old
    )
    return list(connection.scalars(query.limit(limit)))


_next_of = (is_new, _is_next, inbox_table.c.citizen.in_(bindparam("citizens", expanding=True)))
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
    query = select(*_COLUMNS).where(is_new, inbox_table.c.taken >= times).limit(limit)
    return [_waiting(row) for row in connection.execute(query)]
