"""Which columns of area_days.csv are the district, the centre and the kinds of garbage.

Real files have columns in front of the district, no centre, unnamed columns, readings in between,
or no header row at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.content import Cell, Faults, Row, Table
from handlers.garbage.calendar.grammar import DAY, EMPTY
from handlers.garbage.calendar.loose import by_request
from handlers.garbage.calendar.tokens import parse_cell
from handlers.garbage.files.layout import key, tidy

_TOWNS = (
    "地名",
    "町名",
    "町丁名",
    "町丁目",
    "町字",
    "町字名",
    "住所",
    "町内会",
    "自治会",
    "行政区",
)
_AREAS = [f"{of}{sort}" for sort in ("地区", "地域", "エリア") for of in ("", "収集", "対象")]
AREA_HEADERS = [*_TOWNS, *_AREAS, "地区名", "地域名", "名称", "area"]
_CENTRE = (
    "センター",
    "center",
    "centre",
    "収集センター",
    "処理センター",
    "清掃センター",
    "処理施設",
)
_LIKE_DAYS = re.compile(rf"{DAY}曜|第[1-5]週?{DAY}|{DAY}[1-5](?!\d)|隔週|毎週|毎月|\d{{8}}")


@dataclass(frozen=True, slots=True)
class AreaTable:
    """The rows of districts, and where their parts stand (columns count from 0)."""

    area: int
    centre: int | None
    kinds: Sequence[tuple[int, str]]
    rows: Sequence[Row]
    width: int


def find_columns(table: Table, labels: Sequence[str], faults: Faults) -> AreaTable:
    """Find the columns.

    Args:
        labels: the kinds of description.csv; they name columns that have no header.
    """
    header, rows = _without_title(table, faults)
    alone = not any(cell.strip() for cell in header.cells[1:])
    if _looks_like_days(header) or (alone and any(map(_looks_like_days, rows[:1]))):
        faults.warning(
            header.cell(0), "1行目に見出しがありません。分別はdescription.csvの順と読みました。",
            "1行目に「地名,センター,」と分別の名前を書いてください。",
        )  # fmt: skip
        header, rows = Row(header.file, header.line, ()), [header, *rows]
    width = _width(header, rows)
    area = _area_column(header, faults)
    centre = _centre_column(header, rows, area)
    others = [n for n in range(area + 1, width) if n != centre]
    kinds = _Kinds(header, rows, labels, faults).name(others)
    rows = [row for row in rows if row.cell(area) != header.cell(area) or not row.cell(area)]
    return AreaTable(area, centre, kinds, rows, width)


def _without_title(table: Table, faults: Faults) -> tuple[Row, list[Row]]:
    """The header and the rows below it; a title may stand in a row of its own above."""
    header, rows = table.header, list(table.rows)
    named = rows and any(_without_note(cell) in AREA_HEADERS for cell in rows[0])
    if named and not any(cell.strip() for cell in header.cells[1:]):
        faults.warning(
            header.cell(0), "見出しの上に、表の題などの行があります。", "この行を消してください。"
        )
        return rows[0], rows[1:]
    return header, rows


def _width(header: Row, rows: Sequence[Row]) -> int:
    """How many columns there are; one beyond the header counts where half of the rows use it."""
    widest = max((len(row) for row in rows), default=0)
    used = (sum(bool(row.cell(n).strip()) for row in rows) for n in range(len(header), widest))
    full = [n for n, count in enumerate(used, len(header)) if count * 2 > len(rows)]
    return max([len(header), *(n + 1 for n in full)])


def _looks_like_days(row: Row) -> bool:
    cells = [cell for cell in row.cells[1:] if cell.strip()]
    return bool(cells) and sum(_is_days(cell) for cell in cells) * 2 >= len(cells)


def _is_days(cell: str) -> bool:
    return not parse_cell(cell, {})[0].empty


def says_when(cell: str) -> bool:
    """Whether a cell speaks of days at all, though perhaps in words that cannot be read."""
    text = unicodedata.normalize("NFKC", cell).strip()
    return _is_days(cell) or by_request(text) or _LIKE_DAYS.search(text) is not None


def _area_column(header: Row, faults: Faults) -> int:
    keys = [_without_note(cell) for cell in header]
    found = next((keys.index(name) for name in AREA_HEADERS if name in keys), None)
    if found is None and keys:
        faults.warning(
            header.cell(0), "「地名」の列が見つかりません。1列目を地名と読みました。",
            "地区の名前の列の見出しを「地名」にしてください。",
        )  # fmt: skip
    return found or 0


def _without_note(cell: str) -> str:
    return key(cell).split("(")[0]


def _centre_column(header: Row, rows: Sequence[Row], area: int) -> int | None:
    for index in range(len(header)):
        if _without_note(header.cell(index)).startswith(_CENTRE):
            return index
    after = area + 1
    if after < len(header) and header.cell(after).strip():
        return None
    cells = [row.cell(after) for row in rows]
    return None if any(_is_days(cell) for cell in cells) else after


class _Kinds:
    """Naming the columns of days."""

    def __init__(
        self, header: Row, rows: Sequence[Row], labels: Sequence[str], faults: Faults
    ) -> None:
        self._header, self._rows, self._faults = header, rows, faults
        self._labels = labels
        named = {key(cell) for cell in header}
        self._free = [label for label in labels if key(label) not in named]

    def name(self, indices: Sequence[int]) -> list[tuple[int, str]]:
        return [(index, name) for index in indices if (name := self._name(index))]

    def _name(self, index: int) -> str:
        cell = self._header.cell(index)
        label = tidy(cell)
        used = [each for row in self._rows if _filled(each := row.cell(index))]
        if label and used and key(label) not in map(key, self._labels):
            return label if any(map(says_when, used)) else self._no_days(cell, used)
        return label or (self._unnamed(index, used[0]) if used else "")

    def _no_days(self, cell: Cell, used: Sequence[Cell]) -> str:
        self._faults.warning(
            cell,
            f"「{tidy(cell)}」の列は、収集日として読めません（例「{tidy(used[0])[:20]}」）。",
            "収集日の列でなければ、このままでもかまいません。",
        )  # fmt: skip
        return ""

    def _unnamed(self, index: int, cell: Cell) -> str:
        name = self._free.pop(0) if self._free else f"ごみ（{index + 1}列目）"
        if self._header.cells:
            self._faults.warning(
                cell, f"この列には見出しがありません。「{name}」と読みました。",
                "1行目に分別の名前を書いてください。",
            )  # fmt: skip
        return name


def _filled(cell: str) -> bool:
    text = unicodedata.normalize("NFKC", cell).strip().casefold()
    return bool(text) and text not in EMPTY
