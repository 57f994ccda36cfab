"""A file that somebody sent: its rows as text, or a refusal that says why and what to do.

Nothing in it is trusted: not its name, its size when unpacked, its number of rows or its formulas, which are
never evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.sheets.csv_reading import csv_rows
from bot.sheets.limits import AGAIN, MOST_BLANK, Limits, Refused
from bot.sheets.workbook_reading import workbook_rows

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


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
        raise Refused(f"古い形式か、パスワードの付いたExcelのファイルです。{AGAIN}")
    rows = workbook_rows(data, limits) if data.startswith(_ZIP) else csv_rows(data, limits)
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
