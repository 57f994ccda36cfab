"""A file that somebody sent: its rows as text, or a refusal that says why and what to do.

Nothing in it is trusted: not its name, its size when unpacked, its number of rows or its formulas, which are
never evaluated.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from xml.etree.ElementTree import ParseError

from bot.sheets.writing import FORMULA

MOST_PARTS = 500
# Rows without anything in them; a sheet may go on for a while after its last one.
MOST_BLANK = 2_000

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# A document type is of no use in a workbook, and the way to blow one up. Both ways to write its letters.
_DOCTYPE = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_AGAIN = (
    "Excelで開き、「名前を付けて保存」で「Excelブック（.xlsx）」か「CSV UTF-8」にしてください。"
)
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")


class Refused(Exception):
    """The file cannot be taken; the message says in Japanese why, and what to do."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold; `unpacked` in bytes, too, `cell` in characters."""

    bytes: int = 5 * 1024 * 1024
    unpacked: int = 30 * 1024 * 1024
    rows: int = 10_000
    columns: int = 60
    cell: int = 5_000

    @property
    def too_many_rows(self) -> Refused:
        return Refused(f"行が多すぎます。{self.rows:,}行までにし、余分な空の行を消してください。")

    @property
    def too_many_columns(self) -> Refused:
        return Refused(f"列が多すぎます。{self.columns}列までにしてください。")


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows that hold anything, each with its number in the file, from 1."""

    header: Sequence[str]
    rows: Sequence[tuple[int, Sequence[str]]]


_USUAL = Limits()


def read_upload(data: bytes, limits: Limits = _USUAL) -> Grid:
    """The rows of a CSV file or an Excel workbook.

    Raises:
        Refused: it is neither, too large, or holds what it must not.
    """
    if len(data) > limits.bytes:
        raise Refused(
            f"ファイルが大きすぎます。{limits.bytes // 1024 // 1024}MBまでに分けてください。"
        )
    if not data.strip():
        raise Refused("ファイルに何も書かれていません。")
    if data.startswith(_OLE):
        raise Refused(f"古い形式か、パスワードの付いたExcelのファイルです。{_AGAIN}")
    rows = _workbook(data, limits) if data.startswith(_ZIP) else _csv(data, limits)
    kept = list(_kept(rows, limits))
    if not kept:
        raise Refused("ファイルに何も書かれていません。")
    return Grid(kept[0][1], kept[1:])


def _kept(rows: Iterator[Sequence[str]], limits: Limits) -> Iterator[tuple[int, Sequence[str]]]:
    taken = blank = 0
    for number, row in enumerate(rows, start=1):
        if not any(row):
            blank += 1
        else:
            taken += 1
            yield number, row
        if taken > limits.rows + 1 or blank > MOST_BLANK:
            raise limits.too_many_rows


# -- CSV


def _csv(data: bytes, limits: Limits) -> Iterator[Sequence[str]]:
    text = _text(data)
    if "\0" in text:
        raise Refused(f"表のファイルではありません。{_AGAIN}")
    first = text[: text.find("\n")]
    delimiter = "\t" if first.count("\t") > first.count(",") else ","
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if len(row) > limits.columns:
                raise limits.too_many_columns
            yield [_plain(cell, limits) for cell in row]
    except csv.Error as error:
        raise Refused(f"CSVとして読めません。{_AGAIN}") from error


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp932"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(f"文字として読めません。{_AGAIN}")


# -- Excel


def _workbook(data: bytes, limits: Limits) -> Iterator[Sequence[str]]:
    _check_archive(data, limits)
    # Of no use to a process that shows no staff pages, and slow to import.
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        if not book.worksheets:
            raise Refused("ブックにシートがありません。")
        yield from _sheet(book.worksheets[0], limits)
    except Refused:
        raise
    except (ValueError, KeyError, TypeError, OSError, ParseError, zipfile.BadZipFile) as error:
        raise Refused(f"Excelのファイルとして読めません。{_AGAIN}") from error


def _sheet(sheet: object, limits: Limits) -> Iterator[Sequence[str]]:
    # The size that a sheet tells of itself may be wrong either way.
    sheet.reset_dimensions()  # type: ignore[attr-defined]
    for number, row in enumerate(sheet.iter_rows(), start=1):  # type: ignore[attr-defined]
        if any(cell.value is not None for cell in row[limits.columns :]):
            raise limits.too_many_columns
        cells = row[: limits.columns]
        for column, cell in enumerate(cells, start=1):
            if cell.data_type == "f":
                raise Refused(f"{number}行目の{column}列目に数式があります。値に変えてください。")
        yield [_plain(_shown(cell.value), limits) for cell in cells]


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        day = value.date().isoformat()
        return day if value.time() == time(0) else f"{day} {value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _check_archive(data: bytes, limits: Limits) -> None:
    """Refuse what would grow beyond measure, hold macros, or pull in what is elsewhere."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > limits.unpacked:
                raise Refused("ファイルの中身が大きすぎます。余分なシートや行を消してください。")
            names = {one.filename.lower() for one in parts}
            if any("vbaproject" in name or name.endswith(".bin") for name in names):
                raise Refused(f"マクロなどの付いたファイルは取り込めません。{_AGAIN}")
            if "xl/workbook.xml" not in names:
                raise Refused(f"Excelのブックではありません。{_AGAIN}")
            # Reading stops at the size that the archive told, whatever else is in it.
            for one in parts:
                _check_part(archive.read(one), limits)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise Refused(f"Excelのファイルとして読めません。{_AGAIN}") from error


def _check_part(data: bytes, limits: Limits) -> None:
    if any(sign in data for sign in _DOCTYPE):
        raise Refused(f"安全でない書き方が含まれています。{_AGAIN}")
    # The library reads a sheet to its end before it hands out the first row.
    if sum(1 for _ in _ROW.finditer(data)) > limits.rows + MOST_BLANK:
        raise limits.too_many_rows


def _plain(cell: str, limits: Limits) -> str:
    """A cell without the apostrophe that our own files put before what looks like a formula."""
    if len(cell) > limits.cell:
        raise Refused(f"1つのセルに{limits.cell:,}文字より多く書かれています。短くしてください。")
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA else text
