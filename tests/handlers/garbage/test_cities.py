"""Five invented cities full of dirt: what is clear is read, what is not is reported, none guessed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.content import Faults
from handlers.garbage.calendar.area import Area
from handlers.garbage.calendar.outlook import look_at
from tests.handlers.garbage.cities import AOBA, HOTARU, MISAKI, MOMIJI, SHIRASAGI
from tests.handlers.garbage.conftest import Loaded, load_folder

City = Mapping[str, bytes]
Found = Callable[[City], Loaded]


@pytest.fixture
def read(tmp_path: Path) -> Found:
    def write_and_load(city: City) -> Loaded:
        for name, data in city.items():
            (tmp_path / name).write_bytes(data)
        return load_folder(tmp_path)

    return write_and_load


def days(area: Area, kind: str, first: date, last: date) -> str:
    """The collection days of a period, as month/day."""
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return " ".join(f"{on.month}/{on.day}" for on in every if area.collects(kind, on))


def in_2026(area: Area, kind: str, month: int) -> str:
    first = date(2026, month, 1)
    return days(area, kind, first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def at(faults: Faults, line: int, column: int, file: str = "area_days.csv") -> str:
    """What is reported of one cell."""
    here = [f for f in faults if (f.file, f.line, f.column) == (file, line, column)]
    return "\n".join(f"{fault.message}{fault.advice}" for fault in here)


MON_THU_IN_APRIL = "4/2 4/6 4/9 4/13 4/16 4/20 4/23 4/27 4/30"


def test_shirasagi_saved_on_windows(read: Found) -> None:
    calendar, faults = read(SHIRASAGI)
    east, west, south, north = calendar.areas
    assert calendar.collected == ["燃やす ごみ", "資 源", "粗大ごみ", "てんぷら油"]
    assert east.label == "東浜 一丁目"
    for area in (east, south, north):
        assert in_2026(area, "燃やす ごみ", 4) == MON_THU_IN_APRIL
    assert [in_2026(east, "資 源", month) for month in (4, 5, 6, 7)] == [
        "4/8",
        "5/27",
        "6/10",
        "7/22",
    ]
    assert in_2026(west, "資 源", 4) == "4/6 4/8 4/13 4/20 4/27"
    assert in_2026(west, "資 源", 5) == "5/4 5/11 5/18 5/25"
    assert in_2026(south, "資 源", 4) == "4/6 4/14 4/20"
    assert in_2026(south, "てんぷら油", 4) == "4/9 4/23"
    assert west.schedules["燃やす ごみ"].remarks == ("袋は透明", "朝出す")
    assert north.schedules["燃やす ごみ"].remarks == ("祝日除く",)
    assert east.schedules["粗大ごみ"].remarks == ("電話で申込",)
    assert not east.collected(date(2026, 12, 31))
    assert not faults.errors


def test_shirasagi_reports(read: Found) -> None:
    calendar, faults = read(SHIRASAGI)
    north = calendar.areas[3]
    assert "注意として、そのまま案内" in at(faults, 7, 3)
    assert "毎週の「月」も" in at(faults, 7, 4)
    assert "「最終水曜」は、この表の書き方にありません。日付を" in at(faults, 7, 6)
    assert north.schedules["てんぷら油"].doubtful
    assert in_2026(north, "てんぷら油", 4) == ""
    assert "電話で申込" in at(faults, 3, 5)
    assert "「木2木4」は「木2 木4」と読みました" in at(faults, 6, 6)
    assert len(faults) == 5


def test_momiji_with_tabs_and_dates_of_a_spreadsheet(read: Found) -> None:
    calendar = read(MOMIJI)[0]
    maple, kaede, keyaki, sakura = calendar.areas
    assert calendar.collected == ["可燃", "不燃", "古布"]
    for area in (maple, keyaki, sakura):
        assert in_2026(area, "可燃", 4) == MON_THU_IN_APRIL
    assert in_2026(kaede, "可燃", 4) == "4/9 4/23"
    spring = date(2026, 4, 1), date(2026, 5, 31)
    assert days(maple, "不燃", *spring) == days(maple, "古布", *spring) == "4/1 5/6"
    assert days(kaede, "不燃", *spring) == days(sakura, "古布", *spring) == "4/1"
    for area, kind in ((kaede, "古布"), (keyaki, "不燃"), (keyaki, "古布"), (sakura, "不燃")):
        assert area.schedules[kind].doubtful
        assert days(area, kind, *spring) == ""


def test_momiji_reports(read: Found) -> None:
    faults = read(MOMIJI)[1]
    assert "「2026/4/1、2026/5/6」と読みました" in at(faults, 2, 5)
    assert "表計算ソフトの日付の番号" in at(faults, 3, 5)
    assert "年・月・日がそろっていません" in at(faults, 4, 4)
    assert "年・月・日がそろっていません" in at(faults, 4, 5)
    assert "木曜日ではなく水曜日です。読みませんでした" in at(faults, 5, 4)
    places = [(f.line, f.column) for f in faults]
    clear = [(2, 3), (2, 4), (5, 5)]
    assert not set(clear) & set(places)
    assert set(places) == {(2, 5), (3, 3), (3, 4), (3, 5), (4, 3), (4, 4), (4, 5), (5, 3), (5, 4)}


def test_aoba_written_as_notices_are(read: Found) -> None:
    one, two, _, four, five = read(AOBA)[0].areas
    assert in_2026(one, "可燃ごみ", 4).startswith("4/1 4/2 4/3 4/6 4/7 4/8 4/9 4/10 4/13")
    assert in_2026(two, "可燃ごみ", 4) == "4/6"
    assert [in_2026(one, "不燃ごみ", month) for month in (4, 5)] == ["4/8", ""]
    assert [in_2026(two, "不燃ごみ", month) for month in (4, 5)] == ["", "5/13"]
    assert [in_2026(five, "不燃ごみ", month) for month in (4, 5, 6)] == ["4/8", "", "6/10"]
    assert (
        in_2026(one, "びん", 4) == in_2026(two, "びん", 4) == in_2026(five, "びん", 4) == "4/8 4/22"
    )
    assert in_2026(four, "びん", 4) == "4/3 4/8 4/17 4/22"
    for area in (one, four, five):
        assert in_2026(area, "ペットボトル", 4) == "4/7 4/21"
    assert in_2026(five, "可燃ごみ", 4) == MON_THU_IN_APRIL
    assert in_2026(five, "可燃ごみ", 10) == ""


def test_aoba_what_may_mean_two_things_is_not_guessed(read: Found) -> None:
    calendar, faults = read(AOBA)
    _, two, three, four, _ = calendar.areas
    unclear = [(two, "ペットボトル", 3, 5), (three, "可燃ごみ", 4, 2), (three, "不燃ごみ", 4, 3)]
    unclear += [(three, "びん", 4, 4), (four, "可燃ごみ", 5, 2), (four, "不燃ごみ", 5, 3)]
    for area, kind, line, column in unclear:
        assert area.schedules[kind].doubtful, (line, column)
        assert not area.schedules[kind].rules, (line, column)
        assert at(faults, line, column).endswith("書いてください。"), (line, column)
    assert "始まりの日を付けて" in at(faults, 3, 5)
    assert three.schedules["ペットボトル"].doubtful
    assert "火曜日ではなく水曜日です" in at(faults, 4, 5)


def test_misaki_edited_by_many_hands(read: Found) -> None:
    calendar, faults = read(MISAKI)
    east, west, south, north, middle, off = calendar.areas
    assert calendar.collected == ["燃えるごみ", "埋立ごみ", "缶"]
    assert in_2026(east, "燃えるごみ", 4) == MON_THU_IN_APRIL
    assert east.schedules["燃えるごみ"].remarks == ("8:30まで",)
    assert east.schedules["埋立ごみ"].remarks == ("雨天中止",)
    assert east.schedules["缶"].remarks == ("要予約",)
    assert not east.schedules["缶"].doubtful
    for area in (west, south):
        assert all(schedule.doubtful for schedule in area.schedules.values()), area.label
        assert not any(schedule.rules for schedule in area.schedules.values()), area.label
    assert not any(schedule.doubtful for schedule in north.schedules.values())
    assert [kind for kind, each in middle.schedules.items() if each.doubtful] == [
        "燃えるごみ",
        "埋立ごみ",
    ]
    assert in_2026(off, "燃えるごみ", 4) == "4/7 4/14 4/21 4/28"
    assert "列が少ない" in at(faults, 7, 5)
    assert all(f.line and f.column and f.message and f.advice for f in faults)


def test_misaki_never_says_that_nothing_is_collected_where_it_could_not_read(read: Found) -> None:
    _, west, _, north, _, _ = read(MISAKI)[0].areas
    outlook = look_at(west, date(2026, 4, 6))
    assert outlook.kinds == ()
    assert outlook.doubtful == ("燃えるごみ", "埋立ごみ", "缶")
    assert look_at(north, date(2026, 4, 6)).doubtful == ()


def test_hotaru_without_a_header(read: Found) -> None:
    calendar, faults = read(HOTARU)
    assert [area.label for area in calendar.areas] == ["蛍谷", "沢"]
    assert [area.group for area in calendar.areas] == ["川上", "川上"]
    assert calendar.collected == ["燃やすごみ", "がれき"]
    valley, stream = calendar.areas
    assert [in_2026(valley, "がれき", month) for month in (4, 5, 6, 7)] == [
        "4/1",
        "5/6",
        "6/17",
        "7/15",
    ]
    assert [in_2026(stream, "がれき", month) for month in (9, 10, 12)] == [
        "",
        "10/14 10/28",
        "12/9 12/23",
    ]
    assert stream.closings.closed(date(2019, 4, 30))
    assert stream.closings.closed(date(2031, 8, 15))
    assert "同じ行が前にもあります" in at(faults, 4, 1)
    assert not faults.errors
