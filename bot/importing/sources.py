"""Reading the file that is to be taken up: CSV, GeoJSON or a JSON list, as one table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.content import Document, Faults, Place, Table
from bot.content.csv_reader import read_table
from bot.content.document import read_document
from bot.content.trace import Trace
from bot.importing.json_table import read_json

MOST_COLUMNS = 500
MOST_ROWS = 100_000

_STEPS = (
    "Excelで開いて取り込むシートを選び、「ファイル」→「名前を付けて保存」で、"
    "種類を「CSV UTF-8(コンマ区切り)」にして保存し、そのCSVを取り込んでください。"
)
_EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_OTHERS = (
    ("BEGIN:VCALENDAR", "予定表(iCalendar)のファイルです。表ではないので取り込めません。"),
    ("<", "ホームページやXMLのファイルです。表ではないので取り込めません。"),
    ("{\\rtf", "ワープロの文書です。表ではないので取り込めません。"),
)
_TEXTS = {
    ".yaml": "YAMLのファイルです。",
    ".yml": "YAMLのファイルです。",
    ".md": "文書(Markdown)のファイルです。",
    ".txt": "",
}


@dataclass(frozen=True, slots=True)
class Source:
    """The file as a table. `encoding` is what its bytes were."""

    name: str
    table: Table
    encoding: str


def read_source(path: Path, faults: Faults) -> Source | None:
    """The file as a table; None, and an error in `faults` that a clerk understands, where it is none."""
    # A name of another encoding, as archives made on Windows have, cannot be printed as it is.
    name = path.name.encode("utf-8", "replace").decode("utf-8")
    here = Place(name)
    if not path.is_file():
        faults.error(here, "ファイルがありません。", "ファイルの名前と場所を確かめてください。")
        return None
    if _starts(path).startswith(_EXCEL):
        faults.error(here, "Excelのブックなどのままで、読めません。", _STEPS)
        return None
    document = read_document(path, name, Trace(), faults)
    if document is None or faults.errors or not _is_table(path, document, faults):
        return None
    table = _table(document, faults)
    return Source(name, table, document.encoding) if table and _is_sound(table, faults) else None


def _starts(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(8)
    except OSError:
        return b""


def _is_table(path: Path, document: Document, faults: Faults) -> bool:
    head = document.text.lstrip()[:40]
    for start, message in _OTHERS:
        if head.startswith(start):
            faults.error(Place(document.file), message, "同じ内容のCSVを取り込んでください。")
            return False
    kind = _TEXTS.get(path.suffix.lower())
    if kind:
        faults.error(
            Place(document.file), f"{kind}表ではないので取り込めません。",
            "市民に見せる文や設定なら、content のフォルダーにあるファイルを直接直してください。",
        )  # fmt: skip
    return not kind


def _table(document: Document, faults: Faults) -> Table | None:
    if document.text.lstrip()[:1] in ("{", "["):
        return read_json(document, faults)
    table = read_table(document.file, document.text, faults)
    return None if faults.errors else table


def _is_sound(table: Table, faults: Faults) -> bool:
    rows, width = len(table.rows), max(len(row) for row in (table.header, *table.rows))
    if not table.header.cells:
        faults.error(table, "表に何も書かれていません。", "中身のあるファイルを選んでください。")
    if width > MOST_COLUMNS:
        faults.error(
            table,
            f"列が多すぎます({width:,}列)。",
            f"いらない列を消し、{MOST_COLUMNS}列までにしてください。",
        )
    if rows > MOST_ROWS:
        faults.error(
            table, f"行が多すぎます({rows:,}行)。", f"{MOST_ROWS:,}行までに分けてください。"
        )
    return not faults.errors
