"""The table of calls to LINE, with the lanes in which they leave and the indexes for each way to look."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    and_,
    literal_column,
)
from sqlalchemy.sql.elements import ColumnElement

from bot.db.base import metadata

MULTICAST: Final = "multicast"


class Lane:
    """Who goes first; a lower number overtakes whatever is queued in a higher one."""

    EVACUATION = 0
    DISASTER = 1
    ANSWER = 2
    NEWS = 3


LANES: Final = ("evacuation", "disaster", "answer", "news")


def is_urgent(lane: int) -> bool:
    """Whether it goes ahead of answers."""
    return lane <= Lane.DISASTER


outbox_table = Table(
    "outbox",
    metadata,
    Column("key", String(36), primary_key=True),
    Column("lane", SmallInteger, nullable=False),
    Column("citizen", String(64), nullable=False),
    Column("method", String(12), nullable=False),
    Column("reply_token", Text),
    Column("token_until_ms", BigInteger, nullable=False),
    Column("messages", Text),
    Column("must_arrive", Boolean, nullable=False),
    Column("state", String(8), nullable=False),
    Column("in_flight", Boolean, nullable=False),
    Column("ambiguous", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("created_ms", BigInteger, nullable=False),
    Column("due_ms", BigInteger, nullable=False),
    Column("settled_ms", BigInteger),
    Column("status", Integer),
    Column("request_id", String(64)),
    Column("error", Text),
    Column("mailing", BigInteger),
    Column("recipients", Text),
    Column("people", Integer),
    Column("expires_ms", BigInteger),
    Column("letter", String(200)),
    Column("kept_until_ms", BigInteger),
)
# Literals, not parameters: only then a prepared statement can be known to fit the partial indexes.
is_queued = outbox_table.c.state == literal_column("'queued'")
_multicast: ColumnElement[str] = literal_column(f"'{MULTICAST}'")
is_single = and_(is_queued, outbox_table.c.method != _multicast)
is_bulk = and_(is_queued, outbox_table.c.method == _multicast)


def _index(name: str, where: ColumnElement[bool], *columns: str) -> None:
    wanted = [outbox_table.c[column] for column in columns]
    Index(name, *wanted, postgresql_where=where, sqlite_where=where)


_index("ix_outbox_queued", is_single, "lane", "due_ms")
_index("ix_outbox_bulk", is_bulk, "lane", "due_ms")
_index("ix_outbox_mailing", outbox_table.c.mailing.is_not(None), "mailing", "state")
_index("ix_outbox_kept", outbox_table.c.kept_until_ms.is_not(None), "kept_until_ms")
Index("ix_outbox_settled_ms", outbox_table.c.settled_ms)
