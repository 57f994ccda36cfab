"""Saving conversations that changed, and forgetting those that nobody continues."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sqlalchemy import Connection, Executable, Update, delete, select, update

from bot.conversation.standing import Talk
from bot.conversation.table import STATE, TYPES, conversation_table
from bot.db.rowset import rows_of, rowset
from bot.db.upsert import insert


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
    given = rowset(dialect, TYPES)
    return (
        update(conversation_table)
        .where(conversation_table.c.citizen == given.c.citizen)
        .values({name: given.c[name] for name in STATE})
    )


@cache
def _begin_anew(dialect: str) -> Executable:
    # A citizen who had everything deleted has no row; one who already says more gets it back.
    given = rowset(dialect, TYPES)
    talking = select(*(given.c[name] for name in TYPES)).where(given.c.feature != "")
    return (
        insert(dialect, conversation_table)
        .from_select(list(TYPES), talking)
        .on_conflict_do_nothing(index_elements=["citizen"])
    )


def forget_idle(connection: Connection, before_ms: int) -> int:
    """Delete conversations that nobody continued since `before_ms`; a lost row is made anew."""
    idle = conversation_table.c.updated_ms < before_ms
    return connection.execute(delete(conversation_table).where(idle)).rowcount
