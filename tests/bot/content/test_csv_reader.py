"""Tables: the csv module's reading, and the exact place of every cell."""

import copy
import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.csv_reader import column_at, read_table
from bot.content.encoding import decode
from bot.content.faults import Faults
from bot.content.table import Cell, Table
from tests.bot.content.tree import said

Grid = list[list[str]]

CELL = st.text(st.sampled_from("月火 水\"',;\t\r\n*:0あ😀"), max_size=6)
ROWS = st.lists(st.lists(CELL, max_size=5), max_size=6)
HEADER = st.lists(
    st.sampled_from(["地名", "センター", "燃える\nごみ", '"資源"']), min_size=2, max_size=5
)
DIALECT = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from(",\t"),
        "lineterminator": st.sampled_from(["\n", "\r\n", "\r"]),
        "quoting": st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    }
)
# As Excel writes. No other line ends: before Python 3.13 the writer then leaves a lone CR bare.
MINIMAL = st.fixed_dictionaries({"delimiter": st.sampled_from(",\t")})
ENCODING = st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])


def read(text: str) -> tuple[Table, list[str]]:
    faults = Faults()
    return read_table("a.csv", text, faults), said(faults)


def grid(table: Table) -> Grid:
    return [[cell.text for cell in row] for row in (table.header, *table.rows)]


def trimmed(rows: Grid) -> Grid:
    """What stays of a grid when blank rows and blank columns at the right end are left out."""
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    filled = [index for row in rows for index, cell in enumerate(row, 1) if cell.strip()]
    return [row[: max(filled, default=0)] for row in rows]


@given(HEADER, ROWS, DIALECT, ENCODING)
def test_what_csv_writes_is_read_back_with_the_line_of_every_cell(
    header: list[str], rows: Grid, dialect: dict[str, str], encoding: str
) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, **dialect).writerows([header, *rows])  # type: ignore[arg-type]
    text = decode(written.getvalue().encode(encoding)).text
    table, faults = read(text)
    assert faults == []
    assert grid(table) == trimmed([header, *rows])
    lines = re.split(r"\r\n|\r|\n", text)
    for row in (table.header, *table.rows):
        for cell in row:
            start = re.split(r"[\r\n]", cell.replace('"', '""'))[0]
            assert f'"{start}' in lines[cell.line - 1]


@given(HEADER, ROWS, DIALECT | MINIMAL)
def test_lines_are_counted_from_the_cells_before(
    header: list[str], rows: Grid, dialect: dict[str, str]
) -> None:
    """The same law, from the writer's side: count the line breaks written before each cell."""
    expected: dict[tuple[int, int], int] = {}
    line = 1
    for number, row in enumerate([header, *rows]):
        for column, text in enumerate(row, 1):
            expected[number, column] = line
            line += len(re.findall(r"\r\n|\r|\n", text))
        line += 1
    written = io.StringIO(newline="")
    csv.writer(written, **dialect).writerows([header, *rows])  # type: ignore[arg-type]
    table, _ = read(written.getvalue())
    kept = [n for n, row in enumerate([header, *rows]) if any(cell.strip() for cell in row)]
    for number, found in zip(kept, (table.header, *table.rows), strict=True):
        for cell in found:
            assert cell.line == expected[number, cell.column]


@given(st.text(st.sampled_from('a,"\n\r '), max_size=40))
def test_any_text_is_read_as_the_csv_module_reads_it(text: str) -> None:
    table, _ = read(text)
    rows = trimmed(list(csv.reader(io.StringIO(text, newline=""))))
    assert grid(table) == (rows or [[]])


def test_blank_rows_and_columns_at_the_end_are_left_out() -> None:
    table, faults = read("地名,月,,\r\n\r\n河北,月 木,,\r\n ,　,,\r\n雄勝,,,\r\n,,,\r\n\r\n")
    assert grid(table) == [["地名", "月"], ["河北", "月 木"], ["雄勝", ""]]
    assert [row.line for row in table.rows] == [3, 5]
    assert faults == []


