"""Tables of the disaster feature. None speaks of a citizen. Times are milliseconds since 1970 UTC."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from bot.db.base import BigId, metadata

# One row for each feed. `updated_ms` is what the feed says of itself; `next_ms` when it is to be asked
# again: whoever moves that forward, asks.
feed_table = Table(
    "disaster_feed",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("next_ms", BigInteger, nullable=False),
    Column("asked_ms", BigInteger, nullable=False),
    Column("good_ms", BigInteger, nullable=False),
    Column("updated_ms", BigInteger, nullable=False),
    Column("etag", String(200), nullable=False),
    Column("modified", String(80), nullable=False),
    Column("failures", Integer, nullable=False),
    Column("trouble", String(200), nullable=False),
)

# What the feeds listed, each once. `state`: todo, done, skipped, failed.
entry_table = Table(
    "disaster_entry",
    metadata,
    Column("id", String(300), primary_key=True),
    Column("link", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("lease_ms", BigInteger, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("seen_ms", BigInteger, nullable=False),
    Index("ix_disaster_entry_state", "state", "seen_ms"),
)

# `digest` is of the bytes: a telegram that is delivered twice is one. `raw` is kept where staff may need it.
telegram_table = Table(
    "disaster_telegram",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("name", String(300), nullable=False),
    Column("kind", String(60), nullable=False),
    Column("title", String(200), nullable=False),
    Column("status", String(10), nullable=False),
    Column("info", String(10), nullable=False),
    Column("source", String(20), nullable=False),
    Column("events", String(300), nullable=False),
    Column("serial", Integer, nullable=False),
    Column("reported_ms", BigInteger, nullable=False),
    Column("sent_ms", BigInteger, nullable=False),
    Column("received_ms", BigInteger, nullable=False),
    Column("concerns", Boolean, nullable=False),
    Column("headline", Text, nullable=False),
    Column("problems", Text, nullable=False),
    Column("looked_ms", BigInteger),
    Column("raw", LargeBinary),
    Index("ix_disaster_telegram_received", "received_ms"),
)

# What telegrams say about the city; see `telegrams.telegram.Claim`.
claim_table = Table(
    "disaster_claim",
    metadata,
    Column("id", BigId, primary_key=True),
    Column(
        "telegram", BigId, ForeignKey("disaster_telegram.id", ondelete="CASCADE"), nullable=False
    ),
    Column("source", String(20), nullable=False),
    Column("hazard", String(30), nullable=False),
    Column("area", String(60), nullable=False),
    Column("low", Integer, nullable=False),
    Column("high", Integer, nullable=False),
    Column("level", Integer, nullable=False),
    Column("until_ms", BigInteger),
    Column("here", Boolean, nullable=False),
    Column("absent", Boolean, nullable=False),
    Column("facts", Text, nullable=False),
    Index("ix_disaster_claim_telegram", "telegram"),
)

# What holds now, and what citizens were told of it: `told` is the level they believe in, `offered` the
# one that lies before staff. A row of hazard and area '' is the gate: who changes states holds it.
state_table = Table(
    "disaster_state",
    metadata,
    Column("hazard", String(30), primary_key=True),
    Column("area", String(60), primary_key=True),
    Column("level", Integer, nullable=False),
    Column("reported_ms", BigInteger, nullable=False),
    Column("since_ms", BigInteger, nullable=False),
    Column("until_ms", BigInteger),
    Column("told", Integer, nullable=False),
    Column("told_by", BigInteger),
    Column("offered", Integer, nullable=False),
    Column("doubt", Boolean, nullable=False),
    Column("facts", Text, nullable=False),
)

# Messages. `state`: planned (to be sent from `from_ms` on), sent, offered, declined, lapsed, stale.
# `texts` is JSON: language -> text; `follows` the notice whose receivers hear of this one.
notice_table = Table(
    "disaster_notice",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("hazard", String(30), nullable=False),
    Column("area", String(60), nullable=False),
    Column("level", Integer, nullable=False),
    Column("before", Integer, nullable=False),
    Column("change", String(10), nullable=False),
    Column("state", String(10), nullable=False),
    Column("topic", String(40), nullable=False),
    Column("districts", Text, nullable=False),
    Column("follows", BigInteger),
    Column("texts", Text, nullable=False),
    Column("reported_ms", BigInteger, nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("from_ms", BigInteger, nullable=False),
    Column("until_ms", BigInteger, nullable=False),
    Column("settled_ms", BigInteger),
    Column("staff", String(200), nullable=False),
    Index("ix_disaster_notice_state", "state", "made_ms"),
)

# Telegrams that staff brought for drills; the same bytes are one.
sample_table = Table(
    "disaster_sample",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("title", String(200), nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("author", String(200), nullable=False),
    Column("made_ms", BigInteger, nullable=False),
)

# What was sent of them. `session`: the number of the switch that began the drill; `messages`: JSON, see
# `drills.rows.Message`; `state`: planned, sent, stale.
drill_table = Table(
    "disaster_drill",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("session", BigInteger, nullable=False),
    Column("sample", BigId, ForeignKey("disaster_sample.id"), nullable=False),
    Column("messages", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("author", String(200), nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("until_ms", BigInteger, nullable=False),
    Index("ix_disaster_drill_session", "session", "id"),
)
