"""The faults as people read them."""

from pathlib import Path

from bot.content import FeatureContent, Folder
from bot.content.faults import Fault
from bot.content.report import as_markdown, as_text, check, summary
from tests.bot.content.tree import CITY, write

FAULTS = (
    Fault(
        "error", "waste/days.csv", 12, 3, "「水９」は読めません。", "水2 のように書いてください。"
    ),
    Fault("warning", "waste/days.csv", 2, None, "地名が2回あります。", "1つにまとめてください。"),
    Fault("warning", "city.yaml", None, None, "phone|電話がありません。", "書いてください。"),
)


def test_text_groups_by_file_and_ends_with_the_sum() -> None:
    assert as_text(FAULTS) == (
        "city.yaml (エラー 0件、注意 1件)\n"
        "  注意  ファイル全体: phone|電話がありません。\n"
        "      → 書いてください。\n"
        "\n"
        "waste/days.csv (エラー 1件、注意 1件)\n"
        "  注意  2行: 地名が2回あります。\n"
        "      → 1つにまとめてください。\n"
        "  エラー  12行 3列目(C列): 「水９」は読めません。\n"
        "      → 水2 のように書いてください。\n"
        "\n"
        "エラー 1件、注意 2件。\n"
    )


def test_markdown_is_a_table_for_each_file() -> None:
    assert as_markdown(FAULTS) == (
        "# コンテンツの点検結果\n"
        "\n"
        "エラー 1件、注意 2件。\n"
        "\n"
        "## city.yaml\n"
        "\n"
        "| 種類 | 場所 | 内容 | 直し方 |\n"
        "| --- | --- | --- | --- |\n"
        "| 注意 | 全体 | phone\\|電話がありません。 | 書いてください。 |\n"
        "\n"
        "## waste/days.csv\n"
        "\n"
        "| 種類 | 場所 | 内容 | 直し方 |\n"
        "| --- | --- | --- | --- |\n"
        "| 注意 | 2行 | 地名が2回あります。 | 1つにまとめてください。 |\n"
        "| エラー | 12行 3列目(C列) | 「水９」は読めません。 | 水2 のように書いてください。 |\n"
    )


def test_nothing_wrong_is_said_too() -> None:
    assert summary(()) == "エラーも注意もありません"
    assert as_text(()) == "エラーも注意もありません。\n"


def test_check_gives_a_snapshot_only_without_errors(tmp_path: Path) -> None:
    def load(files: Folder) -> object:
        return files.csv("days.csv")

    write(tmp_path, "city.yaml", CITY)
    write(tmp_path, "waste/days.csv", "a,b\n")
    features = [FeatureContent("waste", None, load)]
    good = check(tmp_path, tmp_path, features)
    assert good.faults == ()
    assert good.snapshot is not None
    write(tmp_path, "waste/days.csv", 'a,"b\n')
    bad = check(tmp_path, tmp_path, features)
    assert bad.snapshot is None
    assert summary(bad.faults) == "エラー 1件、注意 0件"
