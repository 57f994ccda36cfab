"""Tables of broadcasts. Times are milliseconds since 1970 UTC; texts of JSON hold the models of `draft`."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, Table, Text

from bot.db.base import BigId, metadata

# `next_ms`: when it is to be sent next; None where it is not. `version` counts changes of what is approved.
broadcast_table = Table(
    "broadcasts_broadcast",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("draft", Text, nullable=False),
    Column("audience", Text, nullable=False),
    Column("plan", Text, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("state", String(10), nullable=False),
    Column("version", Integer, nullable=False),
    Column("author_id", Integer, nullable=False),
    Column("author", String(120), nullable=False),
    Column("approver", String(120), nullable=False),
    Column("remark", Text, nullable=False),
    Column("changed_ms", BigInteger, nullable=False),
    Column("next_ms", BigInteger),
    Index("ix_broadcasts_broadcast_next_ms", "next_ms"),
)

# What was sent at one time, as it was then: it stays when the broadcast changes. `correction` is a draft that
# goes to the same receivers; `corrected_ms` is when it was written.
run_table = Table(
    "broadcasts_run",
    metadata,
    Column("broadcast", BigId, primary_key=True),
    Column("at_ms", BigInteger, primary_key=True),
    Column("draft", Text, nullable=False),
    Column("audience", Text, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("state", String(10), nullable=False),
    Column("correction", Text),
    Column("corrected_ms", BigInteger),
    Index("ix_broadcasts_run_state", "state"),
)

# A member of staff's own LINE, for sending a draft to oneself; and the codes by which it is told, hashed.
link_table = Table(
    "broadcasts_link",
    metadata,
    Column("staff", Integer, primary_key=True, autoincrement=False),
    Column("citizen", String(64), nullable=False),
)
code_table = Table(
    "broadcasts_code",
    metadata,
    Column("staff", Integer, primary_key=True, autoincrement=False),
    Column("code", String(64), nullable=False, unique=True),
    Column("name", String(120), nullable=False),
    Column("until_ms", BigInteger, nullable=False),
)
# A draft on its way to its writer; deleted once it is in the outbox.
trial_table = Table(
    "broadcasts_trial",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("citizen", String(64), nullable=False),
    Column("draft", Text, nullable=False),
)
