"""Locking citizens who are free, and reading where their conversations stand."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    Executable,
    Select,
    bindparam,
    func,
    literal,
    select,
    true,
)

from bot.conversation.standing import Talk
from bot.conversation.table import STATE, TYPES, conversation_table
from bot.db.rowset import keys, keys_of, rowset
from bot.db.upsert import insert


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
    return {row.citizen: Talk(*(getattr(row, name) for name in STATE)) for row in rows}


@cache
def _lock(dialect: str) -> Select[*tuple[Any, ...]]:
    return (
        select(conversation_table)
        .where(conversation_table.c.citizen.in_(keys(dialect, TYPES["citizen"])))
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
    name = rowset("postgresql", {"k": TYPES["citizen"]}).c.k
    return select(name).where(func.pg_try_advisory_xact_lock(func.hashtextextended(name, 0)))


@cache
def _insert(dialect: str) -> Executable:
    name = rowset(dialect, {"k": TYPES["citizen"]}).c.k
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
        .from_select(["citizen", *STATE], select(name, *blank).where(true()).order_by(name))
        .on_conflict_do_nothing(index_elements=["citizen"])
        .returning(conversation_table.c.citizen)
    )
