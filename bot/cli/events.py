"""`madoguchi events`: what was set aside because it could not be handled."""

from __future__ import annotations

import sys

import click

from bot import inbox
from bot.citizens import mask
from bot.cli.common import require_schema, settings
from bot.db import Database, connect
from bot.time import JAPAN, from_millis


def _open() -> Database:
    database = connect(settings(quiet=True).database_url)
    require_schema(database)
    return database


@click.group()
def events() -> None:
    """Look at events that failed too often, and try them again."""


@events.command("list")
def list_parked() -> None:
    """List the events that were set aside, newest first."""
    with _open().read() as connection:
        rows = inbox.parked(connection)
    for row in rows:
        at = from_millis(row.token_ms).astimezone(JAPAN)
        click.echo(f"{row.id}\t{at:%Y-%m-%d %H:%M}\t{mask(row.citizen)}\t{row.error}")
    click.echo(f"{len(rows)} events are set aside", err=True)


@events.command()
@click.argument("number", nargs=-1, type=int)
@click.option("--all", "every", is_flag=True, help="All that are set aside.")
def retry(number: tuple[int, ...], every: bool) -> None:
    """Hand the events with these numbers to the workers once more."""
    if not number and not every:
        raise click.UsageError("name events by their numbers, or use --all")
    database, missed = _open(), 0
    with database.write() as connection:
        wanted = [row.id for row in inbox.parked(connection)] if every else number
        with click.progressbar(wanted, file=sys.stderr) as bar:
            for one in bar:
                missed += not inbox.retry_parked(connection, one)
    click.echo(f"{len(wanted) - missed} events will be tried again")
    if missed:
        raise click.ClickException(f"{missed} are not set aside (any more)")
