"""Children whose parents want messages by their age."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create childcare_child and childcare_letters."""
    op.create_table(
        "childcare_child",
        sa.Column("citizen", sa.String(64), nullable=False),
        sa.Column("expected", sa.Boolean(), nullable=False),
        sa.Column("born", sa.Date(), nullable=False),
        sa.Column("district", sa.String(400), nullable=False),
        sa.Column("weekly", sa.Boolean(), nullable=False),
        sa.Column("messages_since", sa.Date()),
        sa.Column("plan_since", sa.Date()),
        sa.PrimaryKeyConstraint("citizen", "expected", "born", name="pk_childcare_child"),
    )
    op.create_index("ix_childcare_child_born", "childcare_child", ["expected", "born", "citizen"])
    op.create_table(
        "childcare_letters",
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("letters", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "day", name="pk_childcare_letters"),
    )
