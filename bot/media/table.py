"""The table of photos that citizens and staff sent.

`state`: "waiting" (to be fetched from LINE), "ready", "refused" (`reason` says why) and "dropped" (the files
are to be deleted, then the row). `due_ms` is when any process may take a waiting or dropped row; whoever
takes it writes a lease. `original`: the file as it came is (still) kept. `redacted` counts the versions
with something blacked out; the last one counts, 0 is none. `citizen` is there only until the photo belongs
somewhere.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    String,
    Table,
    literal_column,
    text,
)

from bot.db.base import metadata

media_table = Table(
    "media",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("feature", String(40), nullable=False),
    Column("citizen", String(64)),
    Column("message_id", String(64)),
    Column("state", String(8), nullable=False),
    Column("reason", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_ms", BigInteger, nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("ready_ms", BigInteger),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("original", Boolean, nullable=False),
    Column("redacted", Integer, nullable=False),
    Index("ix_media_citizen", "citizen"),
    Index("ix_media_message_id", "message_id"),
)
# Literals, so that a prepared statement can be known to fit the partial index.
is_due = media_table.c.state.in_([literal_column("'waiting'"), literal_column("'dropped'")])
Index("ix_media_due", media_table.c.due_ms, sqlite_where=is_due, postgresql_where=is_due)
is_refused = media_table.c.state == literal_column("'refused'")
Index(
    "ix_media_refused",
    media_table.c.feature,
    media_table.c.ready_ms,
    sqlite_where=is_refused,
    postgresql_where=is_refused,
)
Index(
    "ix_media_original",
    media_table.c.feature,
    media_table.c.ready_ms,
    sqlite_where=text("original = 1"),
    postgresql_where=text("original"),
)
