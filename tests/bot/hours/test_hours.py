"""What holds for any timetable, and what goes on over midnight."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.hours import MIDNIGHT, Closed, Holidays, Open, Opening, Season, Timetable

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
        inside = [one for one in today if one.holds(now.time())]
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


def _always(last: time = MIDNIGHT) -> Timetable:
    return Timetable({day: [Opening(time(0), last)] for day in range(7)})


def test_what_never_closes_has_no_end() -> None:
    assert _always().state(datetime.fromisoformat("2026-11-21T23:59")) == Open(None)


def test_an_evening_ends_in_the_night() -> None:
    table = Timetable({4: [Opening(time(20), MIDNIGHT)], 5: [Opening(time(0), time(2))]})
    assert table.state(datetime.fromisoformat("2026-11-20T21:00")) == Open(time(2))
    assert table.state(datetime.fromisoformat("2026-11-21T01:59")) == Open(time(2))
    closed = table.state(datetime.fromisoformat("2026-11-21T02:00"))
    assert closed == Closed(datetime.fromisoformat("2026-11-27T20:00"))


def test_the_third_tuesday() -> None:
    week = {day: [Opening(time(9), time(17))] for day in range(7)}
    table = Timetable(week, rests=frozenset({(3, 1)}))
    closed = [day for day in range(1, 31) if not table.openings(date(2026, 11, day))]
    assert closed == [17]
