"""Conversation state, one row a citizen. The row's lock is the citizen's lock.

Whoever holds it may handle the citizen's events; the database gives it back when a process dies, so
there is no lease to expire. The state is read with the lock, never before it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    String,
    Table,
    Text,
    bindparam,
    delete,
    select,
    update,
)

from bot.citizens import long_blocked
from bot.db.base import metadata
from bot.db.upsert import insert
from bot.talk import Talk

conversation_table = Table(
    "conversation",
    metadata,
    Column("citizen", String(64), primary_key=True),
    Column("feature", String(40), nullable=False),
    Column("step", String(60), nullable=False),
    Column("draft", Text, nullable=False),
    Column("stamp", String(64), nullable=False),
    Column("updated_ms", BigInteger, nullable=False),
)

_LOCK = (
    select(conversation_table)
    .where(conversation_table.c.citizen.in_(bindparam("citizens", expanding=True)))
    .order_by(conversation_table.c.citizen)
    .with_for_update(skip_locked=True)
)

_SAVE = (
    update(conversation_table)
    .where(conversation_table.c.citizen == bindparam("whose"))
    .values({name: bindparam(name) for name in ("feature", "step", "draft", "stamp", "updated_ms")})
)


def lock(connection: Connection, citizens: Collection[str], now_ms: int) -> dict[str, Talk]:
    """Lock the citizens who are free and return where their conversations stand.

    A citizen whom another process has is left out: try again a little later.
    """
    names = sorted(citizens)
    found = _locked(connection, names)
    missing = [name for name in names if name not in found]
    if missing:
        found |= _create(connection, missing, now_ms)
    return found


def _locked(connection: Connection, names: list[str]) -> dict[str, Talk]:
    rows = connection.execute(_LOCK, {"citizens": names})
    return {
        row.citizen: Talk(row.feature, row.step, row.draft, row.stamp, row.updated_ms)
        for row in rows
    }


def _create(connection: Connection, names: list[str], now_ms: int) -> dict[str, Talk]:
    # A row that we insert is ours until we commit; a name that is not returned is another's.
    blank = {"feature": "", "step": "", "draft": "{}", "stamp": "", "updated_ms": now_ms}
    statement = (
        insert(connection, conversation_table)
        .on_conflict_do_nothing(index_elements=["citizen"])
        .returning(conversation_table.c.citizen)
    )
    made = connection.scalars(statement, [blank | {"citizen": name} for name in names])
    return {name: Talk(updated_ms=now_ms) for name in made}


def save(connection: Connection, talks: Mapping[str, Talk], now_ms: int) -> None:
    """Write the conversations that changed."""
    rows: list[dict[str, Any]] = [
        {
            "whose": citizen,
            "feature": talk.feature,
            "step": talk.step,
            "draft": talk.draft,
            "stamp": talk.stamp,
            "updated_ms": now_ms,
        }
        for citizen, talk in sorted(talks.items())
    ]
    if rows:
        connection.execute(_SAVE, rows)


def forget_idle(connection: Connection, before_ms: int) -> int:
    """Delete conversations that nobody continued since `before_ms`; a lost row is made anew."""
    idle = conversation_table.c.updated_ms < before_ms
    return connection.execute(delete(conversation_table).where(idle)).rowcount


def forget_blocked(connection: Connection, before_ms: int) -> int:
    """Delete the conversations of citizens who blocked the account before `before_ms`."""
    gone = conversation_table.c.citizen.in_(long_blocked(before_ms))
    return connection.execute(delete(conversation_table).where(gone)).rowcount
