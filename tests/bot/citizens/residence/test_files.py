"""districts.yaml and towns.csv: what is read, and what a clerk is told about slips."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.citizens.residence import Residence, Spot, load_residence
from bot.content import Faults
from bot.content.folder import Directory, Folder
from bot.content.trace import Trace

OWN = Path(__file__).parents[4] / "content" / "platform"
DISTRICTS = "districts:\n  - {name: 東部, reading: とうぶ}\n  - {name: 西部, group: 海側}\n"


def load(path: Path) -> tuple[Residence, list[str]]:
    faults = Faults()
    read = load_residence(Folder((Directory(path, "platform"),), Trace(), faults))
    return read, [str(fault) for fault in faults]


def written(tmp_path: Path, towns: str = "", districts: str = DISTRICTS) -> list[str]:
    if districts:
        (tmp_path / "districts.yaml").write_text(districts, "utf-8")
    if towns:
        (tmp_path / "towns.csv").write_text(towns, "utf-8")
    return load(tmp_path)[1]


def test_a_city_without_the_files_has_no_districts_and_no_faults(tmp_path: Path) -> None:
    residence, faults = load(tmp_path)
    assert (bool(residence), faults) == (False, [])


@pytest.mark.parametrize(
    "header", ["町名,読み,地区,緯度,経度", "town,reading,district,latitude,longitude"]
)
def test_rows_of_one_town_are_its_points(tmp_path: Path, header: str) -> None:
    towns = f"{header}\n浜,はま,東部,38.40,141.30\n浜,はま,東部,３８．５０,141.40\n沢,,,,\n"
    assert written(tmp_path, towns) == []
    residence, _ = load(tmp_path)
    assert residence.at(38.501, 141.401).spots == (Spot("浜", "東部"),)
    assert residence.exact("沢") == Spot("沢")


def test_towns_alone_will_do(tmp_path: Path) -> None:
    assert written(tmp_path, "地区,町名\n東部,浜\n", districts="") == []
    assert load(tmp_path)[0].exact("浜") == Spot("浜", "東部")


@pytest.mark.parametrize(
    ("towns", "place", "words"),
    [
        ("名前,地区\n浜,東部\n", "towns.csv", "「町名」の列"),
        ("町名,地区\n浜,北部\n", "towns.csv:2行 2列目(B列)", "「北部」という地区は"),
        ("町名,緯度,経度\n浜,北緯38度,141\n", "towns.csv:2行 2列目(B列)", "緯度・経度として"),
        ("町名,緯度,経度\n浜,141.3,38.4\n", "towns.csv:2行 2列目(B列)", "緯度・経度として"),
        ("町名,緯度,経度\n浜,nan,inf\n", "towns.csv:2行 2列目(B列)", "緯度・経度として"),
        ("町名,地区\n浜,東部\n浜,西部\n", "towns.csv:3行 2列目(B列)", "前の行と違います"),
        ("町名,地区\n,東部\n", "towns.csv:2行 1列目(A列)", "町の名前がない"),
        (f"町名,地区\n{'浜' * 41},東部\n", "towns.csv:2行 1列目(A列)", "長すぎます"),
    ],
)
def test_a_slip_in_the_towns_is_told_with_its_cell(
    tmp_path: Path, towns: str, place: str, words: str
) -> None:
    faults = written(tmp_path, towns)
    assert any(f"platform/{place}" in fault and words in fault for fault in faults), faults


@pytest.mark.parametrize(
    ("districts", "words"),
    [
        ("districts:\n  - {name: 東部}\n  - {name: 東部}\n", "2回書かれて"),
        ("districts:\n  - {nam: 東部}\n", "「name」の書き間違い"),
        ("districts: 東部\n", "一覧にする"),
        (f"districts:\n  - name: {'長' * 41}\n", "40"),
    ],
)
def test_a_slip_in_the_districts_is_told(tmp_path: Path, districts: str, words: str) -> None:
    faults = written(tmp_path, districts=districts)
    assert any("districts.yaml" in fault and words in fault for fault in faults), faults


def test_the_sample_of_the_city_is_sound() -> None:
    residence, faults = load(OWN)
    assert faults == []
    assert [district.name for district in residence.districts] == [
        "石巻（本庁）", "河北", "雄勝", "河南", "桃生", "北上", "牡鹿",
    ]  # fmt: skip
    assert residence.find("かどのわき").single == Spot("門脇", "石巻（本庁）")
    assert residence.find("宮城県石巻市北上町十三浜字菖蒲田", "石巻市").spots[0].district == "北上"
    assert residence.at(38.2733, 141.4713).spots == (Spot("網地浜", "牡鹿"),)
