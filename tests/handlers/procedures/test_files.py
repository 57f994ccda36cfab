"""Files that staff send: what is read, what is refused and why, and that nothing comes back as a formula."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bot.sheets import Grid, Limits, Refused, as_csv, as_workbook, read_upload
from bot.time import JAPAN
from handlers.procedures.content import load
from handlers.procedures.files.fields import FIELDS, parse
from handlers.procedures.files.table import Kept, plan, table_of
from handlers.procedures.files.vocabulary import Vocabulary
from handlers.procedures.registry.procedure import Procedure
from tests.handlers.procedures.conftest import NOW, at, own_content, procedure

HEADER = b"PK\x03\x04"


def book(*rows: list[object]) -> bytes:
    made, file = Workbook(), io.BytesIO()
    for row in rows:
        made.worksheets[0].append(row)
    made.save(file)
    return file.getvalue()


def packed(parts: dict[str, bytes], *, of: bytes = b"") -> bytes:
    """A workbook with other parts; `of` is the one that is changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        if of:
            with zipfile.ZipFile(io.BytesIO(of)) as whole:
                for one in whole.infolist():
                    if one.filename not in parts:
                        archive.writestr(one, whole.read(one))
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
FINE = book(["手続き名"], ["転出届"])


def rows_xml(rows: int) -> bytes:
    row = b"<row><c><v>1</v></c></row>"
    return (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + row * rows
        + b"</sheetData></worksheet>"
    )


HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "何も書かれていません"),
    "blank": (b" \r\n", "何も書かれていません"),
    "too large": (b"a," * Limits().bytes, "ファイルが大きすぎます"),
    "old Excel": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "古い形式か、パスワード"),
    "a broken archive": (HEADER + b"\0" * 100, "として読めません"),
    "a truncated workbook": (FINE[: len(FINE) // 2], "として読めません"),
    "another archive": (packed({"readme.txt": b"x"}), "ブックではありません"),
    "macros": (packed({"xl/vbaProject.bin": b"x"}, of=FINE), "マクロ"),
    "a zip bomb": (packed({"xl/bomb.xml": b"\0" * 70_000_000}, of=FINE), "中身が大きすぎます"),
    "many parts": (packed({f"xl/{n}.xml": b"" for n in range(600)}, of=FINE), "大きすぎます"),
    "a document type": (packed({SHEET: b"<!DOCTYPE x><worksheet/>"}, of=FINE), "安全でない"),
    "a hidden document type": (
        packed({SHEET: '<?xml version="1.0"?><!DOCTYPE x>'.encode("utf-16")}, of=FINE),
        "安全でない",
    ),
    "no XML": (packed({SHEET: b"<worksheet><row"}, of=FINE), "として読めません"),
    "a million rows": (packed({SHEET: rows_xml(1_000_000)}, of=FINE), "行が多すぎます"),
    "a million rows in CSV": (b"x\n" * 1_000_000, "行が多すぎます"),
    "a row far below": (
        packed({SHEET: rows_xml(1).replace(b"<row>", b'<row r="1048576">')}, of=FINE),
        "行が多すぎます",
    ),
    "a formula": (book(["手続き名"], ["=1+1"]), "2行目の1列目に数式"),
    "many columns": (book(["手続き名"], ["x"] * 300), "列が多すぎます"),
    "many columns in CSV": (b"x," * 300, "列が多すぎます"),
    "a long cell": (b"x" * 200_000, "短くしてください"),
    "no text": (b"\x81\x00\xff\xfe" * 40, "読めません"),
    "zeros": (b"a,b\n\0\0\0\0", "表のファイルではありません"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_a_clear_refusal(name: str) -> None:
    data, said = HOSTILE[name]
    with pytest.raises(Refused, match=said):
        read_upload(data)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", HEADER, FINE[:300], b"\xff\xfe"]))
def test_no_bytes_do_more_than_be_refused(data: bytes, start: bytes) -> None:
    with suppress(Refused):
        assert read_upload(start + data).header


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_what_excel_writes_is_read(encoding: str) -> None:
    grid = read_upload("番号,手続き名\r\n\r\n,転出届\r\n".encode(encoding))
    assert grid == Grid(["番号", "手続き名"], [(3, ["", "転出届"])])


def test_dates_and_numbers_of_a_workbook_are_read() -> None:
    grid = read_upload(book(["番号", "受付開始"], [7.0, datetime(2026, 12, 1, 9, 0)]))  # noqa: DTZ001
    assert grid.rows == [(2, ["7", "2026-12-01 09:00"])]


def test_nothing_is_written_that_a_spreadsheet_would_evaluate() -> None:
    evil = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "fine\x00"]
    csv = as_csv([evil]).decode("utf-8-sig")
    assert all(f"'{one}" in csv for one in evil[:4])
    sheet = load_workbook(io.BytesIO(as_workbook({"表": [("x",) * 7, evil]}))).worksheets[0]
    assert {cell.data_type for row in sheet for cell in row} == {"s"}
    assert [cell.value for cell in sheet[2]][:4] == [f"'{one}" for one in evil[:4]]


WORDS = st.text("あいうえおアイ亜=+-@'\"<>, xyz1", max_size=20).map(
    lambda text: " ".join(text.split())
)
PROCEDURES = st.builds(
    procedure,
    WORDS.filter(lambda text: bool(text) and text != "'"),
    summary=WORDS, fee=WORDS, note=WORDS, department=WORDS,
    opens=st.none() | st.just(at("2026-12-01 09:30")) | st.just(at("2026-12-01 00:00")),
    closes=st.none() | st.just(at("2026-12-26 17:15")) | st.just(at("2026-12-26 00:00")),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(made=PROCEDURES)
def test_a_table_comes_back_as_it_was(made: Procedure) -> None:
    vocabulary = own_vocabulary()
    kept = {3: Kept(3, 1, made, "公開中")}
    rows = table_of(kept.values())
    for data in (as_csv(rows), as_workbook({"手続き": rows})):
        again = plan(read_upload(data), kept, vocabulary, JAPAN)
        assert (again.rows, again.problems, again.same) == ([], [], 1)


def own_vocabulary() -> Vocabulary:
    content = load(own_content())
    assert content
    return content.vocabulary


def grid(header: str, *rows: str) -> Grid:
    lines = [(number, row.split(",")) for number, row in enumerate(rows, start=2)]
    return Grid(header.split(","), lines)


def test_columns_that_are_not_there_stay_as_they_are(vocabulary: Vocabulary) -> None:
    kept = {3: Kept(3, 5, procedure(fee="無料"))}
    made = plan(grid("手数料,番号", "500円,3"), kept, vocabulary, JAPAN)
    (row,) = made.rows
    assert row.before == kept[3]
    assert row.after == procedure(fee="500円")


def test_problems_name_their_row_and_column(vocabulary: Vocabulary) -> None:
    kept = {3: Kept(3, 1, procedure())}
    table = grid("番号,手続き名,分類,URL,受付開始", "3,あ,宇宙,,", "3,い,,,", "4,う,,,", "x,え,,,",
                 ",,届出,,", ",お,,javascript:alert(1),2026-02-30", ",か,,,", ",か,,,")  # fmt: skip
    found = [(one.line, one.column) for one in plan(table, kept, vocabulary, JAPAN).problems]
    assert found == [
        (2, "分類"), (3, "番号"), (4, "番号"), (5, "番号"), (6, "手続き名"),
        (7, "URL"), (7, "受付開始"), (9, "手続き名"),
    ]  # fmt: skip


@pytest.mark.parametrize("header", ["手続き名,色", "手続き名,手続き名", "手数料"])
def test_other_columns_are_refused(header: str, vocabulary: Vocabulary) -> None:
    with pytest.raises(Refused):
        plan(grid(header, "x,y"), {}, vocabulary, JAPAN)


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("reading", "テンシュツ", "てんしゅつ"),
        ("phone", "０２２５ー９５ー１１１１", "0225-95-1111"),
        ("opens", "2026年12月1日 9時", at("2026-12-01 09:00")),
        ("closes", "2026/12/25", at("2026-12-26 00:00")),
        ("closes", "2026-12-25 17:15", at("2026-12-25 17:15")),
        ("online_since", "2026-12-01 00:00", datetime(2026, 12, 1, tzinfo=JAPAN).date()),
        ("life_events", "子育て, 引っ越し、子育て", ("子育て", "引っ越し")),
        ("channel", "LOGOふぉーむ", "LoGoフォーム"),
        ("prepare", "・印鑑\n・写真", ("印鑑", "写真")),
    ],
)
def test_how_people_write(field: str, typed: str, kept: object, vocabulary: Vocabulary) -> None:
    made, problems = parse({"name": "手続き", field: typed}, vocabulary, JAPAN)
    assert problems == []
    assert getattr(made, field) == kept


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "//example.jp", "http://user:pass@example.jp", "https://", "ftp://a.jp",
     "https://example.jp/\"><script>", "https://[::1", "https://例え.jp"],
)  # fmt: skip
def test_only_addresses_of_the_web_are_taken(url: str, vocabulary: Vocabulary) -> None:
    made, problems = parse({"name": "手続き", "url": url}, vocabulary, JAPAN)
    assert made is None
    assert [one.field for one in problems] == ["url"]


def test_the_sample_can_be_published() -> None:
    content = load(own_content())
    assert content
    assert len(content.samples) == 20
    assert all("見本" in one.note for one in content.samples)
    assert all(one.state(NOW).value == "open" for one in content.samples)
    assert {one.url for one in content.samples} == {"https://myna.go.jp/"}


def test_every_title_is_a_column() -> None:
    assert table_of([])[0] == ["番号", "状態", *(one.title for one in FIELDS)]
