"""`madoguchi import` as a clerk sees it, with the real features and the sample content."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.importing.showing import shortened, width
from bot.importing.writing import Changed, write_file
from bot.settings import PROJECT

ITEMS = "分別区分,品目,注意点,よみ\r\n燃やせるごみ,見本の紙くず,丸める,みほんのかみくず\r\n"


class Desk:
    """A clerk with a copy of the sample content."""

    def __init__(self, folder: Path) -> None:
        self.content, self.backup, self.inbox = folder / "content", folder / "backup", folder / "in"
        shutil.copytree(PROJECT / "content", self.content)
        self.inbox.mkdir()

    def file(self, name: str, text: str) -> str:
        (self.inbox / name).write_bytes(text.encode("cp932"))
        return str(self.inbox / name)

    def imports(self, *words: str, answer: str = "") -> Result:
        options = ["--content", str(self.content), "--backup", str(self.backup)]
        return CliRunner().invoke(main, ["import", *words, *options], input=answer)

    @property
    def items(self) -> bytes:
        return (self.content / "garbage" / "target.csv").read_bytes()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_what_would_change_is_shown_and_asked_before_it_is_written(desk: Desk) -> None:
    file, before = desk.file("品目.csv", ITEMS), desk.items
    refused = desk.imports(file, answer="n\n")
    assert (refused.exit_code, desk.items) == (1, before)
    done = desk.imports(file, answer="y\n")
    assert done.exit_code == 0, done.output
    assert "ごみの分別の一覧(品目ごと)として読みました → garbage/target.csv" in done.output
    assert (
        "追加  見本の紙くず  label: 燃やせるごみ、notice: 丸める、furigana: みほんのかみくず"
        in done.output
    )
    assert "追加 1件、変更 0件、削除 0件、変わらない行 0件。" in done.output
    assert desk.items == before + "燃やせるごみ,見本の紙くず,丸める,みほんのかみくず\n".encode()
    (kept,) = desk.backup.rglob("target.csv")
    assert kept.read_bytes() == before


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    file = desk.file("品目.csv", ITEMS)
    assert desk.imports(file, "--yes").exit_code == 0
    once, stamp = desk.items, (desk.content / "garbage" / "target.csv").stat().st_mtime_ns
    again = desk.imports(file)
    assert (again.exit_code, "変更はありません。" in again.output) == (0, True)
    assert desk.items == once
    assert (desk.content / "garbage" / "target.csv").stat().st_mtime_ns == stamp
    assert len(list(desk.backup.rglob("target.csv"))) == 1


def test_a_dry_run_writes_nothing_and_asks_nothing(desk: Desk) -> None:
    before = desk.items
    shown = desk.imports(desk.file("品目.csv", ITEMS), "--dry-run")
    assert (shown.exit_code, desk.items, desk.backup.exists()) == (0, before, False)
    assert "追加 1件" in shown.output


def test_a_file_of_nobody_is_refused(desk: Desk) -> None:
    refused = desk.imports(desk.file("表.csv", "りんご,みかん\r\n1,2\r\n"))
    assert refused.exit_code == 1
    assert "取り込みませんでした。何も変わっていません。" in refused.output


def test_a_kind_can_be_forced_and_must_exist(desk: Desk) -> None:
    file = desk.file("表.csv", "りんご,みかん\r\n1,2\r\n")
    forced = desk.imports(file, "--as", "garbage:items")
    assert forced.exit_code == 1
    assert (
        "「分別区分」「label」「type」「分別」のどれかを見出しに持つ列が要ります。" in forced.output
    )
    unknown = desk.imports(file, "--as", "garbage:teapots")
    assert (unknown.exit_code, "garbage:items" in unknown.output) == (2, True)


def test_content_that_the_feature_could_not_use_is_not_written(desk: Desk) -> None:
    before = (desk.content / "platform" / "towns.csv").read_bytes()
    refused = desk.imports(
        desk.file("町.csv", "町名,地区\r\n見本町,どこにもない地区\r\n"),
        "--as",
        "platform:towns",
        "--yes",
    )
    assert refused.exit_code == 1
    assert "「どこにもない地区」という地区は、districts.yaml にありません。" in refused.output
    assert (desk.content / "platform" / "towns.csv").read_bytes() == before


def test_what_can_be_taken_up_is_listed(desk: Desk) -> None:
    listed = desk.imports("--list")
    assert listed.exit_code == 0
    assert "garbage/target.csv    なくてはならない見出し 分別区分、品目" in listed.output
    assert desk.imports().exit_code == 2


def test_holidays_are_taken_up(desk: Desk) -> None:
    file = desk.file(
        "syukujitsu.csv", "国民の祝日・休日月日,国民の祝日・休日名称\r\n2031/1/1,元日\r\n"
    )
    assert desk.imports(file, "--yes").exit_code == 0
    text = (desk.content / "platform" / "holidays.csv").read_text("utf-8-sig")
    assert text.endswith("2031/1/1,元日\n")


def test_what_cannot_be_kept_is_not_written(desk: Desk) -> None:
    before = desk.items
    desk.backup.write_text("a file in the folder's place")
    desk.backup /= "deeper"
    refused = desk.imports(desk.file("品目.csv", ITEMS), "--yes")
    assert (refused.exit_code, desk.items) == (1, before)
    assert "書き込めませんでした" in refused.output


def test_somebody_elses_edit_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"mine")
    with pytest.raises(Changed):
        write_file(file, b"new", b"what I read")
    assert (file.read_bytes(), list(tmp_path.iterdir())) == (b"mine", [file])


def test_a_japanese_sign_takes_two_columns() -> None:
    assert (width("ごみa"), width("ｶﾞ")) == (5, 2)
    assert shortened("燃やせるごみ", 7) == "燃や…"
