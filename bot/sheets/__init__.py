"""Tables as files of a spreadsheet: what staff send is read with bounds, what they get is safe to open.

grid = read_upload(sent)                      # CSV or .xlsx; raises Refused, in words for staff
visit.file(as_workbook({"手続き": rows}), XLSX, "procedures.xlsx")
visit.file(as_csv(rows), CSV, "procedures.csv")
"""

from bot.sheets.limits import Limits, Refused
from bot.sheets.reading import Grid, read_upload
from bot.sheets.writing import CSV, XLSX, Cell, Row, as_csv, as_workbook, csv_lines, safe

__all__ = [
    "CSV",
    "XLSX",
    "Cell",
    "Grid",
    "Limits",
    "Refused",
    "Row",
    "as_csv",
    "as_workbook",
    "csv_lines",
    "read_upload",
    "safe",
]
