"""Tables as files that are safe to open in Excel: CSV with a byte order mark, and workbooks."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

Cell = str | int | float | None
Row = Sequence[Cell]

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Also in full width, which some spreadsheets take for the same (OWASP, CSV Injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WIDEST = 60
_PIECE = 500


def safe(cell: Cell) -> str | int | float:
    """A cell that no spreadsheet takes for a formula."""
    if isinstance(cell, int | float):
        return cell
    clean = _CONTROL.sub("", cell or "")
    return f"'{clean}" if clean[:1] in FORMULA else clean


def as_csv(rows: Iterable[Row]) -> bytes:
    """A CSV file as Excel opens it."""
    return b"".join(csv_lines(rows))


def csv_lines(rows: Iterable[Row]) -> Iterator[bytes]:
    """The same in pieces of some hundred rows."""
    text = io.StringIO("\ufeff", newline="")
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text)
    for number, row in enumerate(rows, start=1):
        writer.writerow([safe(cell) for cell in row])
        if number % _PIECE == 0:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def as_workbook(sheets: Mapping[str, Sequence[Row]]) -> bytes:
    """A workbook; the first row of each sheet is its header and stays in sight."""
    # Of no use to a process that shows no staff pages, and slow to import.
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title[:31])
        for row in rows:
            sheet.append([safe(cell) for cell in row])
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        sheet.freeze_panes = "A2"
        for number, width in enumerate(_widths(rows), start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _widths(rows: Sequence[Row]) -> list[int]:
    """Wide enough for the first rows; a Japanese character takes two."""
    columns = zip(*rows[:50], strict=False)
    return [min(_WIDEST, max(2 * len(str(cell)) for cell in column) + 2) for column in columns]
