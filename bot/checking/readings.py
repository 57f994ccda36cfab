"""Names without a reading: who types in hiragana, or a name with difficult signs, does not find them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.checking.texts import File
from bot.content import Faults, Node, Place, Table

_READINGS = (
    "furigana",
    "ふりがな",
    "フリガナ",
    "よみ",
    "読み",
    "読み仮名",
    "名称_カナ",
    "イベント名_カナ",
)
_NAMES = ("name", "名称", "イベント名", "品目", "町名", "question", "title")
_KANJI = re.compile(r"[一-鿿々〆]")
_SHOWN = 3

Lacking = tuple[Place, str]


def check(file: File, faults: Faults) -> None:
    """Warn once for each file; only of names with kanji, where others of the file have readings."""
    lacking = list(
        _of_table(file.table) if file.table else _of_node(file.node) if file.node else ()
    )
    if lacking:
        names = "」「".join(name for _, name in lacking[:_SHOWN])
        more = "など" if len(lacking) > _SHOWN else ""
        faults.warning(
            lacking[0][0], f"読みのない名前が{len(lacking):,}あります(「{names}」{more})。",
            "読みをひらがなで書き足すと、ひらがなや話し言葉でも見つかります。",
        )  # fmt: skip


def _of_table(table: Table) -> Iterator[Lacking]:
    headers = [cell.strip() for cell in table.header]
    reading = next((headers.index(one) for one in _READINGS if one in headers), None)
    name = next((headers.index(one) for one in _NAMES if one in headers), None)
    if reading is None or name is None:
        return
    for row in table.rows:
        # The first sign alone is the index of a printed list, and no reading.
        if len(row.cell(reading).strip()) < 2 and len(_KANJI.findall(row.cell(name))) > 1:
            cell = row.cell(reading)
            yield Place(cell.file, cell.line, cell.column), row.cell(name).strip()


def _of_node(node: Node) -> Iterator[Lacking]:
    items = [one for one in node.items or () if one.entries]
    if any("reading" in (one.entries or {}) for one in items):
        for one in items:
            yield from _of_item(one)
    for child in [*(node.items or ()), *(node.entries or {}).values()]:
        yield from _of_node(child)


def _of_item(item: Node) -> Iterator[Lacking]:
    entries = item.entries or {}
    name = next((entries[key].text or "" for key in _NAMES if key in entries), "")
    given = entries.get("reading")
    if _KANJI.search(name) and not (given and given.text):
        yield item.place, name
