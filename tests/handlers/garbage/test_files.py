"""The five files, with the dirt of real ones; every fault at its place."""

from __future__ import annotations

from datetime import date

import pytest

from bot.content import Faults
from handlers.garbage.calendar.rules import Nth, Weekly
from tests.handlers.garbage.conftest import Load

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


def places(faults: Faults) -> list[tuple[str, int | None, int | None]]:
    return [(fault.file, fault.line, fault.column) for fault in faults]


def said(faults: Faults) -> str:
    return "\n".join(map(str, faults))


def test_a_plain_file(load_files: Load) -> None:
    calendar, faults = load_files(
        area_days="地名,センター,燃やすごみ,びん\n片町,東部,月 木,水4\n",
        center="名称,休止開始日,休止終了日\n東部,2015/12/29,2016/01/03\n",
    )
    (area,) = calendar.areas
    assert not list(faults)
    assert area.label == "片町"
    assert area.schedules["燃やすごみ"].rules == (Weekly(MON), Weekly(THU))
    assert area.schedules["びん"].rules == (Nth(WED, 4),)
    assert area.closings.closed(date(2015, 12, 31))


def test_columns_in_front_and_no_centre(load_files: Load) -> None:
    calendar, faults = load_files(
        area_days="マスター,地名,センター,可燃ごみ,埋立ごみ\n1,玉川,NULL,月 木,火2 火4\n"
    )
    assert not list(faults)
    assert calendar.collected == ["可燃ごみ", "埋立ごみ"]
    assert calendar.areas[0].label == "玉川"


@pytest.mark.parametrize(
    "header",
    ["地区,センター", "地域,センター", "町名,収集センター", "地名,センター（不要なら空白）"],
)
def test_other_names_of_the_first_columns(load_files: Load, header: str) -> None:
    calendar, faults = load_files(area_days=f"{header},燃やすごみ\n片町,,月\n")
    assert not list(faults)
    assert calendar.collected == ["燃やすごみ"]


def test_no_centre_column_at_all(load_files: Load) -> None:
    calendar, faults = load_files(area_days="地名,燃やすごみ,びん\n片町,月 木,水4\n")
    assert not list(faults)
    assert calendar.collected == ["燃やすごみ", "びん"]


def test_an_unnamed_centre_column(load_files: Load) -> None:
    calendar, _ = load_files(area_days="地名,,燃やすごみ\n片町,東部,月\n")
    assert calendar.collected == ["燃やすごみ"]
    assert calendar.areas[0].centre == "東部"


def test_no_header_row(load_files: Load) -> None:
    calendar, faults = load_files(
        area_days="片町,,月 木,水2\n本町,,火 金,水3\n",
        description="label,sublabel,description,styles,bgcolor\n燃やすごみ,,,,\n資源,,,,\n",
    )
    assert [area.label for area in calendar.areas] == ["片町", "本町"]
    assert calendar.collected == ["燃やすごみ", "資源"]
    assert "1行目に見出しがありません" in said(faults)
    assert places(faults) == [("area_days.csv", 1, 1)]


def test_a_title_above_the_header(load_files: Load) -> None:
    calendar, faults = load_files(area_days="ごみ収集日程,,\n地名,センター,びん\n片町,,水2\n")
    assert [area.label for area in calendar.areas] == ["片町"]
    assert calendar.collected == ["びん"]
    assert places(faults) == [("area_days.csv", 1, 1)]


def test_a_column_without_a_name(load_files: Load) -> None:
    calendar, faults = load_files(
        area_days="地名,センター,燃やすごみ,\n片町,,月,水2\n",
        description="label,sublabel\n燃やすごみ,\nびん,\n",
    )
    assert calendar.collected == ["燃やすごみ", "びん"]
    assert places(faults) == [("area_days.csv", 2, 4)]


def test_a_column_that_holds_no_days(load_files: Load) -> None:
    calendar, faults = load_files(
        area_days="地名,センター,ふりがな,燃やすごみ\n片町,,かたまち,月\n本町,,ほんまち,火\n"
    )
    assert calendar.collected == ["燃やすごみ"]
    assert places(faults) == [("area_days.csv", 1, 3)]


def test_an_empty_column_is_a_kind_that_is_not_collected(load_files: Load) -> None:
    calendar, faults = load_files(area_days="地名,センター,燃やすごみ,粗大\n片町,,月,\n")
    assert calendar.collected == ["燃やすごみ", "粗大"]
    assert calendar.areas[0].schedules["粗大"].empty
    assert not list(faults)


def test_a_byte_order_mark_and_windows_line_ends(load_files: Load) -> None:
    calendar, faults = load_files(area_days="\ufeff地名,センター,燃やすごみ\r\n片町,,月\r\n\r\n")
    assert not list(faults)
    assert calendar.areas[0].label == "片町"


def test_a_cell_that_cannot_be_read_is_reported_at_its_place(load_files: Load) -> None:
    calendar, faults = load_files(
        area_days="地名,センター,燃やすごみ,びん\n片町,,月,水4\n本町,,公社,2020024 20200401\n"
    )
    assert places(faults) == [("area_days.csv", 3, 3), ("area_days.csv", 3, 4)]
    assert all(fault.severity == "warning" for fault in faults)
    assert calendar.areas[1].schedules["びん"].dates == {date(2020, 4, 1)}


