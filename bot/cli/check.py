"""`madoguchi check`: what is wrong in the content files, in words a clerk understands."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.cli.common import settings
from bot.content import report
from bot.registry import discover
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
    root = folder or settings(quiet=True).content
    result = report.check(root.resolve(), PROJECT / "content", discover().content())
    click.echo(report.as_markdown(result.faults) if markdown else report.as_text(result.faults))
    if any(fault.severity == "error" or strict for fault in result.faults):
        sys.exit(1)
