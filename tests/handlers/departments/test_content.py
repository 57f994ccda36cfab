"""departments.yaml as staff write it, good and bad."""

from __future__ import annotations

import pytest

from tests.handlers.departments.conftest import OWN, LoadFiles, load_folder

SMALL = """
hours:
  - {days: [月, 水], from: 8時30分, until: "17:15"}
topics:
  - {name: 引っ越し, subjects: [転入届]}
departments:
  - {name: 市民課, handles: [転入届]}
"""


def test_a_small_file(load_files: LoadFiles) -> None:
    directory, faults = load_files(SMALL)
    assert directory
    assert not list(faults)
    assert [one.name for one in directory.subjects] == ["転入届"]


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        (
            "handles: [転入届]",
            "handles: [転出届]",
            "5行 29文字目",
            "「転入届」を扱う窓口がありません",
        ),
        ("days: [月, 水]", "days: [月, 祝]", "3行 16文字目", "決められた言葉ではありません"),
        ("17:15", "8:00", "3行 5文字目", "from が until より後です"),
        ("17:15", "夕方", "3行 40文字目", "時刻として読めません"),
        ("{name: 市民課,", "{name: 市民課, phone: 95-1111,", "7行 24文字目", "電話番号として"),
        (
            "{name: 市民課,",
            "{name: 市民課, tel: 1,",
            "7行 17文字目",
            "「tel」という項目はありません",
        ),
        ("topics:", "closed: [{from: 13-40, until: 1-3}]\ntopics:", "4行 17文字目", "月と日として"),
        (
            "{name: 市民課,",
            "{name: 市民課, homepage: javascript:alert(1),",
            "7行 27文字目",
            "アドレスとして読めません",
        ),
    ],
)
def test_a_fault_says_where_and_what(
    load_files: LoadFiles, old: str, new: str, place: str, message: str
) -> None:
    assert old in SMALL
    _, faults = load_files(SMALL.replace(old, new))
    assert [(fault.place.spot, message in fault.message) for fault in faults] == [(place, True)]


def test_two_counters_of_one_name(load_files: LoadFiles) -> None:
    _, faults = load_files(SMALL + "  - {name: 市民課}\n")
    assert "「市民課」という窓口が2つあります" in str(*faults)


def test_without_a_list_of_counters(tmp_path_factory: pytest.TempPathFactory) -> None:
    directory, faults = load_folder(tmp_path_factory.mktemp("empty"))
    assert directory is None
    assert "窓口の一覧がありません" in str(*faults)


def test_our_own_counters_are_sound() -> None:
    directory, faults = load_folder(OWN)
    assert directory
    assert not list(faults)
    assert {directory.phone(one) for one in directory.departments} == {"0225-95-1111"}
