"""Places: several for each citizen, with areas in several schemes; topics; language."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _places()
    op.create_table(
        "citizen_topic",
        sa.Column("citizen", sa.String(64), nullable=False),
        sa.Column("topic", sa.String(40), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("citizen", "topic", name="pk_citizen_topic"),
    )
    op.create_index("ix_citizen_topic_topic", "citizen_topic", ["topic", "citizen"])
    op.add_column("citizen", sa.Column("language", sa.String(10)))


def _places() -> None:
    # Until now a garbage district stood under the label 'garbage', and any other under 'home'.
    op.execute(
        "CREATE TEMPORARY TABLE kept_place AS SELECT citizen, area,"
        " CASE label WHEN 'home' THEN 'district' ELSE label END AS scheme FROM citizen_place"
        " WHERE label IN ('home', 'garbage')"
    )
    op.drop_table("citizen_place")
    op.create_table(
        "citizen_place",
        sa.Column("citizen", sa.String(64), nullable=False),
        sa.Column("slot", sa.String(20), nullable=False),
        sa.Column("scheme", sa.String(40), nullable=False),
        sa.Column("area", sa.String(400), nullable=False),
        sa.PrimaryKeyConstraint("citizen", "slot", "scheme", name="pk_citizen_place"),
    )
    op.create_index("ix_citizen_place_area", "citizen_place", ["scheme", "area", "citizen"])
    op.execute(
        "INSERT INTO citizen_place (citizen, slot, scheme, area)"
        " SELECT citizen, 'home', scheme, area FROM kept_place"
    )
    op.execute("DROP TABLE kept_place")
