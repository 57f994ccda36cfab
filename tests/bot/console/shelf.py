"""A small city with one feature, whose content stands in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.api import Entry, Feature, Nothing, PostbackAction, Reply, Turn, menu
from bot.content import Folder
from bot.registry import Registry

ITEMS, WORDS, NOTE = "shelf/items.csv", "shelf/words.yaml", "shelf/notes/n1.md"
CSV = "﻿name,furigana,answer\r\n本,ほん,古紙の日です\r\n木の棚,きのたな,粗大ごみです\r\n"
FILES = {
    "city.yaml": "# 市の基本情報です。\n# くわしくは手引き。\n\nname: ためし市\nphone: 0225-95-1111\n",
    WORDS: "# たなの文です。\n\nhello: こんにちは\n",
    NOTE: "---\ntitle: おたより\n---\n本文です。\n",
}


class ShelfWords(BaseModel):
    """What the feature says."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    hello: str = "やあ"


def city(folder: Path) -> Path:
    """Write the content."""
    for name, text in FILES.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    (folder / ITEMS).write_bytes(CSV.encode())
    return folder


def registry() -> Registry:
    """The features of that city."""
    return Registry([_shelf()])


ShelfTurn = Turn[ShelfWords, Nothing]


def load(folder: Folder) -> dict[str, str]:
    """Answers by name; a name without one is an error."""
    table = folder.csv("items.csv")
    for note in folder.child("notes").names("*.md"):
        folder.child("notes").text(note)
    found: dict[str, str] = {}
    for row in table.rows if table else ():
        name, answer = row.cell(0).strip(), row.cell(2).strip()
        if name and not answer:
            folder.faults.error(row, "答えがありません。", "answerを書いてください。")
        found[name] = answer
    return found


def _shelf() -> Feature[ShelfWords, Nothing]:
    feature = Feature("shelf", title="たな", words=ShelfWords, content=load)

    @feature.command("あいさつ")
    def hello(turn: ShelfTurn) -> Reply:
        return turn.end(menu(turn.words.hello, [PostbackAction("本を見る", show.data("本"))]))

    @feature.postback("show")
    def show(turn: ShelfTurn, name: str) -> Reply:
        return turn.end(f"{name}: {turn.content(load)[name]}")

    @feature.documents
    def offer(content: dict[str, str], _words: ShelfWords) -> Iterable[Entry]:
        return [Entry(name, show.data(name), "shelf") for name in content]

    return feature
