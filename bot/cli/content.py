"""`madoguchi content`: releases of the content, for whoever runs the service and for scripts.

Staff publish in the console; this is for taking a release into a folder (and a repository), and for
publishing a folder that was made elsewhere.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click
from sqlalchemy import Connection

from bot.cli.common import opened, settings
from bot.console import audit
from bot.console.audit import Act, Actor, Entry
from bot.content import report
from bot.registry import discover
from bot.releases import folder_tree, store
from bot.releases.store import Release, Signed
from bot.releases.tree import Packed, unpack
from bot.review import review
from bot.time import JAPAN, from_millis, millis, system_clock

PUBLISHED = Act("content.published", "内容を公開した")
_ACTOR = Actor(None, "madoguchi content", "")


@click.group()
def content() -> None:
    """Releases of the content: list them, write one into a folder, publish a folder."""


@content.command("list")
@click.option("--most", default=20, show_default=True, type=click.IntRange(1, 1000))
def list_releases(most: int) -> None:
    """List the latest releases, newest first, and whether the folder has something they have not."""
    read = settings(quiet=True)
    with opened(read) as database, database.read() as connection:
        found = store.releases(connection, most)
        for one in found:
            when = from_millis(one.at_ms).astimezone(JAPAN).strftime("%Y-%m-%d %H:%M")
            approved = f"(承認 {one.approver})" if one.approver else ""
            click.echo(f"{one.number}\t{when}\t{one.author}{approved}\t{one.note}")
    if not found:
        click.echo("公開した版はありません。フォルダーの内容を使っています。", err=True)
    elif folder_tree(read.content).tree.key != found[0].folder:
        click.echo(
            "フォルダーに、版が知らない変更があります。管理画面の「案内の内容」で決めてください。",
            err=True,
        )


@content.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--release", "number", type=click.IntRange(1), help="This release, not the newest.")
def export(folder: Path, number: int | None) -> None:
    """Write a release into FOLDER, which must be new or empty."""
    if folder.exists() and any(folder.iterdir()):
        raise click.ClickException(
            f"{folder} は空ではありません。新しいフォルダーを指定してください。"
        )
    with opened(settings(quiet=True)) as database, database.read() as connection:
        release = _release(connection, number)
        packed = store.packed(connection, release.tree)
    folder.mkdir(parents=True, exist_ok=True)
    unpack(packed, folder)
    click.echo(
        f"第{release.number}版の{len(packed.tree.files)}ファイルを {folder} に書き出しました。"
    )


@content.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--note", required=True, help="What has changed, for the list of releases.")
def publish(folder: Path, note: str) -> None:
    """Publish FOLDER as the next release, if `madoguchi check` finds no error in it."""
    read, now = settings(quiet=True), system_clock()
    faults = review(folder.resolve(), discover(), read.menu_font, now.astimezone(JAPAN).date())
    if faults.errors:
        click.echo(report.as_text(faults))
        sys.exit(1)
    packed, deployed = folder_tree(folder), folder_tree(read.content)
    with opened(read) as database, database.write() as connection:
        made = _publish(connection, packed, deployed, note, millis(now))
    click.echo(
        f"第{made.number}版を公開しました。数秒で切り替わります。"
        if made
        else "変わったところはありません。"
    )


def _publish(
    connection: Connection, packed: Packed, deployed: Packed, note: str, at_ms: int
) -> Release | None:
    """Make the release; None where the newest one is the same."""
    newest = store.newest(connection)
    if newest and newest.tree == packed.tree.key:
        return None
    store.keep_blobs(connection, packed.blobs)
    # Who publishes the folder itself has taken over all that came with it.
    is_own = packed.tree.key == deployed.tree.key
    folder = newest.folder if newest and not is_own else deployed
    made = store.publish(connection, packed.tree, folder, Signed("madoguchi content", note), at_ms)
    after: dict[str, object] = {"版": made.number, "変えたこと": note}
    entry = Entry(PUBLISHED, f"content:release:{made.number}", "", after=after)
    audit.write(connection, _ACTOR, at_ms, entry)
    return made


def _release(connection: Connection, number: int | None) -> Release:
    found = store.release(connection, number) if number else store.newest(connection)
    if found is None:
        raise click.ClickException(
            f"第{number}版はありません。" if number else "公開した版はありません。"
        )
    return found
