"""Delivery: in order, once, within LINE's limits, whatever dies."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot import outbox
from bot.delivery.pacing import Pause
from bot.line import NotConnected, TransportError
from bot.outbox import LEASE_MS, Lane, Outgoing, Settled, new_key
from tests.bot.conftest import OpenRoad
from tests.bot.road import ALICE, BOB, CAROL, Road, says


def until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait for a condition that background threads bring about."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.01)


def handle(road: Road) -> list[Outgoing]:
    """Handle what waits, and die before anything is sent."""
    return road.desk.handle([ALICE, BOB, CAROL]).outgoing


def sweep(road: Road) -> int:
    """Take up what is due, and send it in this thread."""
    with road.database.write() as connection:
        calls = outbox.take_due(connection, road.now)
    road.service.delivery.send_now(calls)
    return len(calls)


def outcome(road: Road) -> list[tuple[str, str]]:
    return [(row.method, row.state) for row in road.calls()]


# -- what becomes of a call


def test_a_call_that_went_well_shows_it(road: Road) -> None:
    road.hears(says("一"))
    (row,) = road.calls()
    assert (row.state, row.status, row.request_id, row.error) == ("sent", 200, "request-1", None)
    assert (row.settled_ms, row.attempts, row.in_flight) == (road.now, 1, False)


def test_a_refusal_is_final_and_shows_why(road: Road) -> None:
    road.line.will((400, "The message is invalid"))
    road.hears(says("一"))
    road.pass_time(hours=1)
    assert sweep(road) == 0
    (row,) = road.calls()
    assert (row.state, row.status, row.error) == ("failed", 400, "The message is invalid")


def test_a_reply_that_ended_in_silence_is_found_out_about(road: Road) -> None:
    road.line.will(TransportError("ReadTimeoutError"), (400, "Invalid reply token"))
    road.hears(says("一"))
    road.pass_time(seconds=1)
    assert sweep(road) == 1
    assert outcome(road) == [("reply", "sent")]
    assert [sent.path for sent in road.line.sent] == ["reply", "reply"]


def test_a_reply_that_never_reached_line_is_pushed_once_its_token_is_old(road: Road) -> None:
    road.line.will(NotConnected("refused"), NotConnected("refused"))
    road.hears(says("一"))
    road.pass_time(seconds=1)
    sweep(road)
    road.pass_time(minutes=2)
    road.line.will((400, "Invalid reply token"))
    sweep(road)
    sweep(road)
    assert outcome(road) == [("push", "sent")]


def test_a_push_keeps_its_retry_key_and_409_means_that_it_arrived(road: Road) -> None:
    road.receive(says("一"))
    road.pass_time(minutes=2)
    road.line.will(TransportError("reset"), 500, (409, "already accepted"))
    road.handle()
    for _ in range(2):
        road.pass_time(seconds=5)
        assert sweep(road) == 1
    assert {sent.retry_key for sent in road.line.sent} == {road.calls()[0].key}
    assert len({str(sent.body) for sent in road.line.sent}) == 1
    assert outcome(road) == [("push", "sent")]
    road.pass_time(hours=1)
    assert sweep(road) == 0


def test_after_a_429_the_whole_process_pauses(monkeypatch: pytest.MonkeyPatch, road: Road) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(Pause, "set", lambda _self, seconds: pauses.append(seconds))
    road.line.will((429, "The API rate limit has been exceeded."))
    road.hears(says("一", ALICE), says("二", BOB))
    assert pauses == [1.0]
    road.pass_time(seconds=2)
    sweep(road)
    assert outcome(road) == [("reply", "sent")] * 2


def test_a_pause_ends_by_itself() -> None:
    pause = Pause()
    pause.wait()
    began = time.monotonic()
    pause.set(0.2)
    pause.wait()
    assert 0.15 < time.monotonic() - began < 3


def test_the_monthly_quota_is_no_reason_to_try_again(road: Road) -> None:
    road.line.will((429, "You have reached your monthly limit."))
    road.hears(says("一"))
    assert outcome(road) == [("reply", "failed")]


# -- leases


def test_a_call_is_left_to_its_process_until_the_lease_ends(new_road: OpenRoad) -> None:
    dead, alive = new_road(), new_road()
    dead.receive(says("一"))
    assert len(handle(dead)) == 1
    alive.pass_time(milliseconds=LEASE_MS - 1)
    assert sweep(alive) == 0
    alive.pass_time(milliseconds=1)
    assert sweep(alive) == 1
    assert outcome(alive) == [("reply", "sent")]
    assert (alive.calls()[0].attempts, len(alive.line.sent)) == (2, 1)


def test_what_a_dead_process_may_have_sent_is_in_doubt(new_road: OpenRoad) -> None:
    dead, alive = new_road(), new_road()
    dead.receive(says("一"))
    handle(dead)
    alive.pass_time(milliseconds=LEASE_MS)
    with alive.database.write() as connection:
        (call,) = outbox.take_due(connection, alive.now)
        assert outbox.take_due(connection, alive.now) == []
    assert (call.ambiguous, call.due_ms) == (True, alive.now + LEASE_MS)
    alive.line.will((400, "Invalid reply token"))
    alive.service.delivery.send_now([call])
    assert outcome(alive) == [("reply", "sent")]


def test_a_process_whose_lease_ran_out_keeps_its_hands_off(new_road: OpenRoad) -> None:
    slow, other = new_road(), new_road()
    slow.receive(says("一"))
    calls = handle(slow)
    other.pass_time(milliseconds=LEASE_MS)
    sweep(other)
    slow.service.delivery.start()
    slow.service.delivery.send(calls)
    slow.service.delivery.stop(5.0)
    assert (len(slow.line.sent), len(other.line.sent)) == (0, 1)


def test_what_is_settled_stays_as_it_is(road: Road) -> None:
    road.hears(says("一"))
    late = Settled(
        road.calls()[0].key, "queued", "push", False, road.now, None, None, None, "too late"
    )
    with road.database.write() as connection:
        outbox.settle(connection, [late])
    assert outcome(road) == [("reply", "sent")]


def _push(citizen: str, lane: int, created: int, due: int) -> Outgoing:
    return Outgoing(
        citizen=citizen,
        method="push",
        messages='[{"type":"text","text":"x"}]',
        created_ms=created,
        due_ms=due,
        key=new_key(),
        lane=lane,
        in_flight=False,
    )


def test_urgent_lanes_overtake_whatever_is_queued(road: Road) -> None:
    lanes = [Lane.NEWS, Lane.ANSWER, Lane.EVACUATION, Lane.DISASTER, Lane.NEWS]
    with road.database.write() as connection:
        outbox.add(connection, [_push(ALICE, lane, n, 10) for n, lane in enumerate(lanes)])
        outbox.add(connection, [_push(BOB, Lane.EVACUATION, 9, road.now + 1)])
        taken = outbox.take_due(connection, road.now, limit=4)
    assert [call.lane for call in taken] == sorted(lanes)[:4]
    assert not any(call.ambiguous for call in taken), "nobody had tried them"


# -- threads


def test_calls_to_one_citizen_leave_in_order(road: Road) -> None:
    people = [ALICE, BOB, CAROL]
    road.receive(*(says(f"{n}", people[n % 3], at=n) for n in range(60)))
    road.service.delivery.start()
    road.service.delivery.send(handle(road))
    road.service.delivery.stop(10.0)
    texts = [int(text.removeprefix("聞きました: ")) for text in road.line.texts]
    assert sorted(texts) == list(range(60))
    for mine in range(3):
        own = [number for number in texts if number % 3 == mine]
        assert own == sorted(own)
    assert {state for _, state in outcome(road)} == {"sent"}


def test_results_are_written_down_even_if_the_database_fails_at_first(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = [1, 2]
    really = outbox.settle

    def settle(connection: Connection, results: Any) -> None:
        if failures:
            failures.pop()
            raise OperationalError("UPDATE", {}, Exception("gone"))
        really(connection, results)

    monkeypatch.setattr("bot.delivery.outbox.settle", settle)
    road.receive(says("一"))
    road.service.delivery.start()
    road.service.delivery.send(handle(road))
    until(lambda: outcome(road) == [("reply", "sent")])
    road.service.delivery.stop(5.0)
    assert len(road.line.sent) == 1


def test_a_stop_while_the_database_fails_still_writes_the_results(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = [1]
    really = outbox.settle

    def settle(connection: Connection, results: Any) -> None:
        if failures:
            failures.pop()
            raise OperationalError("UPDATE", {}, Exception("gone"))
        really(connection, results)

    monkeypatch.setattr("bot.delivery.outbox.settle", settle)
    road.receive(*(says(str(n), at=n) for n in range(5)))
    road.service.delivery.start()
    road.service.delivery.send(handle(road))
    began = time.monotonic()
    road.service.delivery.stop(30.0)
    assert time.monotonic() - began < 15, "the settler did not end"
    assert {state for _, state in outcome(road)} == {"sent"}


def test_a_process_that_ends_in_good_order_leaves_nothing_behind(road: Road) -> None:
    end = road.service.start_answering()
    for n in range(30):
        road.receive(says(f"{n}", [ALICE, BOB, CAROL][n % 3], at=n))
    end()
    assert set(road.states()) == {"done"}
    assert outcome(road) == [("reply", "sent")] * 30
    assert len(road.effects()) == len(road.line.sent) == 30
