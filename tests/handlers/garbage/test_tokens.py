"""Every token of the 5374 grammar, and what people write in its place."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.garbage.calendar.remarks import Remark
from handlers.garbage.calendar.rules import WEEKDAYS, EveryWeeks, Nth, Rule, Weekly
from handlers.garbage.calendar.tokens import parse_cell

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
REMARKS = {
    "1": Remark("一部の地域を除きます"),
    "2": Remark("収集がない日 2017/05/29", frozenset({date(2017, 5, 29)})),
}


def rules(cell: str) -> list[Rule]:
    schedule, misread = parse_cell(cell, REMARKS)
    assert misread == []
    return list(schedule.rules)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("月", [Weekly(MON)]),
        ("月 木", [Weekly(MON), Weekly(THU)]),
        (" 月　木 ", [Weekly(MON), Weekly(THU)]),
        ("月・木", [Weekly(MON), Weekly(THU)]),
        ("月、木", [Weekly(MON), Weekly(THU)]),
        ("月/木", [Weekly(MON), Weekly(THU)]),
        ("月木", [Weekly(MON), Weekly(THU)]),
        ("月曜日 木曜日", [Weekly(MON), Weekly(THU)]),
        ("毎週日曜日", [Weekly(SUN)]),
        ("毎週 日曜", [Weekly(SUN)]),
        ("毎日", [Weekly(day) for day in range(7)]),
        ("月\n木", [Weekly(MON), Weekly(THU)]),
        ("月 月", [Weekly(MON)]),
    ],
)  # fmt: skip
def test_weekdays(cell: str, expected: list[Rule]) -> None:
    assert rules(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("水2", [Nth(WED, 2)]),
        ("水２", [Nth(WED, 2)]),
        ("火1 火3", [Nth(TUE, 1), Nth(TUE, 3)]),
        ("第2水曜日", [Nth(WED, 2)]),
        ("第2水", [Nth(WED, 2)]),
        ("水曜第2", [Nth(WED, 2)]),
        ("第2・4水曜", [Nth(WED, 2), Nth(WED, 4)]),
        ("第1・第3土曜日", [Nth(SAT, 1), Nth(SAT, 3)]),
        ("水2・4", [Nth(WED, 2), Nth(WED, 4)]),
        ("月 金5", [Weekly(MON), Nth(FRI, 5)]),
    ],
)
def test_weeks_of_the_month(cell: str, expected: list[Rule]) -> None:
    assert rules(cell) == expected


def test_months_hold_for_all_weekdays_before_the_colon() -> None:
    even = frozenset({4, 6, 8, 10, 12, 2})
    assert rules("火2 金4:4 6 8 10 12 2") == [Nth(TUE, 2, even), Nth(FRI, 4, even)]


def test_a_weekday_after_months_begins_a_group_of_its_own() -> None:
    assert rules("水1:4 5 水2：6 7 水5") == [
        Nth(WED, 1, frozenset({4, 5})),
        Nth(WED, 2, frozenset({6, 7})),
        Nth(WED, 5),
    ]


@pytest.mark.parametrize(
    ("cell", "months"),
    [
        ("水2:4", {4}),
        ("水2: 4 6", {4, 6}),
        ("水2:4月 6月", {4, 6}),
        ("水2:4・6", {4, 6}),
        ("水2:11-2", {11, 12, 1, 2}),
        ("水2:04 06", {4, 6}),
    ],
)
def test_ways_to_write_months(cell: str, months: set[int]) -> None:
    assert rules(cell) == [Nth(WED, 2, frozenset(months))]


@pytest.mark.parametrize(
    ("cell", "first", "weeks"),
    [
        ("隔月20150112", date(2015, 1, 12), 2),
        ("隔水20150107", date(2015, 1, 7), 2),
        ("隔週水曜2015/1/7", date(2015, 1, 7), 2),
        ("e2w20150107", date(2015, 1, 7), 2),
        ("e4w20150107", date(2015, 1, 7), 4),
    ],
)
def test_every_other_week(cell: str, first: date, weeks: int) -> None:
    assert rules(cell) == [EveryWeeks(first, weeks)]


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("20190402", {date(2019, 4, 2)}),
        ("20190402 20190514", {date(2019, 4, 2), date(2019, 5, 14)}),
        ("２０１９０４０２", {date(2019, 4, 2)}),
        ("2019/4/2", {date(2019, 4, 2)}),
        ("2019-04-02", {date(2019, 4, 2)}),
        ("2019年4月2日", {date(2019, 4, 2)}),
        ("20190402(火)", {date(2019, 4, 2)}),
        ("20190402,20190514", {date(2019, 4, 2), date(2019, 5, 14)}),
        ("20190401-20190403", {date(2019, 4, 1), date(2019, 4, 2), date(2019, 4, 3)}),
        ("20190430～20190501", {date(2019, 4, 30), date(2019, 5, 1)}),
        ("20190402 20991231", {date(2019, 4, 2)}),
        (" 20991231", set()),
    ],
)
def test_dates(cell: str, days: set[date]) -> None:
    schedule, misread = parse_cell(cell, {})
    assert schedule.dates == days
    assert misread == []


def test_weekdays_and_dates_together() -> None:
    schedule, misread = parse_cell("月 木 20251230", {})
    assert schedule.rules == (Weekly(MON), Weekly(THU))
    assert schedule.dates == {date(2025, 12, 30)}
    assert misread == []


@pytest.mark.parametrize(
    "cell", ["", " ", "　", "NULL", "null", "-", "－", "×", "なし", "収集なし"]
)
def test_nothing_is_collected(cell: str) -> None:
    schedule, misread = parse_cell(cell, {})
    assert schedule.empty
    assert misread == []


def test_remarks() -> None:
    schedule, misread = parse_cell("火 木 *1", REMARKS)
    assert schedule.remarks == ("一部の地域を除きます",)
    assert schedule.rules == (Weekly(TUE), Weekly(THU))
    assert misread == []


def test_a_remark_with_days_without_collection_takes_those_days_out() -> None:
    schedule, _ = parse_cell("月1 月3 月5 *2", REMARKS)
    assert not schedule.occurs(date(2017, 5, 29))
    assert schedule.planned(date(2017, 5, 29))
    assert schedule.occurs(date(2017, 7, 31))
    assert schedule.remarks == ()


def test_a_remark_without_a_blank() -> None:
    schedule, misread = parse_cell("*1水2 水4", REMARKS)
    assert schedule.rules == (Nth(WED, 2), Nth(WED, 4))
    assert schedule.remarks == ("一部の地域を除きます",)
    assert misread == []


def test_a_remark_between_months() -> None:
    schedule, misread = parse_cell("水2:4 6 *1", REMARKS)
    assert schedule.rules == (Nth(WED, 2, frozenset({4, 6})),)
    assert schedule.remarks == ("一部の地域を除きます",)
    assert misread == []


@pytest.mark.parametrize(
    ("cell", "expected", "said"),
    [
        ("水2 水4`", [Nth(WED, 2), Nth(WED, 4)], "「水4`」は「水4」と読みました"),
        ("水6", [], "第6週はありません"),
        ("水0 木", [Weekly(THU)], "第0週はありません"),
        ("公社", [], "「公社」は収集日として読めません"),
        ("隔週 月", [], "「隔週」だけでは、どの週か分かりません"),
        ("毎週", [], "「毎週」は収集日として読めません"),
        ("毎月 月", [], "「毎月」は収集日として読めません"),
        (
            "月 水2:4 6",
            [Weekly(MON, frozenset({4, 6})), Nth(WED, 2, frozenset({4, 6}))],
            "毎週の「月」も",
        ),
        ("月末", [], "「月末」は収集日として読めません"),
        ("4・6月", [], "「4」は収集日として読めません"),
        ("2020024", [], "7けたあります"),
        ("201904022", [], "9けたあります"),
        ("20190231", [], "「20190231」という日はありません"),
        ("月 *9", [Weekly(MON)], "remarks.csvに番号9がありません"),
        ("水2:", [], "「:」のあとに月がありません"),
        ("水2:13", [], "「13」という月はありません"),
        ("水2:4 13", [Nth(WED, 2, frozenset({4}))], "「13」という月はありません"),
        (":4 6 月", [], "「:」の前に曜日がありません"),
        ("隔月20150107", [], "月曜日ではなく水曜日です。読みませんでした"),
        ("20190403-20190401", [], "の期間は読めません"),
    ],
)
def test_what_cannot_be_read_is_said(cell: str, expected: list[Rule], said: str) -> None:
    schedule, misread = parse_cell(cell, {})
    assert list(schedule.rules) == expected
    assert any(said in each.message for each in misread), misread
    assert all(each.advice.endswith("。") for each in misread)


def test_weekdays_stand_in_the_order_of_the_calendar() -> None:
    assert [WEEKDAYS[date(2026, 11, day).weekday()] for day in range(16, 23)] == list(WEEKDAYS)


@pytest.mark.parametrize("cell", ["水2 20261229 休み", "水2 偶数月以外", "月 木 要確認", "月?"])
def test_a_word_that_is_not_understood_makes_the_whole_cell_doubtful(cell: str) -> None:
    schedule, misread = parse_cell(cell, {})
    assert schedule.empty
    assert schedule.doubtful
    assert misread
