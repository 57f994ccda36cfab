"""target.csv: label (or type),name,notice,furigana - the sorting dictionary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

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


class _Labels:
    """The names of kinds: those with collection days, and those that are only described."""

    def __init__(self, collected: Sequence[str], described: Sequence[str]) -> None:
        self._collected, self._described = collected, described
        self._kinds: dict[str, str] = {}
        self._unknown: dict[str, Cell] = {}
        self._count: Counter[str] = Counter()

    def kind(self, label: str, cell: Cell) -> str:
        """The one kind that an entry's label means; empty if there are none or several."""
        self._count[label] += 1
        if label not in self._kinds:
            found = about(label, self._collected)
            self._kinds[label] = found[0] if len(found) == 1 else ""
            if not self._kinds[label] and key(label) not in map(key, self._described):
                self._unknown[label] = cell
        return self._kinds[label]

    def report(self, faults: Faults) -> None:
        """Name the labels that no other file knows."""
        for label, cell in self._unknown.items():
            faults.warning(
                cell,
                f"「{label}」（{self._count[label]}品目）は、ほかのファイルにない分別です。",
                "area_days.csvの見出しと名前をそろえてください。収集日がないなら、このままで構いません。",
            )  # fmt: skip


def read_items(
    table: Table, collected: Sequence[str], described: Sequence[str], faults: Faults
) -> list[Item]:
    """The dictionary, each entry once, in the order of the file."""
    layout, labels = columns(table, _NAMES, faults), _Labels(collected, described)
    items: dict[Item, None] = {}
    for row in layout.rows:
        name, label = tidy(layout.cell(row, "name")), tidy(layout.cell(row, "label"))
        if _complete(name, label, layout.cell(row, "name"), faults):
            kind = labels.kind(label, layout.cell(row, "label"))
            notice, reading = plain(layout.cell(row, "notice")), layout.cell(row, "furigana")
            items[Item(name, label, notice, _reading(reading), kind)] = None
    labels.report(faults)
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
