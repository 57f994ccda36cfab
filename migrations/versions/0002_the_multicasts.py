"""The multicasts: one call to up to 500 citizens, and the mailings that are made of them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.drop_index("ix_outbox_queued", "outbox")
    with op.batch_alter_table("outbox") as batch:
        batch.alter_column("method", type_=sa.String(12), existing_nullable=False)
        batch.add_column(sa.Column("mailing", sa.BigInteger()))
        batch.add_column(sa.Column("recipients", sa.Text()))
        batch.add_column(sa.Column("people", sa.Integer()))
        batch.add_column(sa.Column("expires_ms", sa.BigInteger()))
    _index("ix_outbox_queued", "state = 'queued' AND method <> 'multicast'", "lane", "due_ms")
    _index("ix_outbox_bulk", "state = 'queued' AND method = 'multicast'", "lane", "due_ms")
    _index("ix_outbox_mailing", "mailing IS NOT NULL", "mailing", "state")
    _mailing()


def _index(name: str, where: str, *columns: str) -> None:
    condition = sa.text(where)
    op.create_index(
        name, "outbox", list(columns), postgresql_where=condition, sqlite_where=condition
    )


def _mailing() -> None:
    op.create_table(
        "mailing",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("feature", sa.String(40), nullable=False),
        sa.Column("lane", sa.SmallInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("letter", sa.String(200), nullable=False),
        sa.Column("after", sa.String(64), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.Column("written", sa.Integer(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.Column("expires_ms", sa.BigInteger(), nullable=False),
        sa.Column("finished_ms", sa.BigInteger()),
        sa.Column("error", sa.Text()),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("unknown", sa.Integer(), nullable=False),
        sa.Column("expired", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mailing"),
        sa.UniqueConstraint("key", name="uq_mailing_key"),
    )
    op.create_index("ix_mailing_created_ms", "mailing", ["created_ms"])
