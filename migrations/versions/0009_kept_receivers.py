"""Receivers of mailings that are kept for a term, so that a correction finds them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Note each call's letter, and until when its receivers are kept."""
    op.add_column("outbox", sa.Column("letter", sa.String(200)))
    op.add_column("outbox", sa.Column("kept_until_ms", sa.BigInteger()))
    op.add_column("mailing", sa.Column("kept_until_ms", sa.BigInteger()))
    kept = sa.text("kept_until_ms IS NOT NULL")
    op.create_index(
        "ix_outbox_kept", "outbox", ["kept_until_ms"], postgresql_where=kept, sqlite_where=kept
    )
