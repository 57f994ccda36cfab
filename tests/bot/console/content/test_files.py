"""Files that come and go: added, deleted, refused, taken to Excel and back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select

from bot.console.trial import Browser
from bot.releases import drafts
from bot.releases.tables import (
    content_blob_table,
    content_change_table,
)
from bot.releases.uploads import taken
from bot.sheets import Refused
from bot.staff import Role
from tests.bot.console import shelf
from tests.bot.console.content.desk import HOME, MORE, in_use, publish, upload
from tests.bot.console.shelf import ITEMS, NOTE, WORDS


def test_files_are_added_and_deleted(staff: Callable[..., Browser]) -> None:
    pr = staff(Role.PR)
    text = "---\ntitle: 二通め\n---\n本文\n".encode()
    add = f"{HOME}/new"
    page = pr.send(add, folder="shelf", name="notes/n2.md", file=(io.BytesIO(text), "n2.md")).text
    assert "加える" in page
    pr.send(f"{HOME}/file/{NOTE}", delete="1")
    assert "第1版" in publish(pr)
    assert in_use(pr, "shelf/notes/n2.md") == text
    with pytest.raises(FileNotFoundError):
        in_use(pr, NOTE)
    assert pr.get(f"{HOME}/file/{NOTE}").status_code == 404
    assert "消した" in pr.get(f"{HOME}/release/1").text


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("../city.yaml", "使えない文字"),
        ("notes/../../x.md", "使えない文字"),
        ("/etc/passwd.md", "使えない文字"),
        ("notes\\n2.md", "使えない文字"),
        (".hidden.md", "使えない文字"),
        ("con.md", "Windows"),
        ("run.py", "この種類"),
        ("book.xlsm", "この種類"),
        ("Items.csv", "大文字と小文字"),
        ("items.csv", "もうあります"),
    ],
)
def test_names_that_lead_elsewhere_are_refused(
    staff: Callable[..., Browser], name: str, complaint: str
) -> None:
    pr = staff(Role.PR)
    name = "shelf/" + name if name.startswith("/etc") else name
    page = pr.send(f"{HOME}/new", folder="shelf", name=name, file=(io.BytesIO(b"x"), "x.md"))
    assert page.status_code == 422
    assert complaint in page.text
    with pr.service.database.read() as connection:
        assert drafts.of_staff(connection, pr.id) is None


def book(*rows: Sequence[Any]) -> bytes:
    made, file = Workbook(), io.BytesIO()
    for row in rows:
        made.worksheets[0].append(list(row))
    made.save(file)
    return file.getvalue()


def with_part(name: str, data: bytes) -> bytes:
    file = io.BytesIO(book(["name"], ["x"]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return file.getvalue()


HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "nothing": (ITEMS, lambda: b" ", "何も書かれていません"),
    "too large": (ITEMS, lambda: b"a," * 6_000_000, "大きすぎます"),
    "a million rows": (ITEMS, lambda: b"a\n" * 1_000_000, "行が多すぎます"),
    "a million rows in a workbook": (
        ITEMS,
        lambda: with_part("xl/worksheets/sheet2.xml", b"<row/>" * 1_000_000),
        "行が多すぎます",
    ),
    "a zip bomb": (ITEMS, lambda: with_part("xl/b.xml", b"\0" * 80_000_000), "大きすぎます"),
    "macros": (ITEMS, lambda: with_part("xl/vbaProject.bin", b"x"), "マクロ"),
    "a formula in a workbook": (ITEMS, lambda: book(["name"], ["=1+1"]), "数式"),
    "a formula": (ITEMS, lambda: b'name\n=HYPERLINK("http://x")\n', "数式"),
    "a hidden command": (ITEMS, lambda: b"name\n+cmd|' /C calc'!A0\n", "数式"),
    "no text": (ITEMS, lambda: b"name\n\0\0\0", "読めません"),
    "broken characters": (ITEMS, lambda: (MORE * 3).encode() + b"\xff\r\n", "文字化け"),
    "a workbook for a text": (WORDS, lambda: book(["x"]), "Excelのブック"),
    "a large text": (WORDS, lambda: b"# x\n" * 300_000, "大きすぎます"),
    "a PDF": (WORDS, lambda: b"%PDF-1.7", "PDF"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_and_nothing_of_it_stays(
    staff: Callable[..., Browser], case: str
) -> None:
    path, made, complaint = HOSTILE[case]
    pr, data = staff(Role.PR), made()
    # The test's own client would leave a large file open.
    if len(data) > 400_000:
        with pytest.raises(Refused, match=complaint):
            taken(path, data, None)
        return
    assert complaint in upload(pr, path, data, "upload.csv")
    with pr.service.database.read() as connection:
        for table in (content_blob_table, content_change_table):
            assert connection.scalar(select(func.count()).select_from(table)) == 0


def test_a_table_goes_to_excel_and_back_without_losing_zeros(staff: Callable[..., Browser]) -> None:
    pr = staff(Role.PR)
    sheet = load_workbook(io.BytesIO(pr.get(f"{HOME}/workbook/{ITEMS}").data)).worksheets[0]
    rows = [list(row) for row in sheet.values]
    assert rows[1] == ["本", "ほん", "古紙の日です"]
    page = upload(pr, ITEMS, book(*rows, ["0225", "", "電話"]), "items.r0.xlsx")
    assert "1行を加える" in page
    publish(pr)
    # In the bytes of the file that was there: mark, line ends and all.
    assert in_use(pr, ITEMS) == shelf.CSV.encode() + "0225,,電話\r\n".encode()


def test_a_text_is_edited_on_the_page_in_its_own_encoding(
    staff: Callable[..., Browser], folder: Path
) -> None:
    (folder / WORDS).write_bytes("# たなの文です。\r\nhello: こんにちは\r\n".encode("cp932"))
    pr = staff(Role.PR)
    page = pr.get(f"{HOME}/file/{WORDS}").text
    assert "hello: こんにちは" in page
    sent: Any = {"text-text": "# たなの文です。\r\nhello: ようこそ\r\n", "text-base": ""}
    told = pr.send(f"{HOME}/file/{WORDS}", text="1", **sent).text
    assert "hello: ようこそ" in told
    publish(pr)
    assert in_use(pr, WORDS) == "# たなの文です。\r\nhello: ようこそ\r\n".encode("cp932")


def test_the_same_content_is_no_draft(staff: Callable[..., Browser]) -> None:
    pr = staff(Role.PR)
    assert "同じです" in upload(pr, ITEMS, shelf.CSV.encode())
    with pr.service.database.read() as connection:
        assert drafts.of_staff(connection, pr.id) is None
