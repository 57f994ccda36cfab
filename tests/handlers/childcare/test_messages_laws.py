"""The law of messages: each child gets each message of its days exactly once, whatever the clock does."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.handlers.childcare.morning import MESSAGES, Morning, Open, write_content
from tests.passing import Killed, at, person

START = at("2028-02-26 12:00")
DAY = timedelta(days=1)
TITLES = {
    "三十日": (30, 0),
    "三十一日": (31, 0),
    "二か月": (0, 2),
    "六か月": (0, 6),
    "一歳半": (0, 18),
}


@dataclass(frozen=True)
class Wish:
    """A citizen's child; the same citizen may have several."""

    number: int
    born: date
    weekly: bool
    since: date


@dataclass(frozen=True)
class Pass:
    """Time passes, then the clock runs once; `killed` at its so-many-th transaction, if it has that many.

    `other`: the words of all messages were changed.
    """

    hours: float
    killed: int = 0
    after: bool = False
    other: bool = False


# Born so that a message falls into the days around the leap day of 2028.
births = st.one_of(
    st.integers(26, 36).map(lambda days: date(2028, 3, 2) - days * DAY),
    st.integers(0, 8).map(lambda days: date(2027, 12, 26) + days * DAY),
    st.integers(0, 8).map(lambda days: date(2027, 8, 25) + days * DAY),
    st.integers(0, 14).map(lambda days: date(2026, 8, 20) + days * DAY),
)
wishes = st.builds(
    Wish, st.integers(0, 3), births, st.booleans(),
    st.sampled_from([date(2028, 1, 1), date(2028, 2, 28), date(2028, 3, 1)]),
)  # fmt: skip
passes = st.builds(
    Pass, st.one_of(st.floats(0.1, 5), st.floats(5, 30)), st.integers(0, 8), st.booleans(),
    st.booleans(),
)  # fmt: skip


def _day(born: date, days: int, months: int) -> int:
    """The day of life of a moment, by an own reading of the calendar."""
    if not months:
        return days
    year, month = divmod(born.month - 1 + months, 12)
    first = date(born.year + year, month + 1, 1)
    following = (first + 31 * DAY).replace(day=1)
    return (min(first + (born.day - 1) * DAY, following) - born).days


def _slot(day: int) -> int:
    """The first day of the cadence on or after a day of life, by an own reading of it."""
    if day <= 100:
        return day
    first, every = (103, 3) if day <= 364 else (372, 7)
    return first + max(0, -(-(day - first) // every)) * every


def _due(wish: Wish, last: date) -> dict[date, str]:
    """What a child should get on which day."""
    slots = {_slot(_day(wish.born, *when)): title for title, when in TITLES.items()}
    found, week = {}, -1
    for slot in sorted(slots):
        day = wish.born + slot * DAY
        first_of_week, week = slot // 7 != week, slot // 7
        if max(wish.since, START.date()) <= day <= last and (first_of_week or not wish.weekly):
            found[day] = slots[slot]
    return found


@pytest.fixture
def city(open_city: Open) -> Morning:
    return open_city(f"{START:%Y-%m-%d %H:%M}", messages=_PLAIN)


def _runs(city: Morning, step: Pass) -> bool:
    """The clock runs; whether it lived to the end of it."""
    body = "別の文です。" if step.other else "文です。"
    # To read content again takes much longer than a run of the clock.
    if body not in (city.content / "childcare" / "messages" / "d30.md").read_text("utf-8"):
        write_content(city.content, _PLAIN, body=body)
    if not step.killed:
        city.runs()
        return True
    with suppress(Killed), city.dies(step.killed, after=step.after):
        city.runs()
        return True
    city.service.delivery.send_due()
    return False


# One district's message would only be in the way of reading the law.
_PLAIN = {name: head for name, head in MESSAGES.items() if "districts" not in head}


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    wished=st.lists(wishes, min_size=1, max_size=6, unique_by=lambda w: (w.number, w.born)),
    steps=st.lists(passes, min_size=1, max_size=8),
)
@example(  # killed in the middle of the leap day's morning, and up again an hour later
    wished=[Wish(n, date(2028, 1, 30), False, date(2028, 1, 1)) for n in range(3)],
    steps=[Pass(70, killed=5, after=True), Pass(1, other=True)],
)
@example(  # a leap day's child and one of the day before are half a year and 18 months old
    wished=[
        Wish(0, date(2027, 8, 29), False, date(2028, 1, 1)),
        Wish(0, date(2026, 8, 29), True, date(2028, 1, 1)),
    ],
    steps=[Pass(24)] * 6,
)
def test_each_child_and_message_exactly_once(
    city: Morning, wished: list[Wish], steps: list[Pass]
) -> None:
    city.forget()
    city.clock.now = START
    for one in wished:
        city.has(one.number, one.born, weekly=one.weekly, messages=one.since)
    lived: list[datetime] = []
    for step in steps:
        city.clock.now += timedelta(hours=step.hours)
        if _runs(city, step):
            lived.append(city.clock.now)
    got = Counter(city.got())
    due = {
        (person(one.number), day, title)
        for one in wished
        for day, title in _due(one, city.clock.now.date()).items()
    }
    most = Counter((citizen, title) for citizen, _, title in due)
    least = Counter(
        (citizen, title)
        for citizen, day, title in due
        if any(run.date() == day and time(9) <= run.time() < time(20) for run in lived)
    )
    assert least <= got <= most
