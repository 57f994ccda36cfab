"""Laws of folding and deciding."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.disaster.states.deciding import Change, Course, Send, decide
from handlers.disaster.states.folding import Held, Standing, fold
from handlers.disaster.telegrams import Claim, Info
from handlers.disaster.telegrams.hazards import Hazard
from tests.handlers.disaster.written import NOON

_RANGES = {"new": [(n, n, n) for n in range(6)], "old": [(0, 0, 0), (2, 2, 2), (3, 4, 3), (5, 5, 5)],
           "old alert": [(4, 5, 4), (0, 3, 0)]}  # fmt: skip


def held(source: str, levels: tuple[int, int, int], minute: int, number: int = 0) -> Held:
    claim = Claim(source, Hazard.RAIN, "0420200", *levels)
    moment = NOON + timedelta(minutes=minute)
    return Held(claim, moment, moment, number, f"{source}{levels}{minute}{number}", frozenset())


@st.composite
def claims(draw: st.DrawFn) -> Held:
    source = draw(st.sampled_from(sorted(_RANGES)))
    return held(
        source,
        draw(st.sampled_from(_RANGES[source])),
        draw(st.integers(0, 90)),
        draw(st.integers(0, 3)),
    )


@given(st.lists(claims(), min_size=1, max_size=12), st.randoms())
def test_order_and_repetition_change_nothing(found: list[Held], random) -> None:  # type: ignore[no-untyped-def]
    again = [*found, *random.choices(found, k=3)]
    random.shuffle(again)
    assert fold(found, NOON) == fold(again, NOON)


@given(st.lists(claims(), max_size=8), st.integers(0, 5))
def test_the_newest_exact_claim_holds_within_what_newer_ranges_allow(
    found: list[Held], level: int
) -> None:
    exact = held("new", (level, level, level), 100)
    assert _level([*found, exact]) == level
    alert = held("old alert", (4, 5, 4), 101)
    assert _level([*found, exact, alert]) == max(level, 4)
    over = held("old alert", (0, 3, 0), 101)
    assert _level([*found, exact, over]) == min(level, 3)


def _level(found: list[Held]) -> int:
    standing = fold(found, NOON)
    assert standing is not None
    return standing.level


def test_an_old_telegram_does_not_undo_level_four() -> None:
    four, warned = held("new", (4, 4, 4), 0), held("old", (3, 4, 3), 30)
    assert _level([four, warned]) == 4
    assert _level([held("old", (3, 4, 3), 0)]) == 3


def test_families_that_still_disagree_are_in_doubt() -> None:
    found = [held("new", (4, 4, 4), 0), held("old", (2, 2, 2), 5)]
    soon, late = NOON + timedelta(minutes=6), NOON + timedelta(minutes=30)
    assert [fold(found, at).doubt for at in (soon, late)] == [False, True]  # type: ignore[union-attr]


COURSES = {
    2: Course(Send.NONE, False, False, timedelta(hours=3)),
    3: Course(Send.PUSH, False, False, timedelta(hours=3)),
    4: Course(Send.OFFER, False, True, timedelta(hours=3)),
    5: Course(Send.PUSH, True, True, timedelta(hours=3)),
}  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(Info)), max_size=20))
def test_two_messages_in_a_row_never_say_the_same_level(steps: list[tuple[int, Info]]) -> None:
    """Unless the danger was over in between, which for low levels is not told."""
    told, offered, heard = 0, 0, 0
    for level, info in steps:
        decision = decide(told, offered, Standing(level, NOON, info), COURSES, NOON)
        if decision.send is Send.PUSH:
            assert decision.told != heard
        heard = decision.told if decision.send is Send.PUSH or not decision.told else heard
        told, offered = decision.told, decision.offered
        assert not (decision.change is Change.RAISED and level not in COURSES)
        assert told <= max(level, heard)


def _decided(told: int, level: int, at: datetime = NOON, info: Info = Info.ISSUED) -> object:
    decision = decide(told, 0, Standing(level, NOON, info), COURSES, at)
    return decision.change, decision.send, decision.told


def test_decisions() -> None:
    assert _decided(0, 3) == (Change.RAISED, Send.PUSH, 3)
    assert _decided(3, 4) == (Change.RAISED, Send.OFFER, 3)
    assert _decided(5, 3) == (Change.LOWERED, Send.PUSH, 3)
    assert _decided(5, 2) == (Change.RELEASED, Send.PUSH, 0)
    assert _decided(3, 0) == (None, Send.NONE, 0)
    assert _decided(4, 3) == (None, Send.NONE, 4)
    assert _decided(3, 0, info=Info.CANCELLED) == (Change.CANCELLED, Send.PUSH, 0)
    assert _decided(5, 3, info=Info.CORRECTED) == (Change.CORRECTED, Send.PUSH, 3)
    late = decide(0, 0, Standing(5, NOON), COURSES, NOON + timedelta(hours=4))
    assert (late.stale, late.send, late.told) == (True, Send.NONE, 5)
