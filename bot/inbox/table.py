"""The table of received events."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from bot.db.base import BigId, metadata

inbox_table = Table(
    "inbox_event",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("webhook_event_id", String(64), nullable=False, unique=True),
    Column("citizen", String(64), nullable=False),
    Column("message_id", String(64)),
    Column("occurred_ms", BigInteger, nullable=False),
    Column("token_ms", BigInteger, nullable=False),
    Column("payload", Text),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("taken", Integer, nullable=False),
    Column("next_try_ms", BigInteger, nullable=False),
    Column("finished_ms", BigInteger),
    Column("error", Text),
)
is_new = inbox_table.c.state == "new"
Index(
    "ix_inbox_event_waiting",
    inbox_table.c.citizen,
    inbox_table.c.occurred_ms,
    inbox_table.c.id,
    postgresql_where=is_new,
    sqlite_where=is_new,
)
Index(
    "ix_inbox_event_message_id",
    inbox_table.c.message_id,
    postgresql_where=inbox_table.c.message_id.is_not(None),
    sqlite_where=inbox_table.c.message_id.is_not(None),
)
Index("ix_inbox_event_finished_ms", inbox_table.c.finished_ms)
