"""Laws of the calendar, against independent computations."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.garbage.calendar.area import Area
from handlers.garbage.calendar.closings import Closings, Period, Yearly
from handlers.garbage.calendar.remarks import Remark
from handlers.garbage.calendar.rules import WEEKDAYS, EveryWeeks, Nth, Weekly
from handlers.garbage.calendar.schedule import Schedule
from handlers.garbage.calendar.tokens import parse_cell

days = st.dates(date(2012, 1, 1), date(2060, 12, 31))
weekdays = st.integers(0, 6)
months = st.sets(st.integers(1, 12), min_size=1).map(frozenset)


@given(on=days, weekday=weekdays, nth=st.integers(1, 5))
def test_the_nth_weekday_is_the_nth_of_its_month(on: date, weekday: int, nth: int) -> None:
    weeks = calendar.Calendar(firstweekday=0).monthdatescalendar(on.year, on.month)
    same = [day for week in weeks for day in week if day.month == on.month]
    same = [day for day in same if day.weekday() == weekday]
    expected = len(same) >= nth and same[nth - 1] == on
    assert Nth(weekday, nth).occurs(on) is expected


@given(first=days, steps=st.integers(-60, 60), weeks=st.integers(1, 4), off=st.integers(1, 27))
def test_every_so_many_weeks(first: date, steps: int, weeks: int, off: int) -> None:
    rule, day = EveryWeeks(first, weeks), first + timedelta(weeks=steps * weeks)
    assert rule.occurs(day) is (steps >= 0)
    if off % (7 * weeks):
        assert not rule.occurs(day + timedelta(days=off))


@given(on=days, weekday=weekdays, chosen=months)
def test_months_only_take_days_away(on: date, weekday: int, chosen: frozenset[int]) -> None:
    assert Weekly(weekday, chosen).occurs(on) is (Weekly(weekday).occurs(on) and on.month in chosen)


@given(weekday=weekdays, nth=st.integers(1, 5), chosen=months, on=days)
def test_a_written_rule_is_read_back(
    weekday: int, nth: int, chosen: frozenset[int], on: date
) -> None:
    cell = f"{WEEKDAYS[weekday]}{nth}:{' '.join(map(str, sorted(chosen)))}"
    schedule, misread = parse_cell(cell, {})
    assert misread == []
    assert schedule.occurs(on) is Nth(weekday, nth, chosen).occurs(on)


@given(st.text(alphabet="月火水木金土日12345678:* 隔第曜週年/-・、`公NUL毎", max_size=40))
def test_any_cell_is_understood_or_reported(cell: str) -> None:
    schedule, misread = parse_cell(cell, {"1": Remark("注意")})
    fillers = r"[\s・、/\-]|NULL"
    if re.sub(fillers, "", cell):
        assert misread or schedule.remarks or not schedule.empty


@given(first=days, length=st.integers(0, 30), on=days, weekday=weekdays)
def test_nothing_is_collected_while_the_centre_is_closed(
    first: date, length: int, on: date, weekday: int
) -> None:
    last = first + timedelta(days=length)
    area = Area("町", {"ごみ": Schedule((Weekly(weekday),))}, Closings((Period(first, last),)))
    usual = on.weekday() == weekday
    assert area.collects("ごみ", on) is (usual and not first <= on <= last)
    assert area.suspended(on) == (["ごみ"] if usual and first <= on <= last else [])


@given(on=days)
def test_a_yearly_period_runs_over_new_year(on: date) -> None:
    winter = (on.month == 12 and on.day >= 29) or (on.month == 1 and on.day <= 3)
    assert Yearly((12, 29), (1, 3)).holds(on) is winter


@given(day=days)
def test_a_date_that_is_named_overrides_a_closing(day: date) -> None:
    area = Area("町", {"ごみ": Schedule(dates=frozenset({day}))}, Closings((Period(day, day),)))
    assert area.collected(day) == ["ごみ"]


@given(named=st.sets(days, min_size=1, max_size=6).map(frozenset), on=days)
def test_dates_alone_know_only_their_own_months(named: frozenset[date], on: date) -> None:
    schedule = Schedule(dates=named)
    first, last = min(named), max(named)
    known = (first.year, first.month) <= (on.year, on.month) <= (last.year, last.month)
    assert schedule.knows(on) is known


@given(on=days, weekday=weekdays, chosen=months)
def test_the_next_day_is_the_first_that_is_collected(
    on: date, weekday: int, chosen: frozenset[int]
) -> None:
    area = Area("町", {"ごみ": Schedule((Weekly(weekday, chosen),))})
    found = area.next_day("ごみ", on)
    assert found is not None
    assert area.collects("ごみ", found)
    between = [on + timedelta(days=n) for n in range((found - on).days)]
    assert not any(area.collects("ごみ", day) for day in between)
