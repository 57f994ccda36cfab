"""A feature's view of its folder: chains of directories, and files that cannot be read."""

import os
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.content.document import MAX_BYTES
from tests.bot.content.tree import folder, said, write


class Model(BaseModel):
    name: str


def test_a_name_is_looked_for_in_each_directory_in_turn(tmp_path: Path) -> None:
    write(tmp_path / "own", "a.csv", "own\n")
    write(tmp_path / "other", "a.csv", "other\n")
    write(tmp_path / "other", "b.csv", "other\n")
    files = folder(tmp_path / "own", tmp_path / "other")
    found = [files.csv("a.csv"), files.csv("b.csv")]
    assert [table and table.header.cells[0] for table in found] == ["own", "other"]
    assert files.exists("b.csv")
    assert not files.exists("c.csv")


def test_a_missing_file_is_none_without_a_fault(tmp_path: Path) -> None:
    files = folder(tmp_path)
    assert (files.text("a.md"), files.csv("a.csv"), files.yaml("a.yaml", Model)) == (None,) * 3
    assert len(files.faults) == 0


def test_a_folder_of_that_name_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    assert folder(tmp_path).csv("a.csv") is None


def test_text_and_yaml_are_read(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "# 見出し\n".encode("cp932"))
    write(tmp_path, "a.yaml", "name: 石巻市\n".encode("utf-16"))
    files = folder(tmp_path)
    document = files.text("a.md")
    assert document is not None
    assert (document.text, document.encoding) == ("# 見出し\n", "cp932")
    assert files.yaml("a.yaml", Model) == Model(name="石巻市")


def test_names_come_sorted_and_only_from_the_own_folder(tmp_path: Path) -> None:
    for name in ("own/b.md", "own/a.md", "own/c.csv", "own/sub/d.md", "e.md"):
        write(tmp_path, name, "x")
    files = folder(tmp_path / "own", tmp_path)
    assert files.names("*.md") == ("a.md", "b.md")
    assert files.child("sub").names() == ("d.md",)
    assert folder(tmp_path / "none", tmp_path).names() == ()


def test_a_child_names_its_files_from_the_root(tmp_path: Path) -> None:
    write(tmp_path, "sub/a.yaml", "nmae: x\n")
    files = folder(tmp_path).child("sub")
    assert files.yaml("a.yaml", Model) is None
    assert [fault.file for fault in files.faults] == ["sub/a.yaml"]
    assert str(files.place("b.csv")) == "sub/b.csv"


def test_broken_characters_of_a_table_are_found_in_their_cell(tmp_path: Path) -> None:
    data = "地名,センター,月\r\n河北,東部,".encode() + b"\xff" + "木\r\n".encode()
    write(tmp_path, "a.csv", data)
    files = folder(tmp_path)
    table = files.csv("a.csv")
    assert table is not None
    assert table.rows[0].cells[2] == "\ufffd木"
    assert said(files.faults) == [
        "a.csv:2行 3列目(C列): 文字として読めないところ(文字化け)があります。"
        "→ 正しい文字を入れ直し、UTF-8で保存してください。"
    ]


def test_broken_characters_of_a_text_are_found_by_character(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "石巻\n市役".encode() + b"\xe6\x89\n")
    files = folder(tmp_path)
    files.text("a.md")
    assert [str(fault.place) for fault in files.faults] == ["a.md:2行 3文字目"]


def test_an_excel_book_in_disguise_says_how_to_save_it(tmp_path: Path) -> None:
    write(tmp_path, "a.csv", b"PK\x03\x04\x14\x00\x06\x00")
    files = folder(tmp_path)
    assert files.csv("a.csv") is None
    assert said(files.faults) == [
        "a.csv: Excelのブックのままです。→ 「CSV UTF-8」で保存し直してください。"
    ]


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "")
    os.truncate(path, MAX_BYTES + 1)
    files = folder(tmp_path)
    assert files.csv("a.csv") is None
    assert said(files.faults) == [
        "a.csv: ファイルが大きすぎます(10.0MB)。"
        "→ 10MB以下にしてください。余分な行や列がないかも確かめてください。"
    ]


def test_a_file_that_cannot_be_opened_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.csv", "x\n")

    def locked(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", locked)
    files = folder(tmp_path)
    assert files.csv("a.csv") is None
    assert said(files.faults) == [
        "a.csv: ファイルを開けません。"
        "→ ほかの人が開いたままでないか、読み取りの権限があるかを確かめてください。"
    ]
