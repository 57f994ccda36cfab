"""Hours as people write them into tables."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hours import MIDNIGHT, Opening, Season
from bot.hours.written import (
    NEW_YEAR,
    WEEK,
    Days,
    Rests,
    hours_in,
    read_clock,
    read_days,
    read_rests,
    read_spans,
    weekly_of,
)

WEEKDAYS = frozenset(range(5))
EVERY = frozenset(range(7))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("月火水木金", Days(WEEKDAYS)),
        ("月-金", Days(WEEKDAYS)),
        ("月～金", Days(WEEKDAYS)),
        ("月曜日から金曜日まで", Days(WEEKDAYS)),
        ("平日", Days(WEEKDAYS)),
        ("月、水・金", Days(frozenset({0, 2, 4}))),
        ("金-月", Days(frozenset({4, 5, 6, 0}))),
        ("毎日", Days(EVERY, holidays=True)),
        ("年中無休", Days(EVERY, holidays=True)),
        ("土・日・祝", Days(frozenset({5, 6}), holidays=True)),
        ("月～土（祝日を除く）", Days(frozenset(range(6)), holidays=False)),
        ("日・祝以外", Days(frozenset(range(6)), holidays=False)),
        ("月火水木金（祝日、年末年始を除く）", Days(WEEKDAYS, holidays=False)),
        ("木曜定休", Days(EVERY - {3})),
    ],
)
def test_days(text: str, days: Days) -> None:
    assert read_days(text) == days


@pytest.mark.parametrize("text", ["", "第2土曜", "不定休", "春休み", "9:00", "要予約"])
def test_what_is_no_list_of_days(text: str) -> None:
    assert read_days(text) is None


@given(st.frozensets(st.integers(0, 6), min_size=1), st.sampled_from(["", "・", "、", " ", "/"]))
def test_any_days_with_any_comma(days: frozenset[int], comma: str) -> None:
    assert read_days(comma.join(WEEK[day] for day in sorted(days))) == Days(days)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("9:00", 540),
        ("０９時００分", 540),
        ("9時", 540),
        ("9時半", 570),
        ("午後5時", 1020),
        ("午後12時30分", 750),
        ("0930", 570),
        ("09:00:00", 540),
        ("0.375", 540),
        ("24:00", 1440),
        ("25:30", 1530),
        ("夕方", None),
        ("9:60", None),
        ("99:00", None),
        ("", None),
    ],
)
def test_times(text: str, minutes: int | None) -> None:
    assert read_clock(text) == minutes


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_time_in_every_spelling(hour: int, minute: int) -> None:
    for text in (f"{hour}:{minute:02}", f"{hour:02}：{minute:02}", f"{hour}時{minute}分"):
        assert read_clock(text) == 60 * hour + minute


@given(st.text("月火土日祝曜午前後時分半第休除~-・:、0129 ", max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    read_days(text)
    read_clock(text)
    read_rests(text)
    hours_in(text)
    read_spans(text, text)


def test_several_spans_in_a_cell() -> None:
    assert read_spans("9:00;14:00", "12:00;18:00") == [(540, 720), (840, 1080)]
    assert read_spans("9:00;14:00", "12:00") is None


def test_a_night_goes_on_the_next_day() -> None:
    week = weekly_of([6], [(22 * 60, 6 * 60)])
    assert week == {0: [Opening(time(0), time(6))], 6: [Opening(time(22), MIDNIGHT)]}


def test_a_whole_day_ends_with_it() -> None:
    whole = [Opening(time(0), MIDNIGHT)]
    assert weekly_of([3], [(0, 1440)]) == weekly_of([3], [(0, 0)]) == {3: whole}


@pytest.mark.parametrize(
    ("text", "rests"),
    [
        ("", Rests()),
        ("入館は17:00まで", Rests()),
        ("祝日も開所", Rests(holidays=True)),
        (
            "祝日、年末年始(12/29～1/3)を除く",
            Rests(holidays=False, seasons=(Season((12, 29), (1, 3)),)),
        ),
        ("年末年始休館", Rests(seasons=(NEW_YEAR,))),
        ("第1・第3火曜日休館", Rests(monthly=frozenset({(1, 1), (3, 1)}))),
        ("日曜日、祝日は休み", Rests(holidays=False, weekdays=frozenset({6}))),
        ("お盆は休みの場合があります", Rests(more=True)),
        ("水曜午後は休診", Rests(more=True)),
    ],
)
def test_rests(text: str, rests: Rests) -> None:
    assert read_rests(text) == rests


def test_hours_at_the_head_of_a_remark() -> None:
    found = hours_in("月～金9時～11時30分、13時～15時30分○園庭で遊べます。")
    assert found == (Days(WEEKDAYS), [(540, 690), (780, 930)])
    assert hours_in("園庭で遊べます。月～金9時～11時") is None
