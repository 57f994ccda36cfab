"""The frequency cap: how many capped mailings (news, say) a citizen gets in a day and in a week at most.

Who got how many is counted by citizen, in rows that are kept for a week. They are added in the same
transaction as the calls, so a process that dies counts neither too much nor too little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Insert,
    String,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
)
from sqlalchemy.sql.elements import ColumnElement

from bot.db.base import metadata
from bot.db.rowset import rows_of, rowset

DAY_MS = 24 * 60 * 60 * 1000
WEEK_MS = 7 * DAY_MS

capped_table = Table(
    "mailing_capped",
    metadata,
    Column("citizen", String(64), primary_key=True),
    Column("mailing", BigInteger, primary_key=True),
    Column("at_ms", BigInteger, nullable=False),
    Index("ix_mailing_capped_at_ms", "at_ms"),
)


@dataclass(frozen=True, slots=True)
class Cap:
    """At most so many capped mailings a day (24 hours) and a week to each citizen."""

    day: int
    week: int

    def allows(self, citizen: ColumnElement[str], mailing: int, now_ms: int) -> ColumnElement[bool]:
        """Whether a citizen may get one more, apart from this mailing itself."""

        def fewer(than: int, since_ms: int) -> ColumnElement[bool]:
            got = select(func.count()).where(
                capped_table.c.citizen == citizen,
                capped_table.c.at_ms > since_ms,
                capped_table.c.mailing != mailing,
            )
            return got.scalar_subquery() < than

        return and_(fewer(self.day, now_ms - DAY_MS), fewer(self.week, now_ms - WEEK_MS))


def note(connection: Connection, citizens: Sequence[str], mailing: int, now_ms: int) -> None:
    """Count a mailing for each of these citizens, once."""
    if citizens:
        rows = rows_of({"citizen": one} for one in citizens)
        connection.execute(
            _note(connection.dialect.name), rows | {"mailing": mailing, "at_ms": now_ms}
        )


@cache
def _note(dialect: str) -> Insert:
    given = rowset(dialect, {"citizen": String(64)})
    values = select(
        given.c.citizen,
        bindparam("mailing", type_=BigInteger()),
        bindparam("at_ms", type_=BigInteger()),
    )
    return insert(capped_table).from_select(["citizen", "mailing", "at_ms"], values)


def purge(connection: Connection, now_ms: int) -> int:
    """Delete what no cap counts any more; return how many rows."""
    old = capped_table.c.at_ms < now_ms - WEEK_MS
    return connection.execute(delete(capped_table).where(old)).rowcount
