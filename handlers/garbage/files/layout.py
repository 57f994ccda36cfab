"""Finding one's way in tables whose headers are missing, renamed or repeated."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.content import Cell, Faults, Row, Table

_BREAKS = re.compile(r"<\s*(?:br|/p|/li|/div)\s*/?\s*>", re.IGNORECASE)
_TAGS = re.compile(r"</?[A-Za-z][^<>]*>")
_COMMENT = ("#", "＃", "//")


def plain(text: str) -> str:
    """Text without HTML: breaks become line ends, entities become signs."""
    lines = html.unescape(_TAGS.sub("", _BREAKS.sub("\n", text))).splitlines()
    return "\n".join(stripped for line in lines if (stripped := line.strip("　 \t")))


def tidy(text: str) -> str:
    """One line of plain text, as it is shown."""
    return " ".join(plain(text).split())


def key(text: str) -> str:
    """What two spellings of one header or name share."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what; the names are those of the format, the numbers count from 0."""

    where: Mapping[str, int]
    rows: Sequence[Row]

    def cell(self, row: Row, name: str) -> Cell:
        """The cell of a row under a name; an empty one where the table has no such column."""
        return row.cell(self.where.get(name, len(row)))


def columns(table: Table, names: Mapping[str, Sequence[str]], faults: Faults) -> Columns:
    """Find the columns by their headers, or in the format's order where there are none.

    Args:
        names: per column, in the format's order, the headers that people give it.
    """
    where = _find(table.header, names)
    if where:
        rows = [row for row in table.rows if not _repeats(row, table.header, faults)]
        return Columns(where, _no_comments(rows))
    in_order = {name: index for index, name in enumerate(names)}
    if not table.header.cells:
        return Columns(in_order, ())
    usual = ",".join(headers[0] for headers in names.values())
    faults.warning(
        table.header.cell(0), "1行目に見出しがありません。", f"1行目に「{usual}」と書いてください。"
    )
    return Columns(in_order, _no_comments([table.header, *table.rows]))


def _find(header: Row, names: Mapping[str, Sequence[str]]) -> dict[str, int]:
    keys = [key(cell) for cell in header]
    return {
        name: keys.index(found)
        for name, headers in names.items()
        if (found := next((key(one) for one in headers if key(one) in keys), None)) is not None
    }


def _repeats(row: Row, header: Row, faults: Faults) -> bool:
    same = [key(cell) for cell in row] == [key(cell) for cell in header]
    if same:
        faults.warning(row.cell(0), "見出しの行がもう一度あります。", "この行を消してください。")
    return same


def _no_comments(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if not row.cell(0).strip().startswith(_COMMENT)]
