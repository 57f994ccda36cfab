"""`madoguchi db upgrade` and `madoguchi release`."""

from __future__ import annotations

import click

from bot.cli.common import settings
from bot.db import connect, schema


def _upgrade() -> None:
    database = connect(settings().database_url)
    try:
        schema.upgrade(database)
    finally:
        database.close()
    click.echo(f"database is at {schema.head()}")


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
def upgrade() -> None:
    """Bring the tables up to this version; safe to repeat."""
    _upgrade()


@click.command()
def release() -> None:
    """What a deployment runs before the new version starts: migrates the database."""
    _upgrade()
