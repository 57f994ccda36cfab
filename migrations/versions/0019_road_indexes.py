"""Indexes that answer the map, the counts and the queue of road damage by themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_TABLE = "roads_case"
_CELL = ["cell", "merged_into", "state", "kind", "published", "latitude", "longitude"]


def upgrade() -> None:
    """Replace three indexes, and add one."""
    for name in ("cell", "state", "unread"):
        op.drop_index(f"ix_roads_case_{name}", _TABLE)
    op.create_index("ix_roads_case_cell", _TABLE, _CELL)
    op.create_index("ix_roads_case_state", _TABLE, ["state", "created_ms", "id", "merged_into"])
    op.create_index("ix_roads_case_urgent", _TABLE, ["priority", "created_ms", "id"])
    op.create_index(
        "ix_roads_case_unread",
        _TABLE,
        ["priority", "created_ms", "id"],
        sqlite_where=sa.text("unread = 1"),
        postgresql_where=sa.text("unread"),
    )
