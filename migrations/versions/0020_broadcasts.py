"""Broadcasts, the cap of news, the month's quota, and indexes to find many citizens quickly."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables and indexes."""
    _platform()
    _of_citizens("ix_citizen_following", "following IS true", "following IS 1", "id", "language")
    chose = "language IS NOT NULL"
    _of_citizens("ix_citizen_language", chose, chose, "language", "id")
    _broadcasts()
    _own_line()


def _platform() -> None:
    op.create_table(
        "mailing_capped",
        sa.Column("citizen", sa.String(64), primary_key=True),
        sa.Column("mailing", sa.BigInteger(), primary_key=True),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_mailing_capped_at_ms", "mailing_capped", ["at_ms"])
    op.create_table(
        "line_quota",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("most", sa.BigInteger()),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.Column("asked_ms", sa.BigInteger(), nullable=False),
    )


def _of_citizens(name: str, where: str, where_sqlite: str, *columns: str) -> None:
    op.create_index(
        name,
        "citizen",
        list(columns),
        postgresql_where=sa.text(where),
        sqlite_where=sa.text(where_sqlite),
    )


def _broadcasts() -> None:
    op.create_table(
        "broadcasts_broadcast",
        sa.Column("id", _ID, primary_key=True, autoincrement=True),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(120), nullable=False),
        sa.Column("approver", sa.String(120), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("changed_ms", sa.BigInteger(), nullable=False),
        sa.Column("next_ms", sa.BigInteger()),
    )
    op.create_index("ix_broadcasts_broadcast_next_ms", "broadcasts_broadcast", ["next_ms"])
    op.create_table(
        "broadcasts_run",
        sa.Column("broadcast", _ID, primary_key=True),
        sa.Column("at_ms", sa.BigInteger(), primary_key=True),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("correction", sa.Text()),
        sa.Column("corrected_ms", sa.BigInteger()),
    )
    op.create_index("ix_broadcasts_run_state", "broadcasts_run", ["state"])


def _own_line() -> None:
    op.create_table(
        "broadcasts_link",
        sa.Column("staff", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("citizen", sa.String(64), nullable=False),
    )
    op.create_table(
        "broadcasts_code",
        sa.Column("staff", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("until_ms", sa.BigInteger(), nullable=False),
        sa.UniqueConstraint("code", name="uq_broadcasts_code_code"),
    )
    op.create_table(
        "broadcasts_trial",
        sa.Column("id", _ID, primary_key=True, autoincrement=True),
        sa.Column("citizen", sa.String(64), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
    )
