"""Releases of the content, drafts, and what is counted of use."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_DIGEST = sa.String(64)
_PATH = sa.String(200)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "content_blob",
        sa.Column("digest", _DIGEST, primary_key=True),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "content_tree",
        sa.Column("tree", _DIGEST, primary_key=True),
        sa.Column("path", _PATH, primary_key=True),
        sa.Column("blob", _DIGEST, nullable=False),
    )
    op.create_index("ix_content_tree_blob", "content_tree", ["blob"])
    op.create_table(
        "content_release",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("tree", _DIGEST, nullable=False),
        sa.Column("folder", _DIGEST, nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("approver", sa.String(200), nullable=False),
        sa.Column("note", sa.String(400), nullable=False),
    )
    _drafts()
    _usage()


def _drafts() -> None:
    op.create_table(
        "content_draft",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("staff_id", sa.BigInteger(), nullable=False, unique=True),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("note", sa.String(400), nullable=False),
        sa.Column("changed_ms", sa.BigInteger(), nullable=False),
        sa.Column("asked_ms", sa.BigInteger()),
    )
    op.create_table(
        "content_change",
        sa.Column(
            "draft", _ID, sa.ForeignKey("content_draft.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("path", _PATH, primary_key=True),
        sa.Column("blob", _DIGEST, nullable=False),
        sa.Column("base", _DIGEST, nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_content_change_blob", "content_change", ["blob"])
    op.create_table(
        "content_check",
        sa.Column("tree", _DIGEST, primary_key=True),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("faults", sa.Text(), nullable=False),
    )
    op.create_table(
        "content_talk",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column("tree", _DIGEST, nullable=False),
        sa.Column("acts", sa.Text(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
    )


def _usage() -> None:
    op.create_table(
        "usage_day",
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("count", sa.Integer(), nullable=False),
    )
