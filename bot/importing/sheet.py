"""The content file as it stands: its rows as written, and how its bytes were written."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.content import Faults, Place
from bot.content.csv_reader import delimiter_of, read_table
from bot.content.encoding import UnreadableError, decode
from bot.importing.layout import Layout
from bot.importing.recognising import find_heading
from bot.importing.values import Refusal

_BOMS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}
_QUOTED = re.compile(r'[",\t\r\n\ufeff]|^\s|\s$')


@dataclass(frozen=True, slots=True)
class Style:
    """How a table is written. The default is what Excel opens with a double click."""

    encoding: str = "utf-8"
    bom: bool = True
    newline: str = "\r\n"
    delimiter: str = ","


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as written.

    Attributes:
        above: the rows above the headers.
        header: the headers.
        names: the layout's name of each column; that of an unknown one is its header.
        rows: the rows below, each as wide as the header or wider.
        data: the file's bytes; None where there is no file.
    """

    above: tuple[tuple[str, ...], ...]
    header: tuple[str, ...]
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    style: Style
    data: bytes | None

    def with_columns(self, names: Iterable[str]) -> Sheet:
        """The same with columns added on the right for those that it lacks."""
        new = tuple(name for name in names if name not in self.names)
        rows = tuple((*row, *[""] * len(new)) for row in self.rows)
        return replace(self, header=(*self.header, *new), names=(*self.names, *new), rows=rows)

    def bytes(self) -> bytes:
        """The file's bytes; UTF-8 where its own encoding lacks a sign."""
        return write_table([*self.above, self.header, *self.rows], self.style)


def empty_sheet(
    names: Sequence[str], data: bytes | None = None, style: Style | None = None
) -> Sheet:
    """A table without rows."""
    return Sheet((), tuple(names), tuple(names), (), style or Style(), data)


def read_sheet(path: Path, label: str, layout: Layout, faults: Faults) -> Sheet | None:
    """The content file; an empty one where there is none.

    None, and an error in `faults`, where it cannot be read or its headers are not the layout's.
    """
    if not path.is_file():
        return empty_sheet(())
    data = path.read_bytes()
    try:
        text = decode(data).text
    except UnreadableError as error:
        faults.error(Place(label, error.line), error.message, error.advice)
        return None
    table = read_table(label, text, faults)
    if faults.errors:
        return None
    rows = [table.header, *table.rows]
    if not table.header.cells:
        return empty_sheet((), data, style_of(data, text))
    heading = find_heading(layout, rows)
    if heading is None:
        faults.error(Place(label, table.header.line), *_NO_HEADING)
        return None
    width = max(len(row) for row in rows)
    plain = [tuple(str(row.cell(n)) for n in range(width)) for row in rows]
    at = {number: name for name, number in heading.columns.items()}
    header = plain[heading.above]
    names = tuple(at.get(n) or " ".join(one.split()) or f" {n}" for n, one in enumerate(header))
    above, below = tuple(plain[: heading.above]), tuple(plain[heading.above + 1 :])
    return Sheet(above, header, names, below, style_of(data, text), data)


def style_of(data: bytes, text: str) -> Style:
    """How these bytes were written."""
    encoding = decode(data).encoding
    newline = "\r\n" if "\r\n" in text else "\r" if "\r" in text and "\n" not in text else "\n"
    return Style(
        encoding, data.startswith(_BOMS.get(encoding, b"\xff\xfe\xfd")), newline, delimiter_of(text)
    )


def write_table(rows: Iterable[Sequence[str]], style: Style) -> bytes:
    """The bytes of a table. What `bot.content` reads of them is the same table again."""
    text = "".join(
        style.delimiter.join(_cell(one, style) for one in row) + style.newline for row in rows
    )
    data = _encoded(text, style)
    return data if data is not None else codecs.BOM_UTF8 + text.encode("utf-8", "replace")


def _encoded(text: str, style: Style) -> bytes | None:
    try:
        data = (_BOMS[style.encoding] if style.bom else b"") + text.encode(style.encoding)
        return data if decode(data).text == text else None
    except (UnicodeEncodeError, UnreadableError):
        return None


def _cell(text: str, style: Style) -> str:
    quoted = style.delimiter in text or _QUOTED.search(text)
    return '"' + text.replace('"', '""') + '"' if quoted else text


def plain(layout: Layout, name: str, cell: str) -> str:
    """What a cell of the content file says, for a comparison."""
    try:
        return layout.reader(name)(cell)
    except Refusal:
        return cell.strip()


_NO_HEADING = (
    "今の内容の見出しが、このファイルの決まりと違うので、合わせられません。",
    "1行目の見出しを直すか、--replace を付けて、すべて入れかえてください。",
)
