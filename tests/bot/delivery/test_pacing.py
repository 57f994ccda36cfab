"""LINE's pace: even, yielding to others, and never faster than allowed."""

from __future__ import annotations

import heapq
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.pacing import SLOWEST, Pace
from bot.emulator.errors import ApiError
from bot.emulator.rates import MULTICAST, RateLimiter


class Time:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def calls(pace: Pace, time: Time, seconds: float) -> int:
    """Make as many calls as the pace allows; returns how many."""
    end, made = time.now + seconds, 0
    while time.now < end:
        if delay := pace.delay():
            time.now += delay
        else:
            pace.take()
            made += 1
    return made


def test_calls_leave_at_the_rate_and_not_in_bursts() -> None:
    time = Time()
    pace = Pace(200.0, time)
    assert 1_999 <= calls(pace, time, 10.0) <= 2_002
    time.now += 60.0
    assert calls(pace, time, 0.001) <= 21, "an idle minute is not made up for"


def test_a_refusal_slows_and_time_heals() -> None:
    time = Time()
    pace = Pace(200.0, time)
    for _ in range(50):
        pace.slow()
    assert pace.rate == 200.0 * 0.7, "what left in the same second is one refusal"
    time.now += 30.0
    assert pace.rate == 200.0


@given(st.lists(st.floats(0.0, 5.0), max_size=200))
def test_it_never_stands_still(waits: list[float]) -> None:
    time = Time()
    pace = Pace(200.0, time)
    for wait in waits:
        time.now += wait
        pace.slow()
    assert SLOWEST <= pace.rate <= 200.0
    assert pace.delay() <= 1.0 / SLOWEST


def test_processes_that_know_nothing_of_each_other_share_the_limit() -> None:
    time, limit, numbers = Time(), RateLimiter(on=True), count()
    paces = [Pace(200.0, time) for _ in range(3)]
    sent, refused = [0, 0, 0], 0
    due = [(0.0, next(numbers), who) for who in range(3)]
    while time.now < 120.0:
        time.now, _, who = heapq.heappop(due)
        delay = paces[who].delay()
        if not delay:
            paces[who].take()
            try:
                limit.take("multicast", MULTICAST, time.now)
                sent[who] += 1
            except ApiError:
                refused += 1
                paces[who].slow()
        heapq.heappush(due, (time.now + delay, next(numbers), who))
    assert sum(sent) > 0.8 * 200 * 120, "the limit is used"
    assert min(sent) > 0.5 * sum(sent) / 3, "nobody starves"
    assert refused < 0.25 * sum(sent), "few calls are made in vain"
