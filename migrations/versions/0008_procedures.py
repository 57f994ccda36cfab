"""The registry of online procedures."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the registry's tables."""
    op.create_table(
        "procedure",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.Column("live", sa.Integer()),
        sa.Column("planned", sa.Integer()),
        sa.Column("planned_ms", sa.BigInteger()),
        sa.Column("todo", sa.Boolean(), nullable=False),
        sa.Column("broken", sa.Boolean(), nullable=False),
        sa.Column("release", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_procedure_release", "procedure", ["release"])
    op.create_table(
        "procedure_version",
        sa.Column("procedure", _ID, sa.ForeignKey("procedure.id"), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "procedure_release",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
    )
    _traffic()


def _traffic() -> None:
    op.create_table(
        "procedure_tap",
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("procedure", _ID, primary_key=True),
        sa.Column("count", sa.Integer(), nullable=False),
    )
    op.create_table(
        "procedures_wish",
        sa.Column("procedure", _ID, primary_key=True),
        sa.Column("citizen", sa.String(64), primary_key=True),
        sa.Column("since_ms", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_procedures_wish_citizen", "procedures_wish", ["citizen"])
    op.create_table(
        "procedure_link",
        sa.Column("procedure", _ID, sa.ForeignKey("procedure.id"), primary_key=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("checked_ms", sa.BigInteger(), nullable=False),
        sa.Column("failing_ms", sa.BigInteger()),
        sa.Column("reason", sa.String(40), nullable=False),
    )
    op.create_table(
        "procedure_import",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
    )
