"""The law of reminders: each wish and day exactly once, whatever the clock does."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from handlers.garbage.reminders.parts import Part, moment
from tests.handlers.garbage.evening import Evening, Open, write_content
from tests.passing import Killed, at, person

START = at("2026-12-29 12:00")
LIMIT = timedelta(hours=8, minutes=30)
LATE = """\
notices:
  - {id: a, date: 2027-01-04, what: 遅れ, districts: [南町]}
  - {id: b, date: 2027-01-07, what: 遅れ, districts: [南町]}
"""
TOWNS = ("北町", "南町", "西町")


@dataclass(frozen=True)
class Wish:
    number: int
    part: Part
    minute: int
    area: str
    since: date


@dataclass(frozen=True)
class Pass:
    """Time passes, then the clock runs once; `killed` at its so-many-th transaction, if it has that many.

    `late`: one district has got words of its own for some days.
    """

    minutes: float
    killed: int = 0
    after: bool = False
    late: bool = False


# People choose the same times, and clocks stop around them.
minutes = st.one_of(st.sampled_from([0, 419, 420, 509, 1140, 1141, 1439]), st.integers(0, 1439))
wishes = st.builds(
    lambda part, minute, area, late: (
        part,
        min(minute, 509) if part is Part.DAY else minute,
        area,
        date(2026, 12, 29) + timedelta(days=late),
    ),
    st.sampled_from(Part), minutes, st.sampled_from(TOWNS), st.integers(0, 3),
)  # fmt: skip
passes = st.builds(
    Pass,
    st.one_of(st.floats(0.1, 30), st.floats(30, 1800)),
    st.integers(0, 6),
    st.booleans(),
    st.booleans(),
)


@pytest.fixture
def city(open_city: Open) -> Evening:
    return open_city(f"{START:%Y-%m-%d %H:%M}", notices="notices: []")


def _runs(city: Evening, step: Pass) -> bool:
    """The clock runs; whether it lived to the end of it."""
    write_content(city.content, notices=LATE if step.late else "notices: []")
    if not step.killed:
        city.runs()
        return True
    with suppress(Killed), city.dies(step.killed, after=step.after):
        city.runs()
        return True
    city.service.delivery.send_due()
    return False


def _days(wish: Wish, until: datetime) -> list[date]:
    """The days of which a wish should be reminded: collection or rest, by an own reading of the table."""
    weekdays = (1, 4) if wish.area == "西町" else (0, 3)
    glass = date(2027, 1, 13) if wish.area == "西町" else date(2027, 1, 6)
    found = []
    for offset in range(30):
        day = date(2026, 12, 28) + timedelta(days=offset)
        paper = wish.area != "西町" and day in (date(2027, 1, 9), date(2027, 1, 2))
        due = day.weekday() in weekdays or day == glass or (paper and day == date(2027, 1, 9))
        if (due and day >= wish.since) and START < moment(
            wish.part, wish.minute, day, until
        ) <= until:
            found.append(day)
    return found


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    wished=st.lists(wishes, min_size=1, max_size=6), steps=st.lists(passes, min_size=1, max_size=8)
)
@example(  # killed in the middle of New Year's evening, and up again an hour later
    wished=[(Part.EVE, 1140, "北町", date(2026, 12, 29))] * 3,
    steps=[Pass(60 * 31 + 1, killed=2, after=True), Pass(60, late=True)],
)
def test_each_wish_and_day_exactly_once(
    city: Evening, wished: list[tuple[Part, int, str, date]], steps: list[Pass]
) -> None:
    city.forget()
    city.clock.now = START
    city.runs()
    everyone = [Wish(number, *wish) for number, wish in enumerate(wished)]
    for one in everyone:
        time = f"{one.minute // 60}:{one.minute % 60}"
        city.wishes(one.number, str(one.part), time, one.area, since=one.since)
    lived = []
    for step in steps:
        city.clock.now += timedelta(minutes=step.minutes)
        if _runs(city, step):
            lived.append(city.clock.now)
    got = city.got_days()
    for one in everyone:
        for day in _days(one, city.clock.now):
            due = moment(one.part, one.minute, day, city.clock.now)
            end = datetime.combine(day, datetime.min.time(), START.tzinfo) + LIMIT
            times = got.pop((person(one.number), day), 0)
            assert times <= 1
            if any(due <= run < end for run in lived):
                assert times == 1
    assert not got, "nothing else was sent"
