"""Reminders of garbage days, and notices of delays."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "garbage_reminder",
        sa.Column("citizen", sa.String(64), nullable=False),
        sa.Column("slot", sa.String(20), nullable=False),
        sa.Column("part", sa.String(4), nullable=False),
        sa.Column("minute", sa.SmallInteger(), nullable=False),
        sa.Column("area", sa.String(400), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("citizen", "slot", "part", name="pk_garbage_reminder"),
    )
    due = ["part", "minute", "slot"]
    by_area, in_order = [*due, "area", "citizen", "since"], [*due, "citizen", "area", "since"]
    op.create_index("ix_garbage_reminder_area", "garbage_reminder", by_area)
    op.create_index("ix_garbage_reminder_order", "garbage_reminder", in_order)
    op.create_table(
        "garbage_mark",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("done_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_garbage_mark"),
    )
    op.create_table(
        "garbage_plan",
        sa.Column("key", sa.String(150), nullable=False),
        sa.Column("letters", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_garbage_plan"),
    )
    _notices()


def _notices() -> None:
    op.create_table(
        "garbage_notice",
        sa.Column("id", sa.String(80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("sending", sa.Boolean(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_garbage_notice"),
    )
