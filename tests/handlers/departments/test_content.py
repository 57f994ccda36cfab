"""departments.yaml and holidays.csv as staff write them, good and bad."""

from __future__ import annotations

from datetime import date, timedelta

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


def test_a_holiday_that_is_none(load_files: LoadFiles) -> None:
    _, faults = load_files(SMALL, "日,名\n2026/1/1,元日\n2026/2/30,なぞの日\n")
    (fault,) = faults
    assert fault.place.spot == "3行 1列目(A列)"
    assert "「2026/2/30」は祝日の日付として読めません" in fault.message


@pytest.mark.parametrize(
    ("today", "warned"),
    [
        (date(2027, 10, 31), False),
        (date(2027, 11, 1), True),
        (date(2028, 1, 1), True),
    ],
)
def test_staff_hear_in_time_that_the_holidays_run_out(today: date, *, warned: bool) -> None:
    _, faults = load_folder(OWN, today)
    assert ["2027年までしか" in str(fault) for fault in faults] == [True] * warned


def test_our_own_counters_are_sound() -> None:
    directory, faults = load_folder(OWN)
    assert directory
    assert not list(faults)
    assert {directory.phone(one) for one in directory.departments} == {"0225-95-1111"}


def _monday(year: int, month: int, week: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(-first.weekday()) % 7 + 7 * (week - 1))


def _by_law(year: int) -> set[date]:
    """国民の祝日に関する法律 第2条 and 第3条; the equinoxes by the mean of their drift since 1980."""
    since, leaps = year - 1980, (year - 1980) // 4
    named = {
        *(date(year, *day) for day in [(1, 1), (2, 11), (2, 23), (4, 29), (5, 3), (5, 4), (5, 5)]),
        *(date(year, *day) for day in [(8, 11), (11, 3), (11, 23)]),
        *(_monday(year, *week) for week in [(1, 2), (7, 3), (9, 3), (10, 2)]),
        date(year, 3, int(20.8431 + 0.242194 * since - leaps)),
        date(year, 9, int(23.2488 + 0.242194 * since - leaps)),
    }
    moved = set()
    for day in named:
        if day.weekday() == 6:
            while day in named:
                day += timedelta(days=1)  # noqa: PLW2901
            moved.add(day)
    between = {
        day + timedelta(days=1)
        for day in named
        if day + timedelta(days=2) in named and day + timedelta(days=1) not in named | moved
    }
    return named | moved | {day for day in between if day.weekday() != 6}


@pytest.mark.parametrize("year", [2026, 2027])
def test_the_holidays_are_those_of_the_law(year: int) -> None:
    directory, _ = load_folder(OWN)
    assert directory
    assert {day for day in directory.holidays.names if day.year == year} == _by_law(year)
