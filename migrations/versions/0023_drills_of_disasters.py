"""Telegrams that staff try in a drill, and what of them was sent to who takes part."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "disaster_sample",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "disaster_drill",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("session", sa.BigInteger(), nullable=False),
        sa.Column("sample", _ID, sa.ForeignKey("disaster_sample.id"), nullable=False),
        sa.Column("messages", sa.Text(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("until_ms", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_disaster_drill_session", "disaster_drill", ["session", "id"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("disaster_drill")
    op.drop_table("disaster_sample")
