"""The main road: inbox, conversations, outbox, citizens."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _inbox()
    _outbox()
    op.create_table(
        "conversation",
        sa.Column("citizen", sa.String(64), nullable=False),
        sa.Column("feature", sa.String(40), nullable=False),
        sa.Column("step", sa.String(60), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("stamp", sa.String(64), nullable=False),
        sa.Column("updated_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("citizen", name="pk_conversation"),
    )
    op.create_table(
        "citizen",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("following", sa.Boolean(), nullable=False),
        sa.Column("followed_ms", sa.BigInteger()),
        sa.Column("blocked_ms", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_citizen"),
    )
    op.create_table(
        "citizen_place",
        sa.Column("citizen", sa.String(64), nullable=False),
        sa.Column("label", sa.String(40), nullable=False),
        sa.Column("area", sa.String(400), nullable=False),
        sa.PrimaryKeyConstraint("citizen", "label", name="pk_citizen_place"),
    )


def _inbox() -> None:
    op.create_table(
        "inbox_event",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("webhook_event_id", sa.String(64), nullable=False),
        sa.Column("citizen", sa.String(64), nullable=False),
        sa.Column("message_id", sa.String(64)),
        sa.Column("occurred_ms", sa.BigInteger(), nullable=False),
        sa.Column("token_ms", sa.BigInteger(), nullable=False),
        sa.Column("payload", sa.Text()),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("next_try_ms", sa.BigInteger(), nullable=False),
        sa.Column("finished_ms", sa.BigInteger()),
        sa.Column("error", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_inbox_event"),
        sa.UniqueConstraint("webhook_event_id", name="uq_inbox_event_webhook_event_id"),
    )
    waits, has_message = sa.text("state = 'new'"), sa.text("message_id IS NOT NULL")
    op.create_index(
        "ix_inbox_event_waiting",
        "inbox_event",
        ["citizen", "occurred_ms", "id"],
        postgresql_where=waits,
        sqlite_where=waits,
    )
    op.create_index(
        "ix_inbox_event_message_id",
        "inbox_event",
        ["message_id"],
        postgresql_where=has_message,
        sqlite_where=has_message,
    )
    op.create_index("ix_inbox_event_finished_ms", "inbox_event", ["finished_ms"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("key", sa.String(36), nullable=False),
        sa.Column("lane", sa.SmallInteger(), nullable=False),
        sa.Column("citizen", sa.String(64), nullable=False),
        sa.Column("method", sa.String(8), nullable=False),
        sa.Column("reply_token", sa.Text()),
        sa.Column("token_until_ms", sa.BigInteger(), nullable=False),
        sa.Column("messages", sa.Text()),
        sa.Column("must_arrive", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("in_flight", sa.Boolean(), nullable=False),
        sa.Column("ambiguous", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.Column("due_ms", sa.BigInteger(), nullable=False),
        sa.Column("settled_ms", sa.BigInteger()),
        sa.Column("status", sa.Integer()),
        sa.Column("request_id", sa.String(64)),
        sa.Column("error", sa.Text()),
        sa.PrimaryKeyConstraint("key", name="pk_outbox"),
    )
    queued = sa.text("state = 'queued'")
    op.create_index(
        "ix_outbox_queued",
        "outbox",
        ["lane", "due_ms"],
        postgresql_where=queued,
        sqlite_where=queued,
    )
    op.create_index("ix_outbox_settled_ms", "outbox", ["settled_ms"])
