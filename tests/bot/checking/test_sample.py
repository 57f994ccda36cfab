"""The look at the sample content, with the real features."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.settings import PROJECT


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PROJECT / "content", tmp_path / "content"))


def _check(content: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["check", str(content), *options])


def test_the_sample_has_no_errors(content: Path) -> None:
    said = _check(content, "--today", "2026-11-21")
    assert said.exit_code == 0, said.output
    assert "エラー 0件" in said.output
    for wrong in (
        "年がありません",
        "という地区はありません",
        "答えるものがありません",
        "どこからも読まれません",
    ):
        assert wrong not in said.output


def test_broken_words_of_the_platform_are_told_of_where_no_others_stand_behind_them(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.review.PROJECT", content.parent)
    with (content / "platform" / "words.yaml").open("a", encoding="utf-8") as file:
        file.write("greeting: [\n")
    said = _check(content)
    assert said.exit_code == 1, said.exception
    assert "platform/words.yaml" in said.output


def test_warnings_fail_where_that_is_asked_for(content: Path) -> None:
    (content / "garbage" / "target2.csv").write_text("a,b\n", "utf-8")
    assert _check(content).exit_code == 0
    assert _check(content, "--strict").exit_code == 1


def test_closings_of_the_next_new_year_are_missed(content: Path) -> None:
    assert (
        "次の年末年始の休みが書かれていません"
        not in _check(content, "--today", "2027-11-10").output
    )
    assert (
        "次の年末年始の休みが書かれていません"
        not in _check(content, "--today", "2028-09-10").output
    )
    assert (
        "次の年末年始の休みが書かれていません(クリーンセンター)"
        in _check(content, "--today", "2028-11-10").output
    )


def test_a_calendar_of_days_runs_out(content: Path) -> None:
    (content / "garbage" / "area_days.csv").write_text(
        "地名,センター,燃やせるごみ\n石巻（本庁）,,20261201 20270316\n河北,,月 木\n", "utf-8"
    )
    assert "収集日が" not in _check(content, "--today", "2026-11-21").output
    said = _check(content, "--today", "2027-02-10", "--format", "markdown").output
    assert "収集日が2027年3月31日までしか書かれていません(石巻（本庁）)。" in said


def test_a_question_asks_a_counter_that_is_there(content: Path) -> None:
    file = content / "faq" / "living.yaml"
    file.write_text(file.read_text("utf-8").replace("ask: 粗大ごみ", "ask: 宇宙開発課"), "utf-8")
    assert "「宇宙開発課」という窓口も用件も見つかりません。" in _check(content).output