def test_a_comma_in_a_name_does_not_move_the_days(load_files: Load) -> None:
    calendar, faults = load_files(
        area_days="地名,センター,燃やすごみ,びん\n東町,西町,東部,月 木,水2\n本町,,火,水3\n"
    )
    assert [area.label for area in calendar.areas] == ["本町"]
    assert "ずれています" in said(faults)
    assert ("area_days.csv", 2, 5) in places(faults)


def test_rows_of_one_name(load_files: Load) -> None:
    calendar, faults = load_files(
        area_days="地名,センター,燃やすごみ\n東町,,月\n西町,,火\n東町,,月\n西町,,水\n"
    )
    assert [area.label for area in calendar.areas] == ["東町", "西町（1）", "西町（2）"]
    assert places(faults) == [("area_days.csv", 4, 1), ("area_days.csv", 5, 1)]


def test_two_columns_of_one_kind_are_one(load_files: Load) -> None:
    calendar, _ = load_files(area_days="地名,センター,びん,びん\n片町,,水1,水3\n")
    assert calendar.areas[0].schedules["びん"].rules == (Nth(WED, 1), Nth(WED, 3))


def test_comments_and_repeated_headers_are_no_districts(load_files: Load) -> None:
    calendar, _ = load_files(
        area_days="地名,センター,びん\n#片町,,水1\n地名,センター,びん\n本町,,水2\n"
    )
    assert [area.label for area in calendar.areas] == ["本町"]


@pytest.mark.parametrize(
    "text", ["", "地名,センター,燃やすごみ\n", "地名,センター,びん\n片町,,公社\n"]
)
def test_a_file_without_any_day_is_an_error(load_files: Load, text: str) -> None:
    _, faults = load_files(area_days=text)
    assert "収集日が1つも読めません" in "".join(fault.message for fault in faults.errors)


def test_a_heading_between_districts_is_their_group(load_files: Load) -> None:
    rows = ["―――国見町―――,,月", "上岐部,,火", "赤根,,水", "―――国東町―――,,", "原,,木"]
    calendar, faults = load_files(area_days="\n".join(["地名,センター,びん", *rows]))
    assert not list(faults)
    assert [area.label for area in calendar.areas] == ["上岐部", "赤根", "原"]
    assert calendar.finder.search("国見町").labels == ("上岐部", "赤根")
    assert calendar.finder.search("国見町赤根").single == "赤根"


def test_a_row_that_is_too_short(load_files: Load) -> None:
    calendar, faults = load_files(area_days="地名,センター,燃やすごみ,びん\n片町,,月\n")
    assert calendar.areas[0].schedules["びん"].empty
    assert places(faults) == [("area_days.csv", 2, 4)]


def test_a_missing_file_is_an_error_and_nothing_falls_over(load_files: Load) -> None:
    calendar, faults = load_files()
    assert not calendar.areas
    assert not calendar.collected
    assert [fault.file for fault in faults.errors] == ["area_days.csv"]


# -- center.csv

AREA = "地名,センター,燃やすごみ\n片町,東部,月\n"


@pytest.mark.parametrize(
    ("row", "closed", "open_"),
    [
        ("東部,2015/12/29,2016/01/03", date(2016, 1, 3), date(2016, 1, 4)),
        ("東部,20151229,20160103", date(2015, 12, 29), date(2015, 12, 28)),
        ("東部,2015年12月29日,2016年1月3日", date(2016, 1, 1), date(2016, 1, 4)),
        ("東部,12/29,1/3", date(2031, 1, 2), date(2031, 1, 4)),
        ("東部,2015/8/13,2015/8/16,2015/12/29,2016/1/3", date(2015, 12, 30), date(2015, 8, 17)),
        ("東部,2015/12/29,2016/1/3\n東部,2016/12/29,2017/1/3", date(2017, 1, 1), date(2016, 7, 1)),
    ],
)
def test_ways_to_write_closings(load_files: Load, row: str, closed: date, open_: date) -> None:
    calendar, faults = load_files(area_days=AREA, center=f"名称,休止開始日,休止終了日\n{row}\n")
    assert not list(faults)
    closings = calendar.areas[0].closings
    assert closings.closed(closed)
    assert not closings.closed(open_)


def test_single_closed_days(load_files: Load) -> None:
    calendar, faults = load_files(
        area_days=AREA, center="名称,休止日,休止日,休止日\n東部,2020/05/03,2020/05/06,\n"
    )
    assert not list(faults)
    closings = calendar.areas[0].closings
    assert [closings.closed(date(2020, 5, day)) for day in range(2, 8)] == [
        False, True, False, False, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("東部,2015/12/29,2015/01/03", "終わりを2016/01/03と読みました"),
        ("東部,2016/05/03,2016/05/01", "休止期間が読めません"),
        ("東部,2016/02/30,2016/03/01", "「2016/02/30」は日付として読めません"),
        ("東部,2016/05/03,", "1日だけの休みと読みました"),
        ("東部,12/29,2016/01/03", "片方の日付に年がありません"),
    ],
)
def test_closings_that_are_odd(load_files: Load, row: str, message: str) -> None:
    _, faults = load_files(area_days=AREA, center=f"名称,休止開始日,休止終了日\n{row}\n")
    assert message in said(faults)


