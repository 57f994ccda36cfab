"""target.csv: label (or type),name,notice,furigana - the sorting dictionary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.api import fold
from bot.content import Cell, Faults, Table
from handlers.garbage.files.layout import columns, key, plain, tidy
from handlers.garbage.finding.concepts import about
from handlers.garbage.kinds import Item

_NAMES = {
    "label": ("label", "type", "分別", "分別区分", "分別種別", "ごみの種類", "区分", "kubun"),
    "name": ("name", "品目", "品名", "品目名", "ゴミの品目", "ごみの品目", "名称", "hinmoku"),
    "notice": ("notice", "注意点", "注意事項", "出し方", "出し方のポイント", "備考", "note"),
    "furigana": (
        "furigana",
        "ふりがな",
        "よみ",
        "よみがな",
        "読み",
        "読み仮名",
        "hiragana",
        "50音",
    ),
}


@dataclass(frozen=True, slots=True)
class _Labels:
    """The names of kinds: those with collection days, and those that are only described."""

    collected: Sequence[str]
    described: Sequence[str]

    def kind(self, label: str) -> str:
        found = about(label, self.collected)
        return found[0] if len(found) == 1 else ""

    def describes(self, label: str) -> bool:
        return key(label) in map(key, self.described)


def read_items(
    table: Table, collected: Sequence[str], described: Sequence[str], faults: Faults
) -> list[Item]:
    """The dictionary, each entry once, in the order of the file."""
    layout = columns(table, _NAMES, faults)
    labels = _Labels(collected, described)
    items: dict[Item, None] = {}
    unknown: dict[str, Cell] = {}
    count: Counter[str] = Counter()
    kinds: dict[str, str] = {}
    for row in layout.rows:
        name, label = tidy(layout.cell(row, "name")), tidy(layout.cell(row, "label"))
        if not _complete(name, label, layout.cell(row, "name"), faults):
            continue
        if label not in kinds:
            kinds[label] = labels.kind(label)
            if not kinds[label] and not labels.describes(label):
                unknown[label] = layout.cell(row, "label")
        count[label] += 1
        notice = plain(layout.cell(row, "notice"))
        items[Item(name, label, notice, _reading(layout.cell(row, "furigana")), kinds[label])] = (
            None
        )
    for label, cell in unknown.items():
        faults.warning(
            cell,
            f"「{label}」（{count[label]}品目）は、ほかのファイルにない分別です。",
            "area_days.csvの見出しと名前をそろえてください。収集日がないなら、このままで構いません。",
        )  # fmt: skip
    return list(items)


def _complete(name: str, label: str, cell: Cell, faults: Faults) -> bool:
    if bool(name) != bool(label):
        lacking = "品目の名前" if not name else "分別"
        faults.warning(
            cell, f"{lacking}が空です。この行は読みませんでした。", f"{lacking}を書いてください。"
        )
    return bool(name and label)


def _reading(text: str) -> str:
    return re.sub(r"[^ぁ-ゖー]", "", fold(tidy(text)))
