"""Tables as files that are safe to open in Excel: CSV with a byte order mark, and workbooks."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

Row = Sequence[str | int]

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WIDEST = 60


def safe(cell: str | int) -> str | int:
    """A cell that no spreadsheet takes for a formula."""
    if isinstance(cell, int):
        return cell
    clean = _CONTROL.sub("", cell)
    return f"'{clean}" if clean[:1] in _FORMULA else clean


def as_csv(rows: Iterable[Row]) -> bytes:
    """A CSV file as Excel opens it."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


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
