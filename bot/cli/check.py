"""`madoguchi check`: what is wrong in the content files, in words a clerk understands."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import click

from bot.checking.tree import Tree, inspect
from bot.cli.common import settings
from bot.content import Faults, Place, Snapshot, report
from bot.content.loading import load
from bot.registry import Registry, discover
from bot.richmenu.font import Font, NoFont, find_font
from bot.richmenu.reading import check_menus, read_menus
from bot.settings import PROJECT
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
    faults = _faults(root, discover(), read.menu_font, day)
    as_markdown = markdown or form == "markdown"
    click.echo(report.as_markdown(faults) if as_markdown else report.as_text(faults))
    if any(fault.severity == "error" or strict for fault in faults):
        sys.exit(1)


def _faults(root: Path, registry: Registry, menu_font: str, today: date) -> Faults:
    def build(snapshot: Snapshot, found: Faults) -> object:
        if file := read_menus(root, found):
            font = _font(menu_font, file.place(), found)
            check_menus(file, snapshot, registry, font, found)
        return registry.index(snapshot, found)

    snapshot, trace = load(root, PROJECT / "content", registry.content(), build)
    faults = Faults(snapshot.faults)
    inspect(Tree(root, snapshot, trace, registry), today, faults)
    return faults


def _font(menu_font: str, place: Place, faults: Faults) -> Font | None:
    try:
        return find_font(menu_font)
    except NoFont as error:
        faults.warning(place, "メニューの文字が枠に入るかを、確かめられませんでした。", str(error))
        return None
