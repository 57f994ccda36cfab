"""The ledger of road damage, and photos that citizens sent."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables of the media kit and of the ledger."""
    _media()
    _cases()
    _history()
    _reporters()
    _photos()
    _handovers()


def _media() -> None:
    op.create_table(
        "media",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("feature", sa.String(length=40), nullable=False),
        sa.Column("citizen", sa.String(length=64), nullable=True),
        sa.Column("message_id", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_ms", sa.BigInteger(), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("ready_ms", sa.BigInteger(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("original", sa.Boolean(), nullable=False),
        sa.Column("redacted", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_media"),
    )
    op.create_index("ix_media_citizen", "media", ["citizen"], unique=False)
    op.create_index(
        "ix_media_due",
        "media",
        ["due_ms"],
        unique=False,
        sqlite_where=sa.text("state IN ('waiting', 'dropped')"),
        postgresql_where=sa.text("state IN ('waiting', 'dropped')"),
    )
    op.create_index("ix_media_message_id", "media", ["message_id"], unique=False)
    op.create_index(
        "ix_media_original",
        "media",
        ["feature", "ready_ms"],
        unique=False,
        sqlite_where=sa.text("original = 1"),
        postgresql_where=sa.text("original"),
    )


def _cases() -> None:
    op.create_table(
        "roads_case",
        sa.Column("id", _ID, nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=False),
        sa.Column("longitude", sa.Float(), nullable=False),
        sa.Column("cell", sa.BigInteger(), nullable=False),
        sa.Column("district", sa.String(length=60), nullable=False),
        sa.Column("town", sa.String(length=60), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("department", sa.String(length=60), nullable=False),
        sa.Column("assignee", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("ticket", sa.String(length=100), nullable=True),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.Column("changed_ms", sa.BigInteger(), nullable=False),
        sa.Column("state_ms", sa.BigInteger(), nullable=False),
        sa.Column("answered_ms", sa.BigInteger(), nullable=True),
        sa.Column("finished_ms", sa.BigInteger(), nullable=True),
        sa.Column("due_ms", sa.BigInteger(), nullable=False),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("unread", sa.Boolean(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("merged_into", _ID, nullable=True),
        sa.Column("reporters", sa.Integer(), nullable=False),
        sa.Column("photos", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["merged_into"], ["roads_case.id"]),
        sa.PrimaryKeyConstraint("id", name="pk_roads_case"),
        sa.UniqueConstraint("number"),
        sa.UniqueConstraint("ticket"),
    )
    op.create_index(
        "ix_roads_case_assignee", "roads_case", ["assignee", "created_ms", "id"], unique=False
    )
    op.create_index(
        "ix_roads_case_cell", "roads_case", ["cell", "state", "kind", "published"], unique=False
    )
    op.create_index("ix_roads_case_changed", "roads_case", ["changed_ms", "id"], unique=False)
    op.create_index("ix_roads_case_created", "roads_case", ["created_ms", "id"], unique=False)
    op.create_index(
        "ix_roads_case_department", "roads_case", ["department", "created_ms", "id"], unique=False
    )
    op.create_index(
        "ix_roads_case_district", "roads_case", ["district", "created_ms", "id"], unique=False
    )
    op.create_index(
        "ix_roads_case_due",
        "roads_case",
        ["due_ms"],
        unique=False,
        sqlite_where=sa.text("open = 1"),
        postgresql_where=sa.text("open"),
    )
    op.create_index("ix_roads_case_kind", "roads_case", ["kind", "created_ms", "id"], unique=False)
    op.create_index("ix_roads_case_merged_into", "roads_case", ["merged_into"], unique=False)
    op.create_index(
        "ix_roads_case_published",
        "roads_case",
        ["changed_ms", "id"],
        unique=False,
        sqlite_where=sa.text("published = 1"),
        postgresql_where=sa.text("published"),
    )
    op.create_index(
        "ix_roads_case_queue", "roads_case", ["open", "priority", "created_ms", "id"], unique=False
    )
    op.create_index(
        "ix_roads_case_state", "roads_case", ["state", "created_ms", "id"], unique=False
    )
    op.create_index(
        "ix_roads_case_unread",
        "roads_case",
        ["created_ms"],
        unique=False,
        sqlite_where=sa.text("unread = 1"),
        postgresql_where=sa.text("unread"),
    )


def _history() -> None:
    op.create_table(
        "roads_event",
        sa.Column("id", _ID, nullable=False),
        sa.Column("case", _ID, nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.String(length=12), nullable=False),
        sa.Column("old", sa.String(length=200), nullable=False),
        sa.Column("new", sa.String(length=200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("photo", sa.String(length=32), nullable=True),
        sa.Column("tell", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["roads_case.id"]),
        sa.PrimaryKeyConstraint("id", name="pk_roads_event"),
    )
    op.create_index("ix_roads_event_case", "roads_event", ["case", "id"], unique=False)
    op.create_index(
        "ix_roads_event_tell",
        "roads_event",
        ["id"],
        unique=False,
        sqlite_where=sa.text("tell = 1"),
        postgresql_where=sa.text("tell"),
    )


def _reporters() -> None:
    op.create_table(
        "roads_reporter",
        sa.Column("id", _ID, nullable=False),
        sa.Column("case", _ID, nullable=False),
        sa.Column("citizen", sa.String(length=64), nullable=True),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("wants", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("joined_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["roads_case.id"]),
        sa.PrimaryKeyConstraint("id", name="pk_roads_reporter"),
    )
    op.create_index("ix_roads_reporter_case", "roads_reporter", ["case"], unique=False)
    op.create_index("uq_roads_reporter_citizen", "roads_reporter", ["citizen", "case"], unique=True)
    op.create_table(
        "roads_contact",
        sa.Column("reporter", _ID, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["reporter"], ["roads_reporter.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("reporter", name="pk_roads_contact"),
    )


def _photos() -> None:
    op.create_table(
        "roads_photo",
        sa.Column("id", _ID, nullable=False),
        sa.Column("case", _ID, nullable=True),
        sa.Column("citizen", sa.String(length=64), nullable=True),
        sa.Column("media", sa.String(length=32), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("purpose", sa.String(length=8), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["roads_case.id"]),
        sa.PrimaryKeyConstraint("id", name="pk_roads_photo"),
        sa.UniqueConstraint("media"),
    )
    op.create_index("ix_roads_photo_case", "roads_photo", ["case", "position"], unique=False)
    op.create_index("ix_roads_photo_citizen", "roads_photo", ["citizen"], unique=False)


def _handovers() -> None:
    op.create_table(
        "roads_handover",
        sa.Column("id", _ID, nullable=False),
        sa.Column("case", _ID, nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("way", sa.String(length=8), nullable=False),
        sa.Column("address", sa.String(length=1000), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.Column("remote", sa.String(length=100), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("changed_ms", sa.BigInteger(), nullable=False),
        sa.Column("due_ms", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["roads_case.id"]),
        sa.PrimaryKeyConstraint("id", name="pk_roads_handover"),
        sa.UniqueConstraint("token"),
    )
    op.create_index("ix_roads_handover_case", "roads_handover", ["case"], unique=False)
    op.create_index("ix_roads_handover_due", "roads_handover", ["state", "due_ms"], unique=False)
    op.create_table(
        "roads_deletion",
        sa.Column("id", _ID, nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("before_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_roads_deletion"),
    )
