"""`madoguchi search`: what citizens looked for in vain, and what the search makes of a text.

Staff run it while they add words to content/, so it speaks Japanese.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import click
from rapidfuzz import fuzz

from bot import misses, replies, sheets
from bot.cli.common import content_root, require_schema, settings
from bot.content import Library, Snapshot
from bot.db import connect
from bot.documents import index_of, words_of
from bot.misses import Missed
from bot.normalise import fold
from bot.registry import Registry, discover
from bot.search import Entry, Hit, Verdict
from bot.settings import PROJECT, Settings
from bot.time import JAPAN, system_clock

_UNSAID = "(長い文や、だれのことか分かりそうな文。言葉は残していません)"
_HEADER = ("回数", "最後に聞かれた日", "探した分類", "言葉")
_VERDICTS = {
    Verdict.CLEAR: "いちばん上のものを、そのまま答えます。",
    Verdict.NEAR: "ボタンで選んでもらいます。",
    Verdict.NONE: "見つかりません。メニューと電話番号を案内し、数えます。",
}


@click.group()
def search() -> None:
    """What citizens looked for in vain, and what the search makes of a text."""


@search.command("misses")
@click.option("--days", default=30, show_default=True, type=click.IntRange(1, 3650))
@click.option("--csv", "as_csv", is_flag=True, help="For a spreadsheet.")
def list_misses(days: int, as_csv: bool) -> None:
    """List what was asked in vain during the last days, the most frequent first."""
    read = settings(quiet=True)
    database = connect(read.database_url)
    require_schema(database)
    first = system_clock().astimezone(JAPAN).date() - timedelta(days=days - 1)
    with database.read() as connection:
        rows = misses.since(connection, first)
    table = [_HEADER, *_rows(rows, _library(read, discover()).current)]
    if as_csv:
        click.echo(sheets.as_csv(table).decode(), nl=False)
    else:
        for row in table:
            click.echo("\t".join(row))
        total = sum(row.times for row in rows)
        click.echo(f"{first:%Y-%m-%d}から、{len(rows)}通り、のべ{total}回。", err=True)


@search.command("try")
@click.argument("text", nargs=-1, required=True)
def try_out(text: tuple[str, ...]) -> None:
    """Show what the search finds for each TEXT, how well, and by which of its names."""
    registry = discover()
    snapshot = _library(settings(quiet=True), registry).current
    for one in text:
        click.echo(f"「{one}」")
        for line in _told(one, snapshot, registry):
            click.echo(f"  {line}")


def _library(read: Settings, registry: Registry) -> Library:
    return Library(content_root(read), PROJECT / "content", registry.content(), registry.index)


def _rows(rows: Iterable[Missed], snapshot: Snapshot) -> Iterable[tuple[str, ...]]:
    for row in rows:
        category = _title(row.category, snapshot) if row.category else "すべて"
        yield str(row.times), row.last.isoformat(), category, row.text or _UNSAID


def _title(category: str, snapshot: Snapshot) -> str:
    known = words_of(snapshot).categories.get(category)
    return known.title if known else category


def _told(text: str, snapshot: Snapshot, registry: Registry) -> Iterable[str]:
    found = index_of(snapshot).search(text)
    if earlier := _earlier(text, snapshot, registry):
        yield f"検索の前に、{earlier}として答えます。検索だけなら、次のとおりです。"
    elif found.verdict is not Verdict.CLEAR and not replies.urgent_inside(text, snapshot).passed:
        yield "文の中に急ぎの言葉があるので、その案内を先に答えます。検索だけなら、次のとおりです。"
    yield _VERDICTS[found.verdict]
    yield from (_line(text, hit, snapshot) for hit in found.hits)


def _earlier(text: str, snapshot: Snapshot, registry: Registry) -> str:
    """What a text is before it is searched for; dates and days of kinds are known to features only."""
    typed = fold(text)
    if typed in replies.escape_words(snapshot) | replies.menu_words(snapshot):
        return "メニューや「やめる」の言葉"
    if not replies.fixed(text, snapshot).passed:
        return "いつも同じ答えを返す言葉(words.yaml の fixed)"
    feature = registry.commands.get(typed)
    return f"「{feature.title}」の言葉" if feature else ""


def _line(text: str, hit: Hit, snapshot: Snapshot) -> str:
    entry = hit.entry
    return (
        f"{hit.score:.2f}  {entry.title} ({_title(entry.category, snapshot)})  {_why(text, entry)}"
    )


def _why(text: str, entry: Entry) -> str:
    """The one of an entry's names that is most like the text."""
    named = [("名前", entry.title), ("読み", entry.reading)]
    named += [("別の名前", synonym) for synonym in entry.synonyms]
    typed = fold(text)
    kind, name = max(named, key=lambda each: fuzz.WRatio(typed, fold(each[1])) if each[1] else 0.0)
    return f"{kind}「{name}」"
