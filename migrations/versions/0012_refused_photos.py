"""Photos that cannot be used are found at once; that the sender was told is not noted, they go then."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index, and drop the column."""
    refused = sa.text("state = 'refused'")
    op.create_index(
        "ix_media_refused",
        "media",
        ["feature", "ready_ms"],
        sqlite_where=refused,
        postgresql_where=refused,
    )
    with op.batch_alter_table("roads_photo") as batch:
        batch.drop_column("told")
