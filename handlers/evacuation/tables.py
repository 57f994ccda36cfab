"""Tables of evacuation orders, and of calls for help. Times are milliseconds since 1970 UTC.

A call for help is personal data: it comes from the web form, not from the talk, nobody's LINE id is in it,
and it goes after `help_days` of content/evacuation/settings.yaml.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, Table, Text

from bot.db.base import BigId, metadata

# `kind` and `state` are those of `orders.desk`; `root` is the order that a correction, a withdrawal or a
# lifting follows. `body` is an `Order` as JSON; `alone` the reason for which one person released it;
# `why` the reason of a correction or withdrawal. `sent_ms`: all of it is in the outbox.
order_table = Table(
    "evacuation_order",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("kind", String(10), nullable=False),
    Column("root", BigInteger),
    Column("drill", Boolean, nullable=False),
    Column("body", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("author_id", Integer, nullable=False),
    Column("author", String(200), nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("releaser", String(200), nullable=False),
    Column("released_ms", BigInteger),
    Column("alone", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("planned", Integer, nullable=False),
    Column("sent_ms", BigInteger),
    Index("ix_evacuation_order_state", "state", "sent_ms"),
)

# `kind`: help or safe. `state`: new, doing or done. `author`: who changed the state last.
# `flood`: more came from one address than one would think of.
help_table = Table(
    "evacuation_help",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("made_ms", BigInteger, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("name", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("people", Integer),
    Column("words", Text, nullable=False),
    Column("flood", Boolean, nullable=False),
    Column("state", String(10), nullable=False),
    Column("note", Text, nullable=False),
    Column("changed_ms", BigInteger, nullable=False),
    Column("author", String(200), nullable=False),
    Index("ix_evacuation_help_state", "state", "id"),
)
