"""CSV: one row per shelter, columns found by their headers wherever they stand."""

from __future__ import annotations

from bot.content import Faults, Place, Record, Records, Table, read_records
from handlers.shelters.files.records import HEADERS
from handlers.shelters.shelter import Hazard

_HAZARDS = frozenset(hazard.value for hazard in Hazard)


def read_table(table: Table, faults: Faults) -> list[tuple[Record, bool]]:
    """The records of a table, and whether it names hazards; none, and an error, without headers."""
    found = read_records(table, HEADERS)
    if found is None:
        faults.error(
            Place(table.file, table.header.line),
            "避難所の一覧の見出しが見つかりません。",
            "1行目に「名称,所在地_連結表記,緯度,経度,災害種別_洪水」などの見出しを書いてください。",
        )
        return []
    _doubt(found, faults)
    return [(one, not _HAZARDS.isdisjoint(found.fields)) for one in found.records]


def _doubt(found: Records, faults: Faults) -> None:
    """A list of refuges says so somewhere, or it may be a list of something else."""
    header = found.header
    named = any("避難" in text for text in (header.file, *header))
    if _HAZARDS.isdisjoint(found.fields) and not named:
        faults.warning(
            Place(header.file, header.line),
            "災害種別の列がないので、指定避難所の一覧として読みました。",
            "避難所の一覧でなければ、このフォルダーから出してください。",
        )
