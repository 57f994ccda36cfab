"""description.csv: label,sublabel,description,styles,bgcolor."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.content import Cell, Faults, Table
from handlers.garbage.files.layout import columns, key, plain, tidy
from handlers.garbage.finding.concepts import about
from handlers.garbage.kinds import Kind

_NAMES = {
    "label": ("label", "type", "分別", "分別区分", "ごみの種類", "名称"),
    "sublabel": ("sublabel",),
    "description": ("description", "説明", "出し方"),
    "styles": ("styles", "style"),
    "bgcolor": ("bgcolor", "color", "colour", "色", "背景色"),
}
_COLOUR = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})")


def read_kinds(table: Table, faults: Faults) -> list[Kind]:
    """The kinds in the order of the file, each label once."""
    layout = columns(table, _NAMES, faults)
    kinds: dict[str, Kind] = {}
    for row in layout.rows:
        cell = layout.cell(row, "label")
        label = tidy(cell)
        if key(label) in kinds:
            faults.warning(cell, f"「{label}」が2回あります。", "1行にまとめてください。")
        elif label:
            notes = [plain(layout.cell(row, name)) for name in ("sublabel", "description")]
            colour = _colour(layout.cell(row, "bgcolor"), faults)
            kinds[key(label)] = Kind(label, "\n".join(filter(None, notes)), colour)
    return list(kinds.values())


def _colour(cell: Cell, faults: Faults) -> str:
    text = unicodedata.normalize("NFKC", cell).strip().casefold()
    if match := _COLOUR.fullmatch(text):
        digits = match[1]
        return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))
    if text:
        faults.warning(
            cell, f"「{cell.strip()}」は色として読めません。", "「#ea3b13」の形で書いてください。"
        )
    return ""


def describe(
    labels: Sequence[str], described: Sequence[Kind], table: Table | None, faults: Faults
) -> list[Kind]:
    """The calendar's kinds with what description.csv says of them; kinds it alone knows follow."""
    rest = {key(kind.label): kind for kind in described}
    own = {label: rest.pop(key(label)) for label in labels if key(label) in rest}
    for label in labels:
        # 古紙類 describes the column 古紙・ダンボール, if no other column could be meant.
        meant = [kind for kind in rest.values() if about(kind.label, labels) == [label]]
        if label not in own and len(meant) == 1:
            own[label] = rest.pop(key(meant[0].label))
    if table is not None:
        _report_rest(table, rest, faults, none_fits=bool(described) and not own)
    kinds = [replace(own.get(label, Kind(label)), label=label) for label in labels]
    return kinds + list(rest.values())


def _report_rest(
    table: Table, rest: Mapping[str, Kind], faults: Faults, *, none_fits: bool
) -> None:
    if none_fits:
        faults.warning(
            table, "area_days.csvにある分別が1つもありません。ほかの市のひな形かもしれません。",
            "labelをarea_days.csvの見出しと同じ名前にしてください。",
        )  # fmt: skip
        return
    for cell in (cell for row in table.rows for cell in row.cells[:1]):
        kind = rest.get(key(tidy(cell)))
        # A kind whose disposal is described is meant to have no days: bulky waste, say.
        if kind and not kind.how:
            faults.warning(
                cell, f"「{tidy(cell)}」はarea_days.csvの見出しにありません。",
                "area_days.csvと名前をそろえてください。収集日がないなら、このままで構いません。",
            )  # fmt: skip
