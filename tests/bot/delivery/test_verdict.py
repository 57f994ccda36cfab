"""What LINE's answer to one try means: a table of every case, and the laws behind it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.verdict import LONGEST_PUSH_MS, MOST_RATE_LIMITS, Judge, Silence
from bot.line import Answer
from bot.outbox import Outgoing, Settled

NOW = 1_000_000
TOKEN_GONE = "Invalid reply token"
MONTHLY = "You have reached your monthly limit."

ANSWERS: dict[str, Answer | Silence] = {
    "200": Answer(200, "r", ""),
    "409": Answer(409, "r", "The retry key is already accepted"),
    "400": Answer(400, "r", "May not be empty"),
    "400 token": Answer(400, "r", TOKEN_GONE),
    "403": Answer(403, "r", ""),
    "429 rate": Answer(429, "r", "The API rate limit has been exceeded."),
    "429 month": Answer(429, "r", MONTHLY),
    "500": Answer(500, "r", "Internal Server Error"),
    "503": Answer(503, "r", ""),
    "silence": Silence("ReadTimeoutError", arrived=True),
    "no connection": Silence("NewConnectionError", arrived=False),
}

# (answer, method, ambiguous, token alive) -> (state, method, ambiguous). A push carries a retry key,
# so what is ambiguous about it is settled by LINE; the columns without "reply" stand for every token.
# So does a multicast, but it is remembered whether it may have arrived.
SENT, FAILED = ("sent", None), ("failed", None)
R, RA, P = ("queued", ("reply", False)), ("queued", ("reply", True)), ("queued", ("push", False))
UNKNOWN = ("unknown", None)
M, MA = ("queued", ("multicast", False)), ("queued", ("multicast", True))
MULTICASTS = {
    # answer:        sure, ambiguous
    "200": (SENT, SENT),
    "409": (SENT, SENT),
    "400": (FAILED, FAILED),
    "400 token": (FAILED, FAILED),
    "403": (FAILED, FAILED),
    "429 rate": (M, MA),
    "429 month": (FAILED, FAILED),
    "500": (MA, MA),
    "503": (MA, MA),
    "silence": (MA, MA),
    "no connection": (M, MA),
}
TABLE = {
    # answer:        push   fresh reply: sure, ambiguous   old token: sure, ambiguous
    "200": (SENT, SENT, SENT, SENT, SENT),
    "409": (SENT, FAILED, FAILED, FAILED, FAILED),
    "400": (FAILED, FAILED, FAILED, FAILED, FAILED),
    "400 token": (FAILED, P, SENT, P, UNKNOWN),
    "403": (FAILED, FAILED, FAILED, FAILED, FAILED),
    "429 rate": (P, R, RA, R, RA),
    "429 month": (FAILED, FAILED, FAILED, FAILED, FAILED),
    "500": (P, RA, RA, UNKNOWN, UNKNOWN),
    "503": (P, RA, RA, UNKNOWN, UNKNOWN),
    "silence": (P, RA, RA, UNKNOWN, UNKNOWN),
    "no connection": (P, R, RA, P, UNKNOWN),
}


def call(
    method: str, *, ambiguous: bool = False, fresh: bool = True, must: bool = False
) -> Outgoing:
    return Outgoing(
        citizen="U1",
        method=method,
        messages="[]",
        created_ms=NOW,
        due_ms=NOW + 15_000,
        key="key",
        reply_token="token" if method == "reply" else None,
        token_until_ms=NOW + (40_000 if fresh else -1),
        must_arrive=must,
        ambiguous=ambiguous,
    )


CALLS = [
    call("push"),
    call("reply"),
    call("reply", ambiguous=True),
    call("reply", fresh=False),
    call("reply", ambiguous=True, fresh=False),
    call("multicast"),
    call("multicast", ambiguous=True),
]


@pytest.mark.parametrize("name", ANSWERS)
def test_every_case(name: str) -> None:
    judge = Judge(Random(0))
    for one, (state, then) in zip(CALLS, TABLE[name] + MULTICASTS[name], strict=True):
        settled = judge.settle(one, ANSWERS[name], NOW)
        assert settled.state == state, one
        if then is not None:
            assert (settled.method, settled.ambiguous) == then, one


@pytest.mark.parametrize("name", ["400 token", "500", "silence"])
def test_what_must_arrive_is_pushed_rather_than_left_in_doubt(name: str) -> None:
    old = call("reply", ambiguous=True, fresh=False, must=True)
    settled = Judge(Random(0)).settle(old, ANSWERS[name], NOW)
    assert (settled.state, settled.method, settled.due_ms) == ("queued", "push", NOW)


def test_a_token_that_expired_unused_is_followed_by_a_push_at_once() -> None:
    settled = Judge(Random(0)).settle(call("reply"), ANSWERS["400 token"], NOW)
    assert (settled.method, settled.due_ms) == ("push", NOW)


def test_what_line_said_is_written_down() -> None:
    settled = Judge(Random(0)).settle(call("push"), ANSWERS["400"], NOW)
    assert (settled.status, settled.request_id, settled.error) == (400, "r", "May not be empty")


calls = st.builds(
    replace,
    st.sampled_from(CALLS),
    attempts=st.integers(1, MOST_RATE_LIMITS + 3),
    must_arrive=st.booleans(),
)
answers = st.one_of(
    st.sampled_from(list(ANSWERS.values())),
    st.builds(Answer, st.integers(100, 599), st.just("r"), st.text(max_size=20)),
)


@given(one=calls, answer=answers, seed=st.integers())
def test_a_verdict_is_final_or_names_a_later_try(
    one: Outgoing, answer: Answer | Silence, seed: int
) -> None:
    settled = Judge(Random(seed)).settle(one, answer, NOW)
    assert settled.key == one.key
    if settled.state == "queued":
        assert settled.settled_ms is None
        assert settled.due_ms >= NOW
    else:
        assert settled.state in ("sent", "failed", "unknown")
        assert settled.settled_ms == NOW


@given(one=calls, status=st.integers(400, 499).filter(lambda status: status != 429))
def test_another_4xx_is_never_tried_again(one: Outgoing, status: int) -> None:
    assert Judge(Random(0)).settle(one, Answer(status, "r", "no"), NOW).state != "queued"


@given(one=calls, answer=answers)
def test_what_line_may_have_is_repeated_only_where_line_can_tell(
    one: Outgoing, answer: Answer | Silence
) -> None:
    settled = Judge(Random(0)).settle(one, answer, NOW)
    in_doubt = one.method == "reply" and one.ambiguous
    if in_doubt and settled.state == "queued" and settled.method == "push":
        assert one.must_arrive
    if settled.state == "queued" and settled.method == "push":
        assert not settled.ambiguous


@given(one=calls, answer=answers)
def test_doubt_about_a_reply_is_never_forgotten(one: Outgoing, answer: Answer | Silence) -> None:
    settled = Judge(Random(0)).settle(one, answer, NOW)
    if one.ambiguous and settled.state == "queued" and settled.method == "reply":
        assert settled.ambiguous


@given(seed=st.integers(), answer=st.sampled_from(["500", "silence", "429 rate", "no connection"]))
def test_tries_of_a_push_grow_rarer_and_end(seed: int, answer: str) -> None:
    judge, waits, now = Judge(Random(seed)), [], NOW
    one = replace(call("push"), created_ms=NOW)
    while (settled := judge.settle(one, ANSWERS[answer], now)).state == "queued":
        waits.append(settled.due_ms - now)
        one, now = replace(one, attempts=one.attempts + 1), settled.due_ms
    assert settled.state == "failed"
    # LINE knows the retry key for a day: a later try might show the message twice.
    assert now - NOW < LONGEST_PUSH_MS + max(waits)
    assert all(earlier * 1.2 < later for earlier, later in pairwise(waits[:10]))
    assert max(waits) <= 15 * 60 * 1000 * 1.2
    # An outage of LINE's of half an hour is outlived.
    assert sum(waits) > 30 * 60 * 1000


@given(seed=st.integers(), answers=st.lists(st.sampled_from(sorted(ANSWERS)), max_size=60))
def test_a_reply_comes_to_an_end_whatever_line_answers(seed: int, answers: list[str]) -> None:
    judge, now, one = Judge(Random(seed)), NOW, call("reply")
    accepted = False
    for name in (*answers, *["silence"] * 200):
        settled: Settled = judge.settle(one, ANSWERS[name], now)
        assert not (accepted and settled.state == "queued")
        accepted = accepted or ANSWERS[name] == ANSWERS["200"]
        if settled.state != "queued":
            return
        now = max(now, settled.due_ms)
        one = replace(
            one, method=settled.method, ambiguous=settled.ambiguous, attempts=one.attempts + 1
        )
    pytest.fail("tried for ever")


def test_a_multicast_is_never_given_up_for_the_rate() -> None:
    tired = replace(call("multicast"), attempts=1_000)
    settled = Judge(Random(0)).settle(tired, ANSWERS["429 rate"], NOW + 60_000)
    assert settled.state == "queued"
    assert settled.due_ms < NOW + 62_000


def test_the_months_end_stops_the_mailing_and_nothing_else_does() -> None:
    mailed = replace(call("multicast"), mailing=7)
    stops = {name: Judge(Random(0)).settle(mailed, ANSWERS[name], NOW).stops for name in ANSWERS}
    assert {name for name, mailing in stops.items() if mailing == 7} == {"429 month"}
    assert Judge(Random(0)).settle(call("push"), ANSWERS["429 month"], NOW).stops is None


def test_after_a_day_in_silence_a_multicast_is_in_doubt() -> None:
    old = NOW + LONGEST_PUSH_MS
    judge = Judge(Random(0))
    assert judge.settle(call("multicast"), ANSWERS["silence"], old).state == "unknown"
    assert judge.settle(call("multicast"), ANSWERS["no connection"], old).state == "failed"
