"""What holds for any timetable, and the days on which counters get it wrong."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.departments.hours import Closed, Holidays, Open, Opening, Season, Timetable
from tests.handlers.departments.conftest import OWN, load_folder

minutes = st.integers(0, 24 * 60 - 2)


def _time(minute: int) -> time:
    return time(minute // 60, minute % 60)


@st.composite
def _openings(draw: st.DrawFn) -> Opening:
    first = draw(minutes)
    return Opening(_time(first), _time(draw(st.integers(first + 1, 24 * 60 - 1))))


days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
timetables = st.builds(
    Timetable,
    weekly=st.dictionaries(st.integers(0, 6), st.lists(_openings(), max_size=1)),
    holidays=st.none() | st.builds(Holidays, st.dictionaries(days, st.just("休日"), max_size=9)),
    seasons=st.just([Season((12, 29), (1, 3))]),
    dates=st.frozensets(days, max_size=3),
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31))  # noqa: DTZ001


@given(timetables, moments)
def test_open_and_closed_are_what_the_day_says(table: Timetable, now: datetime) -> None:
    state, today = table.state(now), table.openings(now.date())
    if today is None or not any(table.weekly.values()):
        assert state is None
    else:
        inside = [one for one in today if one.first <= now.time() < one.last]
        assert isinstance(state, Open) == bool(inside)


@given(timetables, moments)
def test_the_next_opening_is_the_first_minute_that_is_open(table: Timetable, now: datetime) -> None:
    state = table.state(now)
    if not isinstance(state, Closed) or state.opens is None:
        return
    assert state.opens > now
    assert isinstance(table.state(state.opens), Open)
    assert isinstance(table.state(state.opens - timedelta(minutes=1)), Closed)
    between = now.date() + timedelta(days=1)
    while between < state.opens.date():
        assert not table.openings(between)
        between += timedelta(days=1)


@given(st.dates(), st.tuples(st.integers(1, 12), st.integers(1, 28)))
def test_a_season_and_its_rest_share_no_day(day: date, first: tuple[int, int]) -> None:
    whole = Season(first, first)
    assert whole.holds(day) == ((day.month, day.day) == first)
    assert Season((12, 29), (1, 3)).holds(day) != Season((1, 4), (12, 28)).holds(day)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-11-20T08:29", Closed(datetime.fromisoformat("2026-11-20T08:30"))),
        ("2026-11-20T08:30", Open(time(17, 15))),
        ("2026-11-20T17:14", Open(time(17, 15))),
        # Saturday, Sunday, and Monday the holiday.
        ("2026-11-20T17:15", Closed(datetime.fromisoformat("2026-11-24T08:30"))),
        ("2026-11-23T10:00", Closed(datetime.fromisoformat("2026-11-24T08:30"))),
        # The days between two holidays, and the substitute for one on a Sunday.
        ("2026-09-22T10:00", Closed(datetime.fromisoformat("2026-09-24T08:30"))),
        ("2026-05-06T10:00", Closed(datetime.fromisoformat("2026-05-07T08:30"))),
        # The turn of the year.
        ("2026-12-28T12:00", Open(time(17, 15))),
        ("2026-12-29T12:00", Closed(datetime.fromisoformat("2027-01-04T08:30"))),
        # Nobody wrote down the holidays of 2028.
        ("2027-12-29T12:00", Closed(None)),
        ("2028-01-04T12:00", None),
    ],
)
def test_the_city_hall(now: str, state: Open | Closed | None) -> None:
    directory, _ = load_folder(OWN)
    assert directory
    table = directory.timetable(directory.departments[0])
    assert table.state(datetime.fromisoformat(now)) == state
