"""`madoguchi menu`: the menu below the talk, from content/menu.yaml."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import click

from bot.cli.common import SettingsFault, content_root, settings
from bot.content import Faults, report
from bot.content.loading import load
from bot.line import HttpTransport, TransportError
from bot.line.richmenus import Refused, RichMenuClient
from bot.registry import discover
from bot.releases.menus import FILE
from bot.richmenu.drawing import LARGEST, as_on_phone
from bot.richmenu.font import Font, NoFont, find_font
from bot.richmenu.payload import Prepared
from bot.richmenu.pictures import KEPT, Pictures
from bot.richmenu.plan import Plan, State, default_for, make_plan
from bot.richmenu.publishing import NotPublished, Publisher
from bot.richmenu.reading import check_menus, read_menus
from bot.richmenu.schema import Menus
from bot.settings import PROJECT, Settings


@click.group()
def menu() -> None:
    """Look at the rich menus of content/menu.yaml and publish them."""


@menu.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--phone", is_flag=True, help="Also write them as wide as a phone (375 pixels).")
def preview(folder: Path, phone: bool) -> None:
    """Write the pictures of all menus into FOLDER."""
    folder.mkdir(parents=True, exist_ok=True)
    for each in _prepared(*_read(settings(quiet=True))):
        _write(folder / f"{each.id}.png", each.png)
        if phone:
            _write(folder / f"{each.id}-phone.png", as_on_phone(each.png))


@menu.command()
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option("--default", "asked", metavar="ID", help="Show everybody this menu, e.g. saigai.")
@click.option("--everyone", is_flag=True, help="Also to those who have chosen another menu.")
def publish(dry_run: bool, asked: str | None, everyone: bool) -> None:
    """Let citizens see the menus of content/menu.yaml.

    Without --default, the menu that everybody sees now stays the one that everybody sees. Old menus are
    deleted once the new ones are in use. Repeating it does no harm; after a failure, repeat it.
    """
    read = settings(quiet=True)
    menus, font = _read(read)
    if asked and menus.named(asked) is None:
        raise click.BadParameter(
            f"one of {', '.join(each.id for each in menus.menus)}", param_hint="--default"
        )
    wanted, publisher = _prepared(menus, font), Publisher(_client(read), click.echo)
    _carry_out(lambda: _publish(publisher, wanted, menus, asked, dry_run, everyone))


def _publish(
    publisher: Publisher,
    wanted: list[Prepared],
    menus: Menus,
    asked: str | None,
    dry_run: bool,
    everyone: bool,
) -> None:
    state = State.read(publisher.client)
    default = default_for(state, menus, asked)
    if dry_run:
        _show_plan(make_plan(state, wanted, default))
        return
    plan = publisher.publish(wanted, default, everyone=everyone)
    click.echo("変わったところはありません。" if plan.is_done else "公開しました。")
    if default != menus.default.id:
        click.echo(
            f"みんなに見せているのは「{default}」です。"
            f"「{menus.default.id}」に戻すには --default {menus.default.id} を付けてください。"
        )


def _show_plan(plan: Plan) -> None:
    if plan.is_done:
        click.echo("変わったところはありません。")
    for each in plan.create:
        click.echo(f"作る: {each.title}({each.id})")
    for alias in plan.unpointed:
        click.echo(f"つなぎ直す: {alias}")
    if not plan.is_default_set:
        click.echo(f"みんなに見せる: {plan.default}")
    for alias in plan.old_aliases:
        click.echo(f"消す: {alias}")
    for old in plan.old_menus:
        click.echo(f"新しいメニューが使われてから消す: {old.name}")


@menu.command("list")
def list_menus() -> None:
    """List the menus that stand at LINE, whoever made them."""
    client = _client(settings(quiet=True))
    _carry_out(lambda: _list(State.read(client)))


def _list(state: State) -> None:
    for each in state.menus:
        aliases = ",".join(alias for alias, to in state.aliases.items() if to == each.id)
        default = "default" if each.id == state.default else ""
        click.echo(f"{each.id}\t{each.name}\t{aliases}\t{default}")
    click.echo(f"{len(state.menus)} menus, {len(state.ours)} of them by this program", err=True)


@menu.command()
@click.confirmation_option(prompt="市民のトークからメニューがなくなります。よろしいですか。")
def remove() -> None:
    """Delete all menus that this program published; those of others stay."""
    publisher = Publisher(_client(settings(quiet=True)), click.echo)
    _carry_out(lambda: click.echo(f"{publisher.remove()}枚のメニューを消しました。"))


def _client(read: Settings) -> RichMenuClient:
    return RichMenuClient(
        read.line_api_base, read.line_data_base, read.channel_access_token, HttpTransport()
    )


def _read(read: Settings) -> tuple[Menus, Font]:
    """The menus, checked, and the font; faults end the command."""
    try:
        font = find_font(read.menu_font)
    except NoFont as error:
        raise SettingsFault(str(error)) from error
    registry, faults = discover(), Faults()
    root = content_root(read)
    file = read_menus(root, faults)
    if file:
        snapshot, _ = load(root, PROJECT / "content", registry.content())
        check_menus(file, snapshot, registry, font, faults)
    elif not faults.errors:
        raise click.ClickException(f"{root / FILE} がありません。")
    if faults.errors:
        click.echo(report.as_text(faults), err=True)
        sys.exit(1)
    assert file is not None
    return file.menus, font


def _prepared(menus: Menus, font: Font) -> list[Prepared]:
    wanted = Pictures(font, KEPT).prepare(menus)
    for each in wanted:
        if len(each.png) > LARGEST:
            raise click.ClickException(
                f"「{each.id}」の絵が1MBを超えました。場所を減らしてください。"
            )
    return wanted


def _write(file: Path, png: bytes) -> None:
    file.write_bytes(png)
    click.echo(f"{file}\t{len(png) // 1024} KB")


def _carry_out(act: Callable[[], None]) -> None:
    try:
        act()
    except Refused as error:
        _explain(error)
    except NotPublished as error:
        raise click.ClickException(str(error)) from error
    except TransportError as error:
        raise click.ClickException(
            f"LINEにつながりません({error})。前のメニューは残っています。もう一度実行してください。"
        ) from error


def _explain(error: Refused) -> NoReturn:
    words = {
        401: "LINEの鍵(LINE_CHANNEL_ACCESS_TOKEN)が正しくないか、期限が切れています。",
        429: "LINEの決まりで、メニューを作る・消すのは1時間に100回まで、まとめて移すのは1時間に3回までです。"
        "前のメニューは残っています。1時間ほど待って、もう一度実行してください。",
    }
    why = words.get(error.status, "LINEが受け付けませんでした。前のメニューは残っています。")
    raise click.ClickException(f"{why}\n{error}") from error
