"""All real cities at hand: every cell is understood or reported, and means what a second reading says.

The second reading below shares no code with the first: it asks of one raw cell and one day.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import pytest

from handlers.garbage.calendar.area import Area
from handlers.garbage.finding.text import squash
from tests.handlers.garbage.conftest import Loaded, load_folder

# Per city: districts, kinds, entries of the dictionary, and how many faults each file has.
CITIES: dict[str, tuple[int, int, int, dict[str, int]]] = {
    "akita": (97, 4, 4, {"center.csv": 2, "description.csv": 2}),
    "chigasaki": (8, 7, 542, {"target.csv": 17}),
    "fukuchiyama": (326, 8, 179, {}),
    "hakodate": (16, 4, 1251, {"area_days.csv": 1, "target.csv": 4}),
    "ibaraki-town_omitama": (99, 9, 61, {}),
    "kamagaya": (64, 5, 832, {}),
    "kodaira": (22, 4, 565, {}),
    "kyotango": (169, 7, 776, {"center.csv": 5, "description.csv": 5, "target.csv": 2}),
    "meguro": (44, 3, 99, {"target.csv": 1}),
    "nara": (370, 4, 15, {"area_days.csv": 9, "center.csv": 1}),
    "takamatsu": (35, 5, 147, {"target.csv": 2}),
    "template": (1, 4, 4, {"center.csv": 1}),
}
WEEKDAYS = "月火水木金土日"


@pytest.fixture(params=sorted(CITIES))
def city(request: pytest.FixtureRequest, shared: Path) -> str:
    return str(request.param)


@pytest.fixture
def folder(city: str, shared: Path) -> Path:
    return shared / "garbage" / city


@pytest.fixture
def loaded(folder: Path) -> Loaded:
    return _load_once(folder)


@lru_cache(maxsize=2)
def _load_once(folder: Path) -> Loaded:
    return load_folder(folder)


@lru_cache(maxsize=64)
def raw_rows(folder: Path, name: str) -> list[list[str]]:
    path = folder / name
    if not path.exists():
        return []
    text = path.read_text("utf-8-sig").replace("\r\n", "\n")
    return [row for row in csv.reader(io.StringIO(text)) if any(cell.strip() for cell in row)]


def test_what_is_read_and_what_is_reported(city: str, loaded: Loaded) -> None:
    calendar, faults = loaded
    found = (len(calendar.areas), len(calendar.collected), len(calendar.items))
    assert found == CITIES[city][:3]
    assert Counter(fault.file for fault in faults) == CITIES[city][3]
    assert not faults.errors


def test_every_cell_is_understood_or_reported(folder: Path, loaded: Loaded) -> None:
    calendar, faults = loaded
    reported = {(f.line, f.column) for f in faults if f.file == "area_days.csv"}
    twice = Counter(row[0] for row in raw_rows(folder, "area_days.csv"))
    for line, row in enumerate(raw_rows(folder, "area_days.csv")[1:], start=2):
        if twice[row[0]] > 1:
            continue
        (area,) = [area for area in calendar.areas if squash(area.label) == squash(row[0])]
        for column, (kind, cell) in enumerate(zip(area.schedules, row[2:], strict=True), start=3):
            silent = not cell.strip(" 0123456789") and "20991231" in cell
            understood = not area.schedules[kind].empty or not cell.strip()
            assert understood or silent or (line, column) in reported, (line, column, cell)


def means(cell: str, on: date) -> bool:
    """Whether a raw cell names a day."""
    if on.strftime("%Y%m%d") in cell.split() and on.year < 2090:
        return True
    for year, month, day in re.findall(r"隔.(\d{4})(\d\d)(\d\d)", cell):
        days = (on - date(int(year), int(month), int(day))).days
        if days >= 0 and days % 14 == 0:
            return True
    weekday, week = WEEKDAYS[on.weekday()], str((on.day + 6) // 7)
    for group in re.findall(r"((?:[月火水木金土日][1-5]?(?:\s+|(?=:)|$))+)(?::([\d ]+))?", cell):
        months = group[1].split() or [str(on.month)]
        names = set(group[0].split())
        if str(on.month) in months and names & {weekday, weekday + week}:
            return True
    return False


def closed(folder: Path, centre: str, on: date) -> bool:
    """Whether center.csv, read once more, says that a centre is closed."""
    rows = raw_rows(folder, "center.csv")
    for row in rows[1:]:
        days = [
            date(*map(int, re.findall(r"(\d{4})/?(\d\d?)/?(\d\d?)", cell)[0])) for cell in row[1:]
        ]
        single = rows[0][1] == "休止日"
        inside = on in days if single else bool(days) and days[0] <= on <= days[-1]
        if row[0] == centre and inside:
            return True
    return False


def test_a_second_reading_agrees_on_two_years_of_days(folder: Path, loaded: Loaded) -> None:
    calendar, _ = loaded
    rows = raw_rows(folder, "area_days.csv")
    unique = [row for row in rows[1:] if sum(row[0] == other[0] for other in rows) == 1]
    sample = unique[:: max(1, len(unique) // 6)]
    starts = _years_of(folder)
    for row in sample:
        (area,) = [area for area in calendar.areas if squash(area.label) == squash(row[0])]
        for start in starts:
            _agree(folder, area, row, start)


def _years_of(folder: Path) -> list[date]:
    """The year now, and the year that the files were made for."""
    text = (folder / "area_days.csv").read_text("utf-8") + (folder / "center.csv").read_text(
        "utf-8"
    )
    years = [int(year) for year in re.findall(r"20[12]\d(?=[/\d])", text)]
    return [date(2026, 4, 1), *([date(min(years), 4, 1)] if years else [])]


def _agree(folder: Path, area: Area, row: list[str], start: date) -> None:
    for on in (start + timedelta(days=n) for n in range(366)):
        shut = closed(folder, row[1], on)
        for kind, cell in zip(area.schedules, row[2:], strict=True):
            named = on.strftime("%Y%m%d") in cell.split()
            expected = means(cell, on) and (named or not shut)
            assert area.collects(kind, on) is expected, (row[0], kind, cell, on)


def test_every_district_is_found_by_its_own_name(loaded: Loaded) -> None:
    calendar, _ = loaded
    for area in calendar.areas:
        assert calendar.finder.search(area.label).single == area.label


def test_every_entry_of_the_dictionary_is_found_by_its_own_name(loaded: Loaded) -> None:
    calendar, _ = loaded
    for item in calendar.items:
        assert item.name in [thing.name for thing in calendar.dictionary.named(item.name)]


def test_every_kind_is_understood_by_its_own_name(loaded: Loaded) -> None:
    calendar, _ = loaded
    today = date(2026, 11, 21)
    for kind in calendar.collected:
        question = calendar.understand(f"{kind}はいつ？", today)
        assert question is not None
        assert kind in question.kinds