def test_closings_without_a_header(load_files: Load) -> None:
    calendar, faults = load_files(area_days=AREA, center="東部,2015/12/29,2016/01/03\n")
    assert calendar.areas[0].closings.closed(date(2016, 1, 1))
    assert places(faults) == [("center.csv", 1, 1)]


def test_a_centre_that_is_not_listed_is_reported_once(load_files: Load) -> None:
    _, faults = load_files(
        area_days="地名,センター,びん\n片町,東部,月\n本町,東部,火\n",
        center="名称,休止開始日,休止終了日\n西部,2015/12/29,2016/01/03\n",
    )
    assert places(faults) == [("area_days.csv", 2, 2), ("center.csv", 2, 1)]


# -- description.csv, remarks.csv, target.csv


def test_kinds_get_their_colours_and_plain_descriptions(load_files: Load) -> None:
    calendar, faults = load_files(
        area_days="地名,センター,燃やすごみ,古紙・段ボール\n片町,,月,火\n",
        description="label,sublabel,description,styles,Bgcolor\n"
        "燃やすゴミ,指定袋,水を切る。<br>口を<b>しばる</b>。,,EA3B13\n古紙類,,,,#abc\n#びん,,,,\n",
    )
    burnable, paper = calendar.kinds
    assert (burnable.label, burnable.colour) == ("燃やすごみ", "#ea3b13")
    assert burnable.how == "指定袋\n水を切る。\n口をしばる。"
    assert paper.colour == "#aabbcc"
    assert not list(faults)


def test_the_description_of_another_city_is_reported(load_files: Load) -> None:
    _, faults = load_files(
        area_days="地名,センター,びん\n片町,,月\n", description="label,bgcolor\n小型家電,\n"
    )
    assert "ほかの市のひな形かもしれません" in said(faults)


def test_a_colour_that_is_none(load_files: Load) -> None:
    calendar, faults = load_files(
        area_days="地名,センター,びん\n片町,,月\n", description="label,bgcolor\nびん,赤\n"
    )
    assert places(faults) == [("description.csv", 2, 2)]
    assert calendar.colour("びん").startswith("#")


def test_a_calendar_with_remarks(load_files: Load) -> None:
    calendar, faults = load_files(
        area_days="地名,センター,燃やさないごみ\n新井,,月1 月3 月5 *1\n",
        remarks="ID,注意事項\n1,収集がない日 2017/05/29 2017/07/31\n",
    )
    (area,) = calendar.areas
    assert not list(faults)
    assert area.collected(date(2017, 5, 29)) == []
    assert area.suspended(date(2017, 5, 29)) == ["燃やさないごみ"]
    assert area.collected(date(2017, 6, 5)) == ["燃やさないごみ"]


def test_the_dictionary_is_linked_to_the_calendar(load_files: Load) -> None:
    calendar, faults = load_files(
        area_days="地名,センター,燃やせるごみ,びん・かん\n片町,,月,火\n",
        target="type,name,notice,furigana\n燃やすごみ,生ごみ,水を切る<br>こと,な\n"
        " びん ,一升びん,,い\nびん,一升びん,,い\n大型ごみ,たんす,,た\ntype,name,notice,furigana\n"
        ",名なし,,\n",
    )
    assert [(item.name, item.kind) for item in calendar.items] == [
        ("生ごみ", "燃やせるごみ"),
        ("一升びん", "びん・かん"),
        ("たんす", ""),
    ]
    assert calendar.items[0].notice == "水を切る\nこと"
    assert places(faults) == [("target.csv", 5, 1), ("target.csv", 6, 1), ("target.csv", 7, 2)]


def test_a_dictionary_without_a_header(load_files: Load) -> None:
    calendar, faults = load_files(
        area_days="地名,センター,燃やすごみ\n片町,,月\n", target="燃やすごみ,生ごみ,水を切る,な\n"
    )
    assert calendar.items[0].name == "生ごみ"
    assert places(faults) == [("target.csv", 1, 1)]


def test_every_message_is_a_sentence_and_every_advice_says_what_to_do(load_files: Load) -> None:
    _, faults = load_files(
        area_days="地名,センター,燃やすごみ,びん\n,,月,\n片町,東部,2020024,水6\n片町,東部,月,\n",
        center="名称,休止開始日,休止終了日\n西部,2016/02/30,2016/03/01\n",
        target="label,name\n大型,たんす\n",
        remarks="ID,注意事項\n1,注意\n1,注意2\n",
    )
    assert len(faults) >= 8
    assert all(fault.message.endswith("。") for fault in faults)
    assert all(fault.advice.endswith("。") for fault in faults)
