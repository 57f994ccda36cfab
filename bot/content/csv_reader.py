"""CSV text to a Table: the csv module's reading, with exact physical lines.

Source of the rules: RFC 4180 as Excel writes it, Excel's tab-separated "Unicode text", and the semicolons of
spreadsheets that are set to a European language.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import cast

from bot.content.encoding import count_line_breaks
from bot.content.faults import Faults, Place
from bot.content.table import Cell, Row, Table, cell

# A forgotten quote swallows the rest of the file, which must reach our own message about it
# rather than the csv module's limit of 128 KiB for a cell.
csv.field_size_limit(1 << 26)

_QUOTED = re.compile(r'"(?:[^"]+|"")*(?P<close>"?)')
_HEADER_PARTS = re.compile(r'(?<![^\t,;\r\n])"(?:[^"]+|"")*"?|[\t,;\r\n]')

_UNCLOSED = (
    '「"」で始まるセルが閉じられていません。',
    'セルの終わりにも「"」を付けるか、余分な「"」を消してください。',
)
_TEXT_AFTER_QUOTE = (
    '閉じる「"」の後ろに文字があります。',
    '余分な「"」を消すか、文の中の「"」を「""」と2つ重ねて書いてください。',
)

Record = tuple[int, list[str]]


def read_table(file: str, text: str, faults: Faults) -> Table:
    """Read a table. Stray quotes are reported, and then read as the csv module reads them."""
    delimiter = delimiter_of(text)
    try:
        records = list(_records(text, delimiter, strict=True))
    except csv.Error:
        _report_quotes(file, text, delimiter, faults)
        records = list(_records(text, delimiter, strict=False))
    return _table(file, records)


def delimiter_of(text: str) -> str:
    """A tab where the first line that has any delimiter has as many tabs as commas, else a comma.

    Semicolons delimit where that line has several of them and nothing else.
    """
    found = Counter[str]()
    for match in _HEADER_PARTS.finditer(text):
        part = match.group()
        if part in "\r\n" and found:
            break
        if part in "\t,;":
            found[part] += 1
    if found["\t"] and found["\t"] >= found[","]:
        return "\t"
    return ";" if found[";"] > 1 and not found[","] else ","


def column_at(text: str, offset: int) -> int:
    """The number of the cell, from 1, in which a character of the text stands."""
    before = list(_records(text[:offset] + "x", delimiter_of(text), strict=False))
    return len(before[-1][1])


def _records(text: str, delimiter: str, *, strict: bool) -> Iterator[Record]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    start = 1
    for fields in reader:
        yield start, fields
        start = reader.line_num + 1


def _table(file: str, records: list[Record]) -> Table:
    records = [(line, fields) for line, fields in records if "".join(fields).strip()]
    width = max((_width(fields) for _, fields in records), default=0)
    rows = [Row(file, line, _cells(file, line, fields[:width])) for line, fields in records]
    if not rows:
        return Table(file, Row(file, 1, ()), ())
    return Table(file, rows[0], tuple(rows[1:]))


def _width(fields: list[str]) -> int:
    """The number of cells up to the last that is not blank."""
    width = len(fields)
    while width and not fields[width - 1].strip():
        width -= 1
    return width


def _cells(file: str, line: int, fields: list[str]) -> tuple[Cell, ...]:
    cells = []
    for column, field in enumerate(fields, 1):
        cells.append(cell(field, file, line, column))
        if "\n" in field or "\r" in field:
            line += count_line_breaks(field)
    return tuple(cells)


def _report_quotes(file: str, text: str, delimiter: str, faults: Faults) -> None:
    line = counted = 0
    for start, column, end in _stray_quotes(text, delimiter):
        line, counted = line + count_line_breaks(text, counted, start), start
        place = Place(file, line + 1, column)
        if end < len(text) and not count_line_breaks(text, start, end):
            faults.warning(place, *_TEXT_AFTER_QUOTE)
        else:
            faults.error(place, *_UNCLOSED)


def _stray_quotes(text: str, delimiter: str) -> Iterator[tuple[int, int, int]]:
    """Offset, column and end of each quoted cell whose closing quote is missing or misplaced."""
    field_end = re.compile(f"[{delimiter}\r\n]|\\Z")
    at, column = 0, 1
    while at < len(text):
        quoted = _QUOTED.match(text, at)
        after = quoted.end() if quoted else at
        end = cast(re.Match[str], field_end.search(text, after)).start()
        if quoted and (end > after or not quoted["close"]):
            yield at, column, end
        column = column + 1 if text.startswith(delimiter, end) else 1
        at = end + 1
