"""Alembic's entry: runs the migrations on the connection that `bot.db.schema` hands over."""

from alembic import context

from bot.db.base import metadata
from bot.registry import discover

# Importing the features brings their tables into the metadata.
discover()

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
