"""Finding a district from what a citizen types."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers.garbage.finding.areas import AreaIndex, without_city
from tests.handlers.garbage.conftest import load_folder

AREAS = [
    "【新屋】鳥木町・沖田町、前野町",
    "【新屋】元町",
    "【土崎港】中央、相染町",
    "【土崎港】上記以外の地区",
    "【桜】",
    "【桜】桜三丁目９番から１４番",
    "青葉台一丁目から四丁目",
    "大橋一丁目・二丁目",
    "南一丁目",
    "旭ケ丘",
    "粟野426～514番地",
    "それ以外の粟野",
    "右京３～５丁目",
    "高松第一（松島・築地）",
    "惇明地区-内記一丁目",
    "峰山町１２区",
]


@pytest.fixture(scope="module")
def finder() -> AreaIndex:
    return AreaIndex(AREAS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("鳥木町", "【新屋】鳥木町・沖田町、前野町"),
        ("新屋鳥木町", "【新屋】鳥木町・沖田町、前野町"),
        ("新屋 元町", "【新屋】元町"),
        ("元町", "【新屋】元町"),
        ("青葉台", "青葉台一丁目から四丁目"),
        ("青葉台３丁目", "青葉台一丁目から四丁目"),
        ("青葉台三丁目", "青葉台一丁目から四丁目"),
        ("青葉台3-12-1", "青葉台一丁目から四丁目"),
        ("大橋二丁目", "大橋一丁目・二丁目"),
        ("旭が丘", "旭ケ丘"),
        ("旭ヶ丘", "旭ケ丘"),
        ("粟野450番地", "粟野426～514番地"),
        ("右京4丁目", "右京３～５丁目"),
        ("松島", "高松第一（松島・築地）"),
        ("内記一丁目", "惇明地区-内記一丁目"),
        ("内記1丁目", "惇明地区-内記一丁目"),
        ("峰山町12区", "峰山町１２区"),
        ("峰山町十二区", "峰山町１２区"),
        ("桜", "【桜】"),
        ("南", "南一丁目"),
        ("新屋鳥木町の者です", "【新屋】鳥木町・沖田町、前野町"),
    ],
)
def test_one_district(finder: AreaIndex, text: str, expected: str) -> None:
    assert finder.search(text).single == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新屋", AREAS[0:2]),
        ("土崎", AREAS[2:4]),
        ("土崎港", AREAS[2:4]),
        ("粟野", AREAS[10:12]),
        # Only a part of the third block is a district of its own.
        ("桜3丁目", AREAS[4:6]),
    ],
)
def test_several_districts(finder: AreaIndex, text: str, expected: list[str]) -> None:
    hits = finder.search(text)
    assert list(hits.labels) == expected
    assert hits.sure
    assert hits.single is None


def test_a_slip_of_the_finger_comes_near(finder: AreaIndex) -> None:
    hits = finder.search("青場台三丁目")
    assert "青葉台一丁目から四丁目" in hits.labels
    assert not hits.sure
    assert hits.single is None


@pytest.mark.parametrize("text", ["", "。", "ニューヨーク", "123"])
def test_no_district(finder: AreaIndex, text: str) -> None:
    assert finder.search(text).labels == ()


def test_a_word_in_a_question_must_name_a_district(finder: AreaIndex) -> None:
    assert finder.named("新屋元町").single == "【新屋】元町"
    assert finder.named("丁目").labels == ()
    assert finder.named("南").labels == ()


@pytest.mark.parametrize(
    ("address", "city", "rest"),
    [
        ("日本、〒986-0861 宮城県石巻市蛇田1-2", "石巻市", "蛇田1-2"),
        ("石巻市河北", "石巻市", "河北"),
        ("東京都目黒区青葉台3丁目", "", "青葉台3丁目"),
        ("京都府京丹後市峰山町安", "", "峰山町安"),
        ("石巻市", "石巻市", "石巻市"),
        ("元町", "石巻市", "元町"),
    ],
)
def test_an_address_without_its_city(address: str, city: str, rest: str) -> None:
    assert without_city(address, city) == rest


def test_groups_of_districts() -> None:
    names = [f"{head}地区-{n}町" for head in ("東", "西") for n in range(5)]
    assert list(AreaIndex(names).groups()) == ["東地区", "西地区"]
    towns = [f"{head}町{n}区" for head in ("峰山", "網野") for n in range(5)]
    assert list(AreaIndex(towns).groups()) == ["峰山町", "網野町"]
    words = [f"{head} {n}町" for head in ("赤江", "赤屋") for n in range(5)]
    assert list(AreaIndex(words).groups()) == ["赤江", "赤屋"]
    assert list(AreaIndex(["東", "西"]).groups()) == [""]


@pytest.mark.parametrize(
    ("city", "text", "count", "among"),
    [
        ("akita", "鳥木町", 1, "【新屋】鳥木町・沖田町、前野町"),
        ("akita", "外旭川", 3, "【外旭川上記以外の地区"),
        ("nara", "秋篠町", 1, "秋篠町"),
        ("kamagaya", "くぬぎ山5丁目", 2, "くぬぎ山1丁目～5丁目4番"),
        ("kamagaya", "鎌ヶ谷3丁目", 1, "鎌ケ谷2丁目～9丁目"),
        ("meguro", "自由ヶ丘2-3-1", 1, "自由が丘一丁目から三丁目"),
        ("fukuchiyama", "惇明地区", 37, "惇明地区-京町"),
        ("chigasaki", "浜竹", 1, "小桜町・代官町"),
    ],
)
def test_real_districts(shared: Path, city: str, text: str, count: int, among: str) -> None:
    hits = load_folder(shared / "garbage" / city)[0].finder.search(text)
    assert len(hits.labels) == count
    assert any(label.startswith(among) for label in hits.labels)


def test_a_district_is_found_by_what_else_it_is_called() -> None:
    finder = AreaIndex(["雄勝", "北上"], also={"雄勝": ["おがつ", "雄勝町"]})
    assert finder.named("オガツ").single == "雄勝"
    assert finder.named("雄勝町").single == "雄勝"
    assert finder.named("きたかみ").single is None


def test_a_name_of_no_district_is_reported(tmp_path: Path) -> None:
    (tmp_path / "area_days.csv").write_text("地名,センター,燃えるごみ\n北上,,月\n", "utf-8")
    (tmp_path / "rules.yaml").write_text("also_called:\n  北神: [きたかみ]\n", "utf-8")
    _, faults = load_folder(tmp_path)
    (fault,) = [fault for fault in faults if fault.file == "rules.yaml"]
    assert "「北神」" in fault.message


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("新屋鳥木町１２－３", "【新屋】鳥木町・沖田町、前野町"),
        ("旭が丘西8-1", "旭ケ丘"),
        ("北町1", None),
    ],
)
def test_an_address_begins_with_its_district(
    finder: AreaIndex, address: str, expected: str | None
) -> None:
    assert finder.leading(address).single == expected
