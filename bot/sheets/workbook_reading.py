"""Rows of an Excel workbook's first sheet, once its archive is known to be harmless."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from xml.etree.ElementTree import ParseError

from bot.sheets.limits import AGAIN, MOST_BLANK, Limits, Refused, plain

MOST_PARTS = 500

# A document type is of no use in a workbook, and the way to blow one up. Both ways to write its letters.
_DOCTYPE = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")


def workbook_rows(data: bytes, limits: Limits) -> Iterator[Sequence[str]]:
    """All rows, as text. Raises Refused."""
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
        raise Refused(f"Excelのファイルとして読めません。{AGAIN}") from error


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
        yield [plain(_shown(cell.value), limits) for cell in cells]


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
                raise Refused(f"マクロなどの付いたファイルは取り込めません。{AGAIN}")
            if "xl/workbook.xml" not in names:
                raise Refused(f"Excelのブックではありません。{AGAIN}")
            # Reading stops at the size that the archive told, whatever else is in it.
            for one in parts:
                _check_part(archive.read(one), limits)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise Refused(f"Excelのファイルとして読めません。{AGAIN}") from error


def _check_part(data: bytes, limits: Limits) -> None:
    if any(sign in data for sign in _DOCTYPE):
        raise Refused(f"安全でない書き方が含まれています。{AGAIN}")
    # The library reads a sheet to its end before it hands out the first row.
    if sum(1 for _ in _ROW.finditer(data)) > limits.rows + MOST_BLANK:
        raise limits.too_many_rows
