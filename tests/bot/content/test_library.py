"""The library: defaults, reloading, and the last good snapshot."""

import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import pytest
from pydantic import BaseModel, ConfigDict

from bot.content import FeatureContent, Folder, Library
from bot.content.words import phrase
from tests.bot.content.tree import CITY, library, said, write


class Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    ask: str
    next_day: Annotated[str, phrase("day")] = "{day}です"


def load_days(files: Folder) -> list[str]:
    table = files.csv("days.csv")
    rows = table.rows if table else ()
    for row in rows:
        if row.cell(0) == "?":
            files.faults.error(row.cell(0), "地名がありません。", "地名を書いてください。")
    return [row.cell(0).text for row in rows]


WASTE = FeatureContent("waste", Words, load_days)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "city"
    write(root, "city.yaml", CITY)
    write(root, "waste/words.yaml", "ask: どこですか\n")
    write(root, "waste/days.csv", "地名\n河北\n")
    return root


def words_of(shelf: Library) -> Words:
    words = shelf.current.words["waste"]
    assert isinstance(words, Words)
    return words


class TestLoading:
    def test_a_tree_is_loaded_whole(self, root: Path) -> None:
        snapshot = library(root, WASTE).load()
        assert said(snapshot.faults) == []
        assert snapshot.city.name == "石巻市"
        assert snapshot.words["waste"] == Words(ask="どこですか")
        assert snapshot.data["waste"] == ["河北"]

    def test_the_version_follows_the_bytes_and_not_the_place(
        self, root: Path, tmp_path: Path
    ) -> None:
        version = library(root, WASTE).load().version
        moved = root.rename(tmp_path / "moved")
        assert library(moved, WASTE).load().version == version
        write(moved, "waste/days.csv", "地名\n雄勝\n")
        assert library(moved, WASTE).load().version != version

    def test_a_loader_that_fails_is_a_fault_and_no_crash(
        self, root: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        def broken(files: Folder) -> object:
            raise IndexError(files.place("days.csv"))

        snapshot = library(root, FeatureContent("waste", None, broken)).load()
        assert [fault.message for fault in snapshot.errors] == [
            "読み込みの途中で、プログラムが止まりました。"
        ]
        assert "IndexError" in caplog.text

    def test_a_wrong_root_is_named(self, tmp_path: Path) -> None:
        snapshot = library(tmp_path / "none", WASTE, defaults=tmp_path).load()
        assert "MADOGUCHI_CONTENT" in snapshot.errors[0].advice


class TestDefaults:
    @pytest.fixture
    def defaults(self, tmp_path: Path) -> Path:
        write(tmp_path, "content/city.yaml", CITY)
        write(tmp_path, "content/waste/words.yaml", "ask: 標準です\nnext_day: '標準 {day}'\n")
        write(tmp_path, "content/waste/days.csv", "地名\n見本\n")
        return tmp_path / "content"

    def test_another_citys_bare_folder_gets_words_and_nothing_else(
        self, tmp_path: Path, defaults: Path
    ) -> None:
        bare = write(tmp_path, "bare/days.csv", "地名\n函館\n").parent
        snapshot = library(bare, WASTE, defaults=defaults).load()
        assert snapshot.words["waste"] == Words(ask="標準です", next_day="標準 {day}")
        assert snapshot.data["waste"] == ["函館"]
        assert (snapshot.city.name, snapshot.city.phone) == ("市", None)
        assert said(snapshot.faults) == [
            "city.yaml: 市の基本情報(city.yaml)がありません。"
            "→ city.yaml を作り、name(市の名前)と phone(代表電話)を書いてください。"
        ]
        assert not snapshot.errors

    def test_sample_data_never_leaks(self, tmp_path: Path, defaults: Path) -> None:
        empty = tmp_path / "empty"
        empty.mkdir()
        assert library(empty, WASTE, defaults=defaults).load().data["waste"] == []

    def test_a_city_may_change_one_phrase_only(self, root: Path, defaults: Path) -> None:
        snapshot = library(root, WASTE, defaults=defaults).load()
        assert snapshot.words["waste"] == Words(ask="どこですか", next_day="標準 {day}")

    def test_spoilt_words_leave_the_default_ones(self, root: Path, defaults: Path) -> None:
        write(root, "waste/words.yaml", "ask: [\n")
        snapshot = library(root, WASTE, defaults=defaults).load()
        assert snapshot.words["waste"] == Words(ask="標準です", next_day="標準 {day}")
        assert [fault.file for fault in snapshot.errors] == ["waste/words.yaml"]

    def test_a_fault_of_the_default_words_names_their_own_file(
        self, root: Path, defaults: Path
    ) -> None:
        write(defaults, "waste/words.yaml", "ask: x\nnext_day: '{month}'\n")
        snapshot = library(root, WASTE, defaults=defaults).load()
        assert "content/waste/words.yaml" in {fault.file for fault in snapshot.errors}

    def test_missing_words_are_told(self, root: Path) -> None:
        (root / "waste/words.yaml").unlink()
        assert said(library(root, WASTE).load().errors) == [
            "waste/words.yaml: 市民に見せる文のファイルがありません。"
            "→ 「words.yaml」を作り、手引きにある項目を書いてください。"
        ]


class TestRefreshing:
    def test_nothing_changed_nothing_loaded(self, root: Path) -> None:
        shelf = library(root, WASTE)
        before = shelf.load()
        assert shelf.refresh() is False
        assert shelf.current is before

    @pytest.mark.parametrize(
        "change",
        [
            lambda root: write(root, "waste/days.csv", "地名\n雄勝\n牡鹿\n"),
            lambda root: (root / "waste/days.csv").unlink(),
            lambda root: os.utime(root / "city.yaml", ns=(1, 1)),
            lambda root: write(root, "new", "地名\n").replace(root / "waste/days.csv"),
        ],
    )
    def test_a_changed_file_is_taken_up(self, root: Path, change: Callable[[Path], None]) -> None:
        shelf = library(root, WASTE)
        before = shelf.load()
        change(root)
        assert shelf.refresh() is True
        assert shelf.current is not before
        assert shelf.refresh() is False

    def test_a_file_that_appears_is_taken_up(self, root: Path) -> None:
        (root / "waste/days.csv").unlink()
        shelf = library(root, WASTE)
        assert shelf.current.data["waste"] == []
        write(root, "waste/days.csv", "地名\n桃生\n")
        assert shelf.refresh() is True
        assert shelf.current.data["waste"] == ["桃生"]

    def test_wrong_content_keeps_the_last_good_and_is_logged_once(
        self, root: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        shelf = library(root, WASTE)
        good = shelf.load()
        write(root, "waste/days.csv", "地名\n?\n?\n")
        with caplog.at_level(logging.ERROR):
            assert shelf.refresh() is False
            assert shelf.refresh() is False
        assert shelf.current is good
        assert [record.getMessage() for record in caplog.records] == [
            "content fault: waste/days.csv:2行 1列目(A列): 地名がありません。→ 地名を書いてください。",
            "content fault: waste/days.csv:3行 1列目(A列): 地名がありません。→ 地名を書いてください。",
            f"content not taken up: 2 errors; version {good.version} stays in use",
        ]
        write(root, "waste/days.csv", "地名\n北上\n")
        assert shelf.refresh() is True
        assert shelf.current.data["waste"] == ["北上"]

    def test_the_first_snapshot_is_used_even_with_errors(self, root: Path) -> None:
        write(root, "waste/days.csv", "地名\n?\n雄勝\n")
        shelf = library(root, WASTE)
        assert shelf.current.errors
        assert shelf.current.data["waste"] == ["?", "雄勝"]
        write(root, "waste/days.csv", "地名\n雄勝\n")
        assert shelf.refresh() is True
        assert not shelf.current.errors

    def test_readers_always_see_one_whole_snapshot(self, root: Path) -> None:
        """Words and data carry the same number; a reader must never see two numbers."""
        shelf = library(root, WASTE)
        shelf.load()
        torn: list[tuple[str, object]] = []
        done = threading.Event()

        def read() -> None:
            while not done.is_set():
                snapshot = shelf.current
                words = snapshot.words["waste"]
                assert isinstance(words, Words)
                if words.ask != "どこですか" and snapshot.data["waste"] != [words.ask]:
                    torn.append((words.ask, snapshot.data["waste"]))

        readers = [threading.Thread(target=read) for _ in range(2)]
        for reader in readers:
            reader.start()
        for number in range(50):
            write(root, "waste/words.yaml", f"ask: n{number}\n")
            write(root, "waste/days.csv", f"地名\nn{number}\n")
            shelf.load()
        done.set()
        for reader in readers:
            reader.join()
        assert torn == []
        assert words_of(shelf).ask == "n49"

    def test_the_watch_takes_up_changes_until_it_is_stopped(self, root: Path) -> None:
        shelf = library(root, WASTE)
        shelf.load()
        taken_up, stop = threading.Event(), threading.Event()

        class Watched(Library):
            def refresh(self) -> bool:
                if not taken_up.is_set():
                    raise OSError("one bad moment")
                return shelf.refresh()

        watch = threading.Thread(target=Watched(root, root, [WASTE]).watch, args=(stop, 0.001))
        watch.start()
        write(root, "waste/words.yaml", "ask: 新しい\n")
        taken_up.set()
        while words_of(shelf).ask != "新しい":
            assert watch.is_alive()
        stop.set()
        watch.join(timeout=5)
        assert not watch.is_alive()


class TestMisnamed:
    @pytest.mark.parametrize(
        ("wrong", "right", "advice"),
        [
            ("words.yaml.txt", "words.yaml", "名前を「words.yaml」に直してください。"),
            ("words.yml", "words.yaml", "名前を「words.yaml」に直してください。"),
            ("Days.CSV", "days.csv", "名前を「days.csv」に直してください。"),
            (
                "days.xlsx",
                "days.csv",
                "Excelで開き、「CSV UTF-8」で「days.csv」として保存してください。",
            ),
        ],
    )
    def test_a_file_with_nearly_the_name_is_pointed_out(
        self, root: Path, wrong: str, right: str, advice: str
    ) -> None:
        (root / "waste" / right).rename(root / "waste" / wrong)
        warnings = [
            fault for fault in library(root, WASTE).load().faults if fault.severity == "warning"
        ]
        assert said(warnings) == [
            f"waste/{wrong}: このファイルは読まれません。"
            f"読まれるのは「{right}」という名前だけです。→ {advice}"
        ]

    def test_other_files_beside_are_nobodys_business(self, root: Path) -> None:
        for name in ("memo.docx", "~$days.csv", ".days.csv.swp", "days_2024.csv"):
            write(root, f"waste/{name}", "x")
        assert library(root, WASTE).load().faults == ()
