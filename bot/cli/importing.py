"""`madoguchi import`: takes up a file that somebody else made. Staff run it, so it speaks Japanese."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.cli.common import SettingsFault, settings
from bot.content import Fault, Faults, report
from bot.importing.layout import Importer
from bot.importing.own import own_importers
from bot.importing.planning import Plan, Planner
from bot.importing.showing import change_lines, summary
from bot.importing.trial import Content
from bot.importing.writing import Changed, keep_copy, write_file
from bot.registry import Registry, discover
from bot.settings import PROJECT
from bot.time import system_clock

_FAULTS_SHOWN = 20


@click.command("import")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--as", "kind", metavar="NAME", help="Take it as this kind; see --list.")
@click.option("--replace", is_flag=True, help="Also remove what FILE does not name.")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(0), help="0: show all.")
@click.option("--list", "listing", is_flag=True, help="List what can be taken up.")
@click.option(
    "--content", "root", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Content folder (default: MADOGUCHI_CONTENT).",
)  # fmt: skip
@click.option(
    "--backup", type=click.Path(file_okay=False, path_type=Path), default=PROJECT / "data" / "backup",
    help="Where the former file is kept (default: data/backup).",
)  # fmt: skip
def import_file(
    file: Path | None,
    kind: str | None,
    replace: bool,
    dry_run: bool,
    yes: bool,
    limit: int,
    listing: bool,
    root: Path | None,
    backup: Path,
) -> None:
    """Take up FILE, a CSV or GeoJSON, into the content.

    Recognises what it is, shows what would change, tries the result out, and writes the content file.
    Nothing is written if the content could then not be used. Taking the same file up again changes
    nothing. Exit code 1 if the file is refused.
    """
    read, registry = settings(quiet=True), discover()
    importers = importers_of(registry)
    if listing or file is None:
        _list(importers)
        if not listing:
            raise click.UsageError("取り込むファイルの名前を書いてください。")
        return
    content = Content(
        (root or read.content).resolve(), PROJECT / "content", registry.content(), registry.index
    )
    faults = Faults()
    plan = Planner(content, importers, faults).plan(
        file, _named(kind, importers), replacing=replace
    )
    _tell(faults, limit)
    if plan is None:
        click.echo("取り込みませんでした。何も変わっていません。")
        sys.exit(1)
    _show(plan, limit)
    if plan.errors:
        click.echo("このまま取り込むと使えない内容になるので、取り込みませんでした。")
        sys.exit(1)
    if plan.data is not None and not dry_run:
        _write(plan, plan.data, content.root, backup, yes)


def importers_of(registry: Registry) -> list[Importer]:
    """All that can be taken up: the platform's own importers and those of the features."""
    return own_importers() + [
        Importer(feature.name, layout, run)
        for feature in registry.features.values()
        for layout, run in feature.imports.values()
    ]


def _named(kind: str | None, importers: list[Importer]) -> Importer | None:
    if kind is None:
        return None
    found = next((one for one in importers if one.name == kind), None)
    if found is None:
        names = "、".join(one.name for one in importers)
        raise SettingsFault(f"--as に書けるのは {names} です。")
    return found


def _list(importers: list[Importer]) -> None:
    for one in importers:
        needed = "、".join(
            column.headers[0] if column.headers and column.name.isascii() else column.name
            for column in one.layout.columns
            if column.needed
        )
        click.echo(f"{one.layout.title}(--as {one.name})")
        click.echo(f"    書き込む先 {one.file}    なくてはならない見出し {needed}")


def _tell(faults: Faults, limit: int) -> None:
    """What is wrong with the file itself: what is refused first."""
    found = [*faults.errors, *faults.warnings]
    if not found:
        return
    shown = found[: limit or None]
    click.echo(report.as_text(shown).rpartition("\n\n")[0])
    if len(found) > len(shown):
        click.echo(f"ほかに{len(found) - len(shown):,}件あります(すべて見るには --limit 0)。")
    click.echo(f"{report.summary(found)}。\n")


def _show(plan: Plan, limit: int) -> None:
    layout = plan.importer.layout
    click.echo(f"{plan.source.name}: {layout.title}として読みました → {plan.importer.file}")
    if plan.incoming.repeated:
        click.echo(f"同じ内容の行が{plan.incoming.repeated:,}行ありました。1行として読みました。")
    if plan.incoming.refused:
        click.echo(f"読めない{plan.incoming.refused:,}行は取り込みません。")
    if plan.data is None:
        click.echo("変更はありません。")
        return
    click.echo("")
    for line in change_lines(plan.merged.changes, limit):
        click.echo(line)
    click.echo(f"\n{summary(plan.merged)}。")
    if plan.merged.untouched:
        click.echo(
            f"今の内容のうち、このファイルにない{plan.merged.untouched:,}行は、そのまま残します"
            "(消すには --replace)。"
        )
    _tell_found(list(plan.found))


def _tell_found(found: list[Fault]) -> None:
    if found:
        found.sort(key=lambda fault: fault.severity)
        click.echo("\n取り込むと、点検で次のことが新しく見つかります。")
        click.echo(report.as_text(found[:_FAULTS_SHOWN]).rpartition("\n\n")[0])
        if len(found) > _FAULTS_SHOWN:
            click.echo(
                f"ほかに{len(found) - _FAULTS_SHOWN:,}件(取り込んだあと、madoguchi check で)。"
            )


def _write(plan: Plan, data: bytes, root: Path, backup: Path, yes: bool) -> None:
    if not yes:
        click.confirm("取り込みますか。", abort=True)
    try:
        if plan.former is not None:
            kept = keep_copy(backup, plan.importer.file, plan.former, system_clock())
            click.echo(f"前の内容は {kept} に残しました。")
        write_file((root / plan.importer.file).resolve(), data, plan.former)
    except Changed as error:
        raise click.ClickException(
            "取り込む間に、ほかの人がこのファイルを直しました。もう一度実行してください。"
        ) from error
    except OSError as error:
        raise click.ClickException(
            f"書き込めませんでした({error.strerror})。前のままです。"
        ) from error
    click.echo(f"{plan.importer.file} に書き込みました。")
