"""Reports of road damage that are not sent yet; what is known only roughly, and what may be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table, and add two columns to the cases."""
    op.create_table(
        "roads_draft",
        sa.Column("citizen", sa.String(64), primary_key=True),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("changed_ms", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_roads_draft_changed_ms", "roads_draft", ["changed_ms"])
    for column in (
        sa.Column("rough", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("messages", sa.Text(), nullable=False, server_default=""),
    ):
        op.add_column("roads_case", column)
    op.add_column("roads_photo", sa.Column("reporter", sa.BigInteger()))
