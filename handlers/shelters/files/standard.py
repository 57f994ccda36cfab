"""CSV: one row per shelter, columns found by their headers wherever they stand."""

from __future__ import annotations

from bot.content import Faults, Place, Row, Table
from handlers.shelters.files.records import Record, field_of
from handlers.shelters.shelter import Hazard

# Above the headers some cities write a title and a date.
MOST_TITLES = 5
_HAZARDS = frozenset(hazard.value for hazard in Hazard)


def read_table(table: Table, faults: Faults) -> list[Record]:
    """The records of a table; none, and an error, where it has no header for names."""
    rows = [table.header, *table.rows]
    for number, row in enumerate(rows[: MOST_TITLES + 1]):
        where = _columns(row)
        if "name" in where and len(where) > 1:
            _doubt(row, where, faults)
            return [_record(one, where) for one in rows[number + 1 :] if not _is_comment(one)]
    faults.error(
        Place(table.file, table.header.line),
        "避難所の一覧の見出しが見つかりません。",
        "1行目に「名称,所在地_連結表記,緯度,経度,災害種別_洪水」などの見出しを書いてください。",
    )
    return []


def _columns(row: Row) -> dict[str, int]:
    where: dict[str, int] = {}
    for number, cell in enumerate(row):
        if field := field_of(cell):
            where.setdefault(field, number)
    return where


def _doubt(header: Row, where: dict[str, int], faults: Faults) -> None:
    """A list of refuges says so somewhere, or it may be a list of something else."""
    named = any("避難" in text for text in (header.file, *header))
    if _HAZARDS.isdisjoint(where) and not named:
        faults.warning(
            Place(header.file, header.line),
            "災害種別の列がないので、指定避難所の一覧として読みました。",
            "避難所の一覧でなければ、このフォルダーから出してください。",
        )


def _record(row: Row, where: dict[str, int]) -> Record:
    fields = {field: row.cell(number) for field, number in where.items()}
    return Record(Place(row.file, row.line), fields, not _HAZARDS.isdisjoint(where))


def _is_comment(row: Row) -> bool:
    return row.cell(0).lstrip().startswith(("#", "＃"))
