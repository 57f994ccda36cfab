"""The list of national holidays, good and bad, and ours against the law."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.content import Faults
from bot.content.folder import Directory, Folder
from bot.content.trace import Trace
from bot.hours import Holidays
from bot.hours.holidays import load_holidays
from bot.settings import PROJECT

OWN = PROJECT / "content" / "platform" / "holidays.csv"
TODAY = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(text: str, today: date = TODAY) -> tuple[Holidays, Faults]:
    """Read a list as of a day, and what was wrong with it."""
    Path("holidays.csv").write_text(text, "utf-8")
    faults = Faults()
    return load_holidays(Folder((Directory(Path()),), Trace(), faults), today), faults


def test_a_holiday_that_is_none() -> None:
    _, faults = read("日,名\n2026/1/1,元日\n2026/2/30,なぞの日\n")
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
    _, faults = read(OWN.read_text("utf-8"), today)
    assert ["2027年までしか" in str(fault) for fault in faults] == [True] * warned


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
    holidays, _ = read(OWN.read_text("utf-8"))
    assert {day for day in holidays.names if day.year == year} == _by_law(year)
