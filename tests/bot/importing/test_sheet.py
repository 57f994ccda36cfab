"""Tables as bytes: what is written is read as it was."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import Faults
from bot.content.csv_reader import read_table
from bot.content.encoding import decode
from bot.importing.sheet import Style, read_sheet, write_table
from tests.bot.importing.town import PARKS

CELLS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffd"), max_size=12
)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=6)
STYLES = st.builds(
    Style,
    encoding=st.sampled_from(["utf-8", "cp932", "utf-16-le"]),
    bom=st.just(True),
    newline=st.sampled_from(["\r\n", "\n"]),
    delimiter=st.sampled_from([",", "\t", ";"]),
)


@given(table=TABLES, style=STYLES)
def test_what_is_written_is_read_as_it_was(table: list[list[str]], style: Style) -> None:
    rows = [["見出し1", "見出し2", "見出し3", "見出し4"], *table]
    written = Style(style.encoding, style.encoding != "cp932", style.newline, style.delimiter)
    faults = Faults()
    read = read_table("a.csv", decode(write_table(rows, written)).text, faults)
    assert len(faults) == 0
    assert [_cells(row) for row in (read.header, *read.rows)] == [
        _cells(row) for row in rows if "".join(row).strip()
    ]


def _cells(row: Iterable[str]) -> list[str]:
    """A row without the blank cells at its end, which no table keeps."""
    cells = [str(cell) for cell in row]
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _sheet(folder: Path, data: bytes) -> bytes:
    path = folder / "parks.csv"
    path.write_bytes(data)
    sheet = read_sheet(path, "parks/parks.csv", PARKS, Faults())
    assert sheet is not None
    return sheet.bytes()


@pytest.mark.parametrize(
    "data",
    [
        "name,note\r\n東,a\r\n".encode("cp932"),
        b"\xef\xbb\xbf" + "name,note\r\n東,a\r\n".encode(),
        "name,note\n東,\"a\nb\"\n".encode(),
        b"\xff\xfe" + "name\tnote\r\n東\ta\r\n".encode("utf-16-le"),
        "公園の一覧\nname,note\n# 説明\n東,a\n".encode(),
    ],
)  # fmt: skip
def test_a_file_keeps_its_encoding_mark_line_ends_and_remarks(tmp_path: Path, data: bytes) -> None:
    assert _sheet(tmp_path, data).replace(b",\n", b"\n") == data.replace(b",\n", b"\n")


def test_a_sign_that_an_encoding_lacks_makes_the_file_utf8() -> None:
    data = write_table([["name"], ["𠮷野公園🌳"]], Style("cp932", bom=False))
    assert data.startswith(b"\xef\xbb\xbf")
    assert "𠮷野公園🌳" in data.decode("utf-8-sig")
