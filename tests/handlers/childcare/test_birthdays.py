"""Days of birth as they are typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.childcare.birthdays import Unread, read_birthday

DAY = date(2025, 4, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2025年4月1日", "2025/4/1", "2025-04-01", "2025.4.1", "２０２５年４月１日", "20250401",
        "令和7年4月1日", "令和７年４月１日生まれ", "R7.4.1", "r7/4/1", "R.7.4.1", " 2025 年 4 月 1 日 です",
    ],
)  # fmt: skip
def test_a_day_is_read(text: str) -> None:
    assert read_birthday(text) == DAY


def test_eras_begin_with_their_first_year() -> None:
    assert read_birthday("令和元年5月1日") == date(2019, 5, 1)
    assert read_birthday("平成31年4月30日") == date(2019, 4, 30)


@pytest.mark.parametrize("text", ["4月1日", "4/1", "4月1日生まれ"])
def test_a_day_without_a_year_is_known_as_such(text: str) -> None:
    assert read_birthday(text) is Unread.NO_YEAR


@pytest.mark.parametrize(
    "text", ["", "きのう", "2025年13月1日", "2025/2/29", "2025", "三月", "2025-4"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    assert read_birthday(text) is Unread.NO_DATE


@given(st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    assert isinstance(read_birthday(text), date | Unread)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    assert read_birthday(f"{day.year}年{day.month}月{day.day}日") == day
    assert read_birthday(day.strftime("%Y%m%d")) == day
