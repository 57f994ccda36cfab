"""The table of conversations, one row a citizen."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, String, Table, Text

from bot.db.base import metadata

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

STATE = ("feature", "step", "draft", "stamp", "updated_ms", "offered")
TYPES = {column.name: column.type for column in conversation_table.c}
