"""Conversation state, one row a citizen. The row's lock is the citizen's lock.

Whoever holds it may handle the citizen's events; the database gives it back when a process dies, so
there is no lease to expire. The state is read with the lock, never before it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Executable,
    Select,
    String,
    Table,
    Text,
    Update,
    bindparam,
    delete,
    func,
    literal,
    select,
    true,
    update,
)

from bot.db.base import metadata
from bot.db.rowset import keys, keys_of, rows_of, rowset
from bot.db.upsert import insert
from bot.standing import Talk

conversation_table = Table(
    "conversation",
    metadata,
    Column("citizen", String(64), primary_key=True),
    Column("feature", String(40), nullable=False),
    Column("step", String(60), nullable=False),
    Column("draft", Text, nullable=False),
    Column("stamp", String(64), nullable=False),
    Column("updated_ms", BigInteger, nullable=False),
    Column("offered", Text, nullable=False, server_default=""),
)

_STATE = ("feature", "step", "draft", "stamp", "updated_ms", "offered")
_TYPES = {column.name: column.type for column in conversation_table.c}


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
    rows = connection.execute(_lock(connection.dialect.name), keys_of(names))
    return {row.citizen: Talk(*(getattr(row, name) for name in _STATE)) for row in rows}


@cache
def _lock(dialect: str) -> Select[*tuple[Any, ...]]:
    return (
        select(conversation_table)
        .where(conversation_table.c.citizen.in_(keys(dialect, _TYPES["citizen"])))
        .order_by(conversation_table.c.citizen)
        .with_for_update(skip_locked=True, of=conversation_table)
    )


def _create(connection: Connection, names: list[str], now_ms: int) -> dict[str, Talk]:
    if connection.dialect.name == "postgresql":
        names = list(connection.scalars(_unclaimed(), keys_of(names)))
    # A row that we insert is ours until we commit; a name that is not returned is another's.
    made = connection.scalars(_insert(connection.dialect.name), keys_of(names) | {"now": now_ms})
    return {name: Talk(updated_ms=now_ms) for name in made}


@cache
def _unclaimed() -> Select[*tuple[Any, ...]]:
    # An INSERT waits for a row that another transaction is inserting; this asks and does not wait.
    name = rowset("postgresql", {"k": _TYPES["citizen"]}).c.k
    return select(name).where(func.pg_try_advisory_xact_lock(func.hashtextextended(name, 0)))


@cache
def _insert(dialect: str) -> Executable:
    name = rowset(dialect, {"k": _TYPES["citizen"]}).c.k
    blank = (
        literal(""),
        literal(""),
        literal("{}"),
        literal(""),
        bindparam("now", type_=BigInteger),
        literal(""),
    )
    return (
        insert(dialect, conversation_table)
        .from_select(["citizen", *_STATE], select(name, *blank).where(true()).order_by(name))
        .on_conflict_do_nothing(index_elements=["citizen"])
        .returning(conversation_table.c.citizen)
    )


def save(connection: Connection, talks: Mapping[str, Talk], now_ms: int) -> None:
    """Write the conversations that changed."""
    rows = [
        {
            "citizen": citizen,
            "feature": talk.feature,
            "step": talk.step,
            "draft": talk.draft,
            "stamp": talk.stamp,
            "updated_ms": now_ms,
            "offered": talk.offered,
        }
        for citizen, talk in talks.items()
    ]
    if rows:
        saved = connection.execute(_save(connection.dialect.name), rows_of(rows)).rowcount
        if saved < len(rows):
            connection.execute(_begin_anew(connection.dialect.name), rows_of(rows))


@cache
def _save(dialect: str) -> Update:
    given = rowset(dialect, _TYPES)
    return (
        update(conversation_table)
        .where(conversation_table.c.citizen == given.c.citizen)
        .values({name: given.c[name] for name in _STATE})
    )


@cache
def _begin_anew(dialect: str) -> Executable:
    # A citizen who had everything deleted has no row; one who already says more gets it back.
    given = rowset(dialect, _TYPES)
    talking = select(*(given.c[name] for name in _TYPES)).where(given.c.feature != "")
    return (
        insert(dialect, conversation_table)
        .from_select(list(_TYPES), talking)
        .on_conflict_do_nothing(index_elements=["citizen"])
    )


def forget_idle(connection: Connection, before_ms: int) -> int:
    """Delete conversations that nobody continued since `before_ms`; a lost row is made anew."""
    idle = conversation_table.c.updated_ms < before_ms
    return connection.execute(delete(conversation_table).where(idle)).rowcount
