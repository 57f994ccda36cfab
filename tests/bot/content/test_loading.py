"""One reading of the whole tree: what comes from where, and what is told about it."""

from pathlib import Path

import pytest

from bot.content import FeatureContent, Folder
from tests.bot.content.tree import CITY, WASTE, Words, library, said, write, write_tree


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "city")


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

    @pytest.mark.parametrize("spoilt", ["ask: [\n", "next_day: '{month}'\n"])
    def test_spoilt_words_leave_the_default_ones(
        self, root: Path, defaults: Path, spoilt: str
    ) -> None:
        write(root, "waste/words.yaml", spoilt)
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