@pytest.mark.parametrize("text", ["", "\n", "\r\n\r\n", " , \n"])
def test_an_empty_file_is_a_table_without_cells(text: str) -> None:
    table, faults = read(text)
    assert (len(table.header), table.rows, faults) == (0, (), [])


def test_excels_unicode_text_is_tab_separated() -> None:
    table, _ = read("地名\t燃えるごみ,プラ\n河北\t月 木\n")
    assert grid(table) == [["地名", "燃えるごみ,プラ"], ["河北", "月 木"]]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('名称;種別;備考\n園;"公;立";a,b\n', ["園", "公;立", "a,b"]),
        ("名称,備考\n園,a;b;c\n", ["園", "a;b;c"]),
        ("備考\na;b\n", ["a;b"]),
    ],
)
def test_semicolons_delimit_where_nothing_else_does(text: str, row: list[str]) -> None:
    assert grid(read(text)[0])[1] == row


def test_an_inch_sign_in_the_first_line_hides_no_delimiter() -> None:
    table, _ = read('品目\t2"管,3"管\t備考\n鉄\t1\t2\n')
    assert grid(table) == [["品目", '2"管,3"管', "備考"], ["鉄", "1", "2"]]


def test_an_open_quote_is_reported_where_it_opened() -> None:
    table, faults = read('地名,備考\n河北,"8時半まで\n雄勝,火\n')
    assert faults == [
        'a.csv:2行 2列目(B列): 「"」で始まるセルが閉じられていません。'
        '→ セルの終わりにも「"」を付けるか、余分な「"」を消してください。'
    ]
    assert table.header.cells[0] == "地名"


def test_an_open_quote_that_swallows_lines_up_to_the_next_quote_is_reported_too() -> None:
    _, faults = read('地名,備考\n河北,"8時半まで\n雄勝,"火"\n')
    assert faults[0].startswith('a.csv:2行 2列目(B列): 「"」で始まるセルが閉じられていません。')


def test_a_stray_quote_within_a_line_is_a_warning_and_read_leniently() -> None:
    table, faults = read('地名,備考\n河北,"朝"だけ\n雄勝,2"管\n')
    assert grid(table)[1:] == [["河北", "朝だけ"], ["雄勝", '2"管']]
    assert [fault.split(":")[1] for fault in faults] == ["2行 2列目(B列)"]
    assert '閉じる「"」の後ろに文字があります。' in faults[0]


def test_an_open_quote_in_a_large_file_is_reported_as_such() -> None:
    _, faults = read('a,b\n1,"2\n' + "x,y\n" * 50_000)
    assert len(faults) == 1
    assert faults[0].startswith("a.csv:2行 2列目(B列)")


@pytest.mark.parametrize(
    ("before", "column"), [("", 1), ("a,", 2), ("a,b\n", 1), ('a,"b\nc,d",', 3), ('a,"b\n', 2)]
)
def test_an_offset_is_found_in_its_cell(before: str, column: int) -> None:
    assert column_at(before + "\ufffd,z\n", len(before)) == column


def test_a_cell_is_its_text_and_keeps_its_place_when_copied() -> None:
    table, _ = read("地名\n河北\n")
    cell = table.rows[0].cells[0]
    assert (cell, cell.text, hash(cell)) == ("河北", "河北", hash("河北"))
    assert type(cell.text) is str
    copied = copy.deepcopy(cell)
    assert isinstance(copied, Cell)
    assert (copied, copied.file, copied.line, copied.column) == ("河北", "a.csv", 2, 1)


def test_a_short_row_gives_an_empty_cell_in_its_place() -> None:
    table, _ = read("地名,センター,月\n河北\n")
    missing = table.rows[0].cell(2)
    assert (missing, missing.line, missing.column) == ("", 2, 3)
    assert table.rows[0].cell(0) == "河北"
