"""`madoguchi check`: what is wrong in the content files, in words a clerk understands."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from bot.cli.common import settings
from bot.content import report
from bot.registry import discover
from bot.review import review
from bot.time import JAPAN, system_clock


@click.command()
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "--format", "form", type=click.Choice(("text", "markdown")), default="text", show_default=True
)
@click.option("--markdown", is_flag=True, help="The same as --format markdown.")
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@click.option(
    "--today", type=click.DateTime(("%Y-%m-%d",)), help="Look as of this day, e.g. 2026-12-01."
)
def check(
    folder: Path | None, form: str, markdown: bool, strict: bool, today: datetime | None
) -> None:
    """Check the content in FOLDER (default: MADOGUCHI_CONTENT).

    Reports every fault with its file, line and column and what to do: what the bot cannot read, links and
    buttons that lead nowhere, names without readings, days without a year, unknown districts, texts and
    pictures that LINE would not take, calendars that run out, files that nobody reads. Exit code 1 if the
    content cannot be used as it is; warnings alone leave it at 0.
    """
    read = settings(quiet=True)
    root = (folder or read.content).resolve()
    day = today.date() if today else system_clock().astimezone(JAPAN).date()
    faults = review(root, discover(), read.menu_font, day)
    as_markdown = markdown or form == "markdown"
    click.echo(report.as_markdown(faults) if as_markdown else report.as_text(faults))
    if any(fault.severity == "error" or strict for fault in faults):
        sys.exit(1)
