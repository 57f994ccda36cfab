"""The disaster feature: feeds, telegrams, what they claim, what holds, and messages about it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the feature's tables."""
    _feeds()
    _telegrams()
    _states()
    _notices()


def _feeds() -> None:
    op.create_table(
        "disaster_feed",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("next_ms", sa.BigInteger(), nullable=False),
        sa.Column("asked_ms", sa.BigInteger(), nullable=False),
        sa.Column("good_ms", sa.BigInteger(), nullable=False),
        sa.Column("updated_ms", sa.BigInteger(), nullable=False),
        sa.Column("etag", sa.String(200), nullable=False),
        sa.Column("modified", sa.String(80), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.String(200), nullable=False),
    )
    op.create_table(
        "disaster_entry",
        sa.Column("id", sa.String(300), primary_key=True),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("lease_ms", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("seen_ms", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_disaster_entry_state", "disaster_entry", ["state", "seen_ms"])


def _telegrams() -> None:
    op.create_table(
        "disaster_telegram",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("info", sa.String(10), nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("events", sa.String(300), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("reported_ms", sa.BigInteger(), nullable=False),
        sa.Column("sent_ms", sa.BigInteger(), nullable=False),
        sa.Column("received_ms", sa.BigInteger(), nullable=False),
        sa.Column("concerns", sa.Boolean(), nullable=False),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("looked_ms", sa.BigInteger()),
        sa.Column("raw", sa.LargeBinary()),
    )
    op.create_index("ix_disaster_telegram_received", "disaster_telegram", ["received_ms"])
    op.create_table(
        "disaster_claim",
        sa.Column("id", _ID, primary_key=True),
        sa.Column(
            "telegram",
            _ID,
            sa.ForeignKey("disaster_telegram.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("hazard", sa.String(30), nullable=False),
        sa.Column("area", sa.String(60), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("until_ms", sa.BigInteger()),
        sa.Column("here", sa.Boolean(), nullable=False),
        sa.Column("absent", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
    )
    op.create_index("ix_disaster_claim_telegram", "disaster_claim", ["telegram"])


def _states() -> None:
    op.create_table(
        "disaster_state",
        sa.Column("hazard", sa.String(30), primary_key=True),
        sa.Column("area", sa.String(60), primary_key=True),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("reported_ms", sa.BigInteger(), nullable=False),
        sa.Column("since_ms", sa.BigInteger(), nullable=False),
        sa.Column("until_ms", sa.BigInteger()),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("told_by", sa.BigInteger()),
        sa.Column("offered", sa.Integer(), nullable=False),
        sa.Column("doubt", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
    )


def _notices() -> None:
    op.create_table(
        "disaster_notice",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("hazard", sa.String(30), nullable=False),
        sa.Column("area", sa.String(60), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("change", sa.String(10), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("topic", sa.String(40), nullable=False),
        sa.Column("districts", sa.Text(), nullable=False),
        sa.Column("follows", sa.BigInteger()),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("reported_ms", sa.BigInteger(), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("from_ms", sa.BigInteger(), nullable=False),
        sa.Column("until_ms", sa.BigInteger(), nullable=False),
        sa.Column("settled_ms", sa.BigInteger()),
        sa.Column("staff", sa.String(200), nullable=False),
    )
    op.create_index("ix_disaster_notice_state", "disaster_notice", ["state", "made_ms"])
