"""What citizens looked for in vain, and the buttons that they were last offered."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create search_miss; add conversation.offered."""
    op.add_column(
        "conversation", sa.Column("offered", sa.Text(), nullable=False, server_default="")
    )
    op.create_table(
        "search_miss",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.String(20), nullable=False),
        sa.Column("category", sa.String(40), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
    )
    op.create_index("ix_search_miss_day", "search_miss", ["day"])
