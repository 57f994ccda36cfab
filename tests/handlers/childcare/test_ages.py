"""Ages by law, and intervals."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.childcare.plan.ages import Age, Gap, Unit, reached, read_age, read_gap, same_day

BIRTHDAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("born", "age", "day"),
    [
        ("2025-04-10", "2か月", "2025-06-09"),
        ("2025-04-01", "1歳", "2026-03-31"),
        ("2024-02-29", "1歳", "2025-02-28"),
        ("2024-02-29", "4歳", "2028-02-28"),
        ("2025-12-31", "2か月", "2026-02-28"),
        ("2025-12-30", "2か月", "2026-02-28"),
        ("2025-12-29", "2か月", "2026-02-28"),
        ("2025-12-28", "2か月", "2026-02-27"),
        ("2025-08-31", "6か月", "2026-02-28"),
        ("2025-01-31", "1歳6か月", "2026-07-30"),
        ("2025-01-10", "7か月の翌日", "2025-08-10"),
        ("2026-01-01", "生後6週0日", "2026-02-12"),
        ("2026-01-01", "生後14週6日", "2026-04-15"),
        ("2026-01-01", "生まれた日", "2026-01-01"),
        # Born on April 1st: six years old on March 31st, so a school year earlier than April 2nd.
        ("2020-04-01", "6歳になる年度の始め", "2025-04-01"),
        ("2020-04-01", "6歳になる年度の終わり", "2026-03-31"),
        ("2020-04-02", "6歳になる年度の始め", "2026-04-01"),
        ("2014-04-01", "12歳になる年度の始め", "2025-04-01"),
        ("2014-04-02", "16歳になる年度の終わり", "2031-03-31"),
    ],
)
def test_ages_are_reached_as_the_law_counts(born: str, age: str, day: str) -> None:
    read = read_age(age)
    assert read is not None
    assert read.reached(date.fromisoformat(born)).isoformat() == day


@pytest.mark.parametrize(
    "text", ["", "歳", "2", "2週", "か月", "-1歳", "2歳半", "12歳になる年度", "翌日"]
)
def test_what_is_no_age_is_refused(text: str) -> None:
    assert read_age(text) is None


def test_staff_may_write_full_width_digits_and_other_signs_for_months() -> None:
    assert read_age("２ヶ月") == read_age("2カ月") == Age(2, Unit.MONTHS)
    assert read_gap("２７日") == Gap(days=27)
    assert read_gap("6か月") == Gap(months=6)
    assert read_gap("27") is None


@given(born=BIRTHDAYS, months=st.integers(0, 240))
def test_the_day_after_an_age_is_the_birthday_or_the_first_of_the_next_month(
    born: date, months: int
) -> None:
    day = reached(born, months) + timedelta(days=1)
    assert day.day in (born.day, 1)
    assert (day.year * 12 + day.month) - (born.year * 12 + born.month) in (months, months + 1)


@given(born=BIRTHDAYS, months=st.integers(0, 240))
def test_ages_are_reached_in_order(born: date, months: int) -> None:
    assert reached(born, months) < reached(born, months + 1)


@given(day=BIRTHDAYS, days=st.integers(1, 400))
def test_so_many_whole_days_lie_in_an_interval(day: date, days: int) -> None:
    assert (Gap(days=days).after(day) - day).days - 1 == days


def test_27_days_bring_the_same_weekday_four_weeks_later() -> None:
    assert Gap(days=27).after(date(2026, 11, 2)) == date(2026, 11, 30)


def test_a_month_without_the_day_ends_with_the_first_of_the_next() -> None:
    assert same_day(date(2026, 11, 30), 3) == date(2027, 3, 1)
    assert same_day(date(2026, 11, 15), 3) == date(2027, 2, 15)
