"""What a morning reminds of, without working out every dose of every child."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast

from hypothesis import assume, given
from hypothesis import strategies as st

from handlers.childcare.content import Childcare
from handlers.childcare.messages.reminding import Reminding
from handlers.childcare.plan.schedule import plan, visits
from handlers.childcare.plan.telling import Event, begins

BEFORE = (30, 7)
TODAY = date(2026, 11, 21)


def _reminding(childcare: Childcare, day: date) -> Reminding:
    return Reminding(cast(Any, None), childcare, BEFORE, day)


def _told(events: list[Event], day: date) -> list[Event]:
    last = {day + timedelta(days=days) for days in BEFORE}
    return [
        one
        for one in events
        if begins(one) == day or (one.window.last in last and begins(one) < day)
    ]


@given(born=st.dates(date(2008, 1, 1), TODAY), days=st.integers(0, 17 * 366), ends=st.booleans())
def test_nothing_that_begins_or_ends_is_left_out(
    childcare: Childcare, born: date, days: int, ends: bool
) -> None:
    every: list[Event] = [*plan(childcare.vaccines, born), *visits(childcare.checkups, born)]
    # A day on which something happens: they are rare.
    moments = sorted(one.window.last - timedelta(days=30) if ends else begins(one) for one in every)
    day = moments[days % len(moments)]
    assume(_told(every, day))  # what ends is told of only if it has begun
    assert _told(_reminding(childcare, day).events(born), day) == _told(every, day)


def test_a_schoolchilds_early_doses_are_not_worked_out(childcare: Childcare) -> None:
    born = date(2017, 4, 10)
    found = _reminding(childcare, TODAY).open_vaccines(born)
    assert {one.id for one in found} == {"encephalitis_2"}
    baby = _reminding(childcare, TODAY).open_vaccines(date(2026, 9, 15))
    assert {"rota", "hepatitis_b", "dpt_ipv_hib", "pneumococcus", "bcg"} == {one.id for one in baby}
