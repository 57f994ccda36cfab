"""The library: reloading, and the last good snapshot."""

import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content import FeatureContent, Folder, Library
from tests.bot.content.tree import WASTE, Words, library, load_days, write, write_tree


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "city")


def words_of(shelf: Library) -> Words:
    words = shelf.current.words["waste"]
    assert isinstance(words, Words)
    return words


def test_nothing_changed_nothing_loaded(root: Path) -> None:
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
def test_a_changed_file_is_taken_up(root: Path, change: Callable[[Path], None]) -> None:
    shelf = library(root, WASTE)
    before = shelf.load()
    change(root)
    assert shelf.refresh() is True
    assert shelf.current is not before
    assert shelf.refresh() is False


def test_a_file_that_appears_is_taken_up(root: Path) -> None:
    (root / "waste/days.csv").unlink()
    shelf = library(root, WASTE)
    assert shelf.current.data["waste"] == []
    write(root, "waste/days.csv", "地名\n桃生\n")
    assert shelf.refresh() is True
    assert shelf.current.data["waste"] == ["桃生"]


def test_wrong_content_keeps_the_last_good_and_is_logged_once(
    root: Path, caplog: pytest.LogCaptureFixture
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


def test_the_first_snapshot_is_used_even_with_errors(root: Path) -> None:
    write(root, "waste/days.csv", "地名\n?\n雄勝\n")
    shelf = library(root, WASTE)
    assert shelf.current.errors
    assert shelf.current.data["waste"] == ["?", "雄勝"]
    write(root, "waste/days.csv", "地名\n雄勝\n")
    assert shelf.refresh() is True
    assert not shelf.current.errors


def test_readers_always_see_one_whole_snapshot(root: Path) -> None:
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


def test_the_watch_outlives_a_bad_moment_and_ends_when_told(
    root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Shelf(Library):
        calls = 0

        def refresh(self) -> bool:
            self.calls += 1
            if self.calls == 1:
                raise OSError("one bad moment")
            return super().refresh()

    shelf, stop = Shelf(root, root, [WASTE]), threading.Event()
    shelf.load()
    watch = threading.Thread(target=shelf.watch, args=(stop, 0.001))
    watch.start()
    write(root, "waste/words.yaml", "ask: 新しい\n")
    while words_of(shelf).ask != "新しい":
        assert watch.is_alive()
    stop.set()
    watch.join(timeout=5)
    assert not watch.is_alive()
    assert "one bad moment" in caplog.text


def test_files_that_change_while_they_are_read_are_read_again(root: Path) -> None:
    def load(files: Folder) -> object:
        days = load_days(files)
        if days == ["河北"]:
            write(root, "waste/days.csv", "地名\n河北\n雄勝\n")
        return days

    shelf = library(root, FeatureContent("waste", Words, load))
    assert shelf.load().data["waste"] == ["河北", "雄勝"]
    assert shelf.refresh() is False
