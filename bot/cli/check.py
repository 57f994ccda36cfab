"""`madoguchi check`: what is wrong in the content files, in words a clerk understands."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.cli.common import settings
from bot.content import Faults, Place, Snapshot, report
from bot.registry import discover
from bot.richmenu.font import Font, NoFont, find_font
from bot.richmenu.reading import check_menus, read_menus
from bot.settings import PROJECT


@click.command()
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--markdown", is_flag=True, help="Print the report as Markdown.")
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
def check(folder: Path | None, markdown: bool, strict: bool) -> None:
    """Check the content in FOLDER (default: MADOGUCHI_CONTENT).

    Reports every fault with its file, line and column and what to do. Exit code 1 if the content cannot
    be used as it is; warnings alone leave it at 0.
    """
    read = settings(quiet=True)
    root, registry = (folder or read.content).resolve(), discover()

    def build(snapshot: Snapshot, faults: Faults) -> object:
        if file := read_menus(root, faults):
            font = _font(read.menu_font, file.place(), faults)
            check_menus(file, snapshot, registry, font, faults)
        return registry.index(snapshot, faults)

    faults = report.check(root, PROJECT / "content", registry.content(), build).faults
    click.echo(report.as_markdown(faults) if markdown else report.as_text(faults))
    if any(fault.severity == "error" or strict for fault in faults):
        sys.exit(1)


def _font(menu_font: str, place: Place, faults: Faults) -> Font | None:
    try:
        return find_font(menu_font)
    except NoFont as error:
        faults.warning(place, "メニューの文字が枠に入るかを、確かめられませんでした。", str(error))
        return None
