"""`madoguchi search`, as staff see it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot import misses
from bot.cli import main
from bot.db import connect, schema
from bot.misses import Miss
from bot.time import JAPAN, system_clock


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database with some misses of today and one of long ago."""
    database = connect(f"sqlite:///{tmp_path}/misses.db")
    schema.upgrade(database)
    today = system_clock().astimezone(JAPAN).date()
    with database.write() as connection:
        for text in ("宇宙船", "宇宙船", "山田さん", "=1+1"):
            misses.add(connection, [Miss(today, text)])
        misses.add(connection, [Miss(today, "茶わん", "garbage")])
        misses.add(connection, [Miss(today.replace(year=today.year - 1), "むかし")])
    database.close()
    return f"sqlite:///{tmp_path}/misses.db"


def _run(*words: str, **env: str) -> str:
    shown = CliRunner().invoke(main, ["search", *words], env=env)
    assert shown.exit_code == 0, shown.output
    return shown.stdout


def test_misses_are_listed_with_the_most_frequent_first(url: str) -> None:
    lines = _run("misses", DATABASE_URL=url).splitlines()
    assert lines[0] == "回数\t最後に聞かれた日\t探した分類\t言葉"
    assert lines[1].startswith("2\t")
    assert lines[1].endswith("\tすべて\t宇宙船")
    assert any("ごみの分け方\t茶わん" in line for line in lines)
    assert any("言葉は残していません" in line for line in lines)
    assert not any("山田" in line or "むかし" in line for line in lines)
    assert "むかし" in _run("misses", "--days", "400", DATABASE_URL=url)


def test_misses_for_a_spreadsheet_hold_no_formula(url: str) -> None:
    written = _run("misses", "--csv", DATABASE_URL=url)
    assert written.startswith("\ufeff回数,")
    texts = [row[3] for row in csv.reader(io.StringIO(written))]
    assert "'=1+1" in texts


def test_trying_a_text_shows_hits_and_why() -> None:
    shown = _run("try", "だんぼーる", "火事", "となりの人が倒れた", "うちゅうせん")
    assert "段ボール (ごみの分け方)" in shown
    assert "そのまま答えます" in shown
    assert "検索の前に、いつも同じ答えを返す言葉" in shown
    assert "急ぎの言葉がある" in shown
    assert "見つかりません。" in shown
