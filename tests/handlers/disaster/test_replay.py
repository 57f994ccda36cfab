"""`madoguchi disaster replay`: whole sequences, whose messages were read by eye and are kept as golden files.

To take up what a change makes of them: MADOGUCHI_GOLDEN=1 pytest, and read the differences.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.content import Library
from bot.registry import discover
from bot.service import library_of
from bot.settings import PROJECT
from bot.terminal import Terminal
from handlers.disaster.rehearsing import replay
from handlers.disaster.talk import feature
from handlers.disaster.words import Words
from tests.handlers.disaster.written import (
    NOON,
    new,
    old,
    report,
    river,
    shaken,
    shaken_area,
    tsunami,
)

GOLDEN = Path(__file__).parent / "golden"
ISHINOMAKI = ""
# Cities that the real telegrams speak of.
FUKUI = (
    'cities: ["1820100"]\nwider: ["180000", "180010", "180011"]\nquake: ["390"]\ntsunami: ["360"]\n'
)
NANAO = 'cities: ["1720200"]\nwider: ["170000", "170020"]\nquake: ["390"]\ntsunami: ["350"]\n'


def matches(name: str, lines: Iterable[str]) -> None:
    """Compare with the golden file, or write it where that is asked for."""
    file, text = GOLDEN / f"{name}.txt", "\n".join(lines) + "\n"
    if os.environ.get("MADOGUCHI_GOLDEN"):
        file.write_text(text, "utf-8")
    assert text == file.read_text("utf-8")


@pytest.fixture
def replayed(tmp_path: Path, own_library: Library) -> Callable[..., list[str]]:
    """Replays a folder for a city, which is given by its areas.yaml."""

    def run(folder: Path, areas: str = ISHINOMAKI, **options: bool | str) -> list[str]:
        library = own_library
        if areas:
            library = library_of(_content(tmp_path / "content", areas), discover())
        library.refresh()
        lines: list[str] = []
        desk = Terminal[Words](feature, library, NOON, lines.append)
        replay(desk, folder, **options)  # type: ignore[arg-type]
        return lines

    return run


def _content(folder: Path, areas: str) -> Path:
    """The project's disaster content for another city."""
    (folder / "disaster").mkdir(parents=True)
    (folder / "city.yaml").write_text("name: 見本市\n", "utf-8")
    for part in (PROJECT / "content" / "disaster").iterdir():
        if part.name != "areas.yaml":
            (folder / "disaster" / part.name).symlink_to(part)
    (folder / "disaster" / "areas.yaml").write_text(areas, "utf-8")
    return folder


def _folder(tmp_path: Path, files: Iterable[Path]) -> Path:
    folder = tmp_path / "telegrams"
    folder.mkdir()
    for file in files:
        (folder / file.name).symlink_to(file)
    return folder


def test_the_great_earthquake_of_2011(
    shared: Path, tmp_path: Path, replayed: Callable[..., list[str]]
) -> None:
    samples = (shared / "jma" / "official_samples").rglob("32-39_11_*.xml")
    matches("2011_ishinomaki", replayed(_folder(tmp_path, samples)))


def test_noto_2024(shared: Path, tmp_path: Path, replayed: Callable[..., list[str]]) -> None:
    folder = shared / "jma" / "live_noto2024"
    matches("noto_2024_nanao", replayed(folder, NANAO))
    matches("noto_2024_ishinomaki", replayed(folder))


def test_the_rain_of_level_five_in_2026(shared: Path, replayed: Callable[..., list[str]]) -> None:
    matches("2026_rain_fukui", replayed(shared / "jma" / "live2026", FUKUI, language="en"))


def test_a_written_day(tmp_path: Path, replayed: Callable[..., list[str]]) -> None:
    """A day with everything: duplicates, drills, corrections, a river, a quake and a tsunami."""

    def at(minutes: int) -> dict[str, Any]:
        return {"reported": NOON + timedelta(minutes=minutes)}

    day = [
        new("大雨", "10", **at(0)), old("10", **at(0)),
        old("03", condition="浸水害", **at(60)), new("大雨", "03", **at(60)),
        river("30", **at(90)), river("40", **at(100)), river("40", flooded=False, **at(110)),
        new("大雨", "43", **at(120)), old("03", "18", condition="浸水害", **at(125)),
        new("土砂", "49", **at(130)),
        new("大雨", "33", status="訓練", **at(131)),
        new("大雨", "33", **at(150)), new("大雨", "43", **at(240)), new("大雨", "00", **at(300)),
        old("18", **at(300)), new("土砂", "00", **at(310)), river("10", flooded=False, **at(320)),
        shaken_area("5-", **at(400)), shaken("5+", **at(404)), shaken("5+", serial="2", **at(406)),
        tsunami("53", **at(403)), tsunami("52", **at(410)), tsunami("51", **at(500)),
        tsunami("62", **at(600)), tsunami("60", **at(700)),
        report("宇宙天気警報", **at(701)),
    ]  # fmt: skip
    for number, telegram in enumerate(day):
        (tmp_path / f"{99 - number}.xml").write_bytes(telegram)
    matches("a_written_day", replayed(tmp_path))
    assert replayed(tmp_path, drill=True) != replayed(tmp_path)


def test_a_replay_says_when_there_is_nothing(
    tmp_path: Path, replayed: Callable[..., list[str]]
) -> None:
    assert replayed(tmp_path) == ["電文 0通(訓練・試験 0通)、お知らせ 0件"]
    assert "ありません" in replayed(tmp_path, language="fr")[0]
