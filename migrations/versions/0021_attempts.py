"""One count of attempts for sign-ins and forms, without addresses in clear; a mark on calls for help."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table in the place of the old one, and the column."""
    op.create_table(
        "attempt",
        sa.Column("id", _ID, primary_key=True, autoincrement=True),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_attempt_account", "attempt", ["kind", "account", "at_ms"])
    op.create_index("ix_attempt_address", "attempt", ["kind", "address", "at_ms"])
    op.create_index("ix_attempt_at_ms", "attempt", ["at_ms"])
    op.drop_table("staff_failure")
    flood = sa.Column("flood", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("evacuation_help", flood)


def downgrade() -> None:
    """Drop the column and the table, and bring the old one back, empty."""
    op.drop_column("evacuation_help", "flood")
    op.drop_table("attempt")
    op.create_table(
        "staff_failure",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("address", sa.String(45), nullable=False),
    )
    op.create_index("ix_staff_failure_at_ms", "staff_failure", ["at_ms"])
    op.create_index("ix_staff_failure_account_at", "staff_failure", ["account", "at_ms"])
    op.create_index("ix_staff_failure_address_at", "staff_failure", ["address", "at_ms"])
