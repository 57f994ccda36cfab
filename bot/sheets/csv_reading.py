"""Rows of a CSV file, as Excel and others write it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from bot.sheets.limits import AGAIN, Limits, Refused, plain


def csv_rows(data: bytes, limits: Limits) -> Iterator[Sequence[str]]:
    """All rows, with commas or tabs between the cells. Raises Refused."""
    text = _text(data)
    if "\0" in text:
        raise Refused(f"表のファイルではありません。{AGAIN}")
    first = text[: text.find("\n")]
    delimiter = "\t" if first.count("\t") > first.count(",") else ","
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if len(row) > limits.columns:
                raise limits.too_many_columns
            yield [plain(cell, limits) for cell in row]
    except csv.Error as error:
        raise Refused(f"CSVとして読めません。{AGAIN}") from error


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
    raise Refused(f"文字として読めません。{AGAIN}")
