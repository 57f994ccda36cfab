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
    _of_citizens("ix_citizen_following", "following IS true", "following IS 1", "id", "language")
    chose = "language IS NOT NULL"
    _of_citizens("ix_citizen_language", chose, chose, "language", "id")


def _of_citizens(name: str, where: str, where_sqlite: str, *columns: str) -> None:
    op.create_index(
        name,
        "citizen",
        list(columns),
        postgresql_where=sa.text(where),
        sqlite_where=sa.text(where_sqlite),
    )
