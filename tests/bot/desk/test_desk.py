"""The desk: every event handled to its end once, in order, all of it or nothing."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError

from bot import conversation
from bot.api import Feature, Reply
from bot.conversation import conversation_table
from tests.bot.conftest import OpenRoad
from tests.bot.road import (
    ALICE,
    BOB,
    CAROL,
    NothingTurn,
    Road,
    counting,
    effect_table,
    redelivered,
    says,
)

# -- order


def test_each_citizens_events_are_handled_in_the_order_in_which_they_happened(road: Road) -> None:
    road.receive(says("三", at=3), says("一", at=1))
    road.receive(says("二", at=2), says("四", at=4))
    road.handle()
    assert [said for _, said in road.effects()] == ["一", "二", "三", "四"]
    assert road.line.texts == [f"聞きました: {said}" for said in "一二三四"]


def test_events_of_the_same_moment_keep_the_order_of_arrival(road: Road) -> None:
    road.receive(*(says(str(number), at=7) for number in range(10)))
    road.handle()
    assert [said for _, said in road.effects()] == [str(number) for number in range(10)]


# -- once, whoever handles it

WEBHOOKS = st.lists(
    st.lists(st.tuples(st.sampled_from([ALICE, BOB, CAROL]), st.integers(0, 9)), max_size=6),
    min_size=1,
    max_size=4,
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(webhooks=WEBHOOKS, repeats=st.integers(0, 2))
def test_several_desks_handle_every_event_exactly_once_and_in_order(
    new_road: OpenRoad, webhooks: list[list[tuple[str, int]]], repeats: int
) -> None:
    roads = [new_road(), new_road()]
    known = len(roads[0].effects())
    bodies = [[says(f"{at}", who, at=at) for who, at in webhook] for webhook in webhooks]
    for _ in range(repeats + 1):
        for number, body in enumerate(bodies):
            assert roads[number % 2].receive(*map(redelivered, body)) == 200
    _in_threads([lambda one=one: _until_done(one) for one in roads * 2])
    heard = roads[0].effects()[known:]
    for who in (ALICE, BOB, CAROL):
        expected = sorted(at for webhook in webhooks for citizen, at in webhook if citizen == who)
        assert [int(said) for citizen, said in heard if citizen == who] == expected
    assert len(roads[0].line.sent) + len(roads[1].line.sent) >= len(heard)
    for one in roads:
        one.close()


def _in_threads(tasks: list[Any]) -> None:
    failures: list[BaseException] = []

    def run(task: Any) -> None:
        try:
            task()
        except BaseException as error:  # noqa: BLE001 - told to the test's own thread
            failures.append(error)

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def _until_done(road: Road) -> None:
    while True:
        handled = road.desk.handle([ALICE, BOB, CAROL])
        road.service.delivery.send_now(handled.outgoing)
        if not handled.busy and "new" not in road.states():
            return


# SQLite has one writer at a time: nobody can hold a citizen meanwhile.
@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_a_citizen_whom_another_process_has_is_left_to_it(new_road: OpenRoad) -> None:
    ours, theirs = new_road(), new_road()
    ours.receive(says("一", ALICE), says("二", BOB))
    with theirs.database.write() as connection:
        conversation.lock(connection, [ALICE], theirs.now)
        handled = ours.desk.handle([ALICE, BOB])
        assert (handled.busy, handled.events) == ([ALICE], 1)
    assert ours.desk.handle([ALICE]).events == 1
    assert [who for who, _ in ours.effects()] == [BOB, ALICE]


# -- all or nothing


def test_what_breaks_a_rule_of_the_database_is_a_failure_of_its_event_alone(
    new_road: OpenRoad,
) -> None:
    def twice(turn: NothingTurn, text: str) -> None:
        if text == "二重":
            for _ in range(2):
                turn.db.execute(insert(effect_table).values(id=77, citizen="x", said=text))

    road = new_road(counting(twice))
    road.receive(says("二重", ALICE), says("良い", BOB), says("良い", CAROL))
    road.handle()
    assert sorted(road.effects()) == [(BOB, "良い"), (CAROL, "良い")]
    assert [row.attempts for row in road.events()] == [1, 0, 0]


def test_messages_that_line_would_refuse_together_are_a_failure(new_road: OpenRoad) -> None:
    feature = Feature("wordy", title="多弁")

    @feature.command("全部")
    def everything(turn: NothingTurn) -> Reply:
        return turn.say(*["あ"] * 6)

    road = new_road(feature)
    road.receive(says("全部"))
    road.handle()
    assert road.line.sent == []
    assert road.events()[0].attempts == 1


def test_if_the_database_goes_away_in_the_middle_the_event_still_waits(
    new_road: OpenRoad,
) -> None:
    gone = {"now": True}

    def vanishes(turn: NothingTurn, text: str) -> None:
        if gone["now"]:
            raise DBAPIError("SELECT", {}, Exception("gone"), connection_invalidated=True)

    road = new_road(counting(vanishes))
    road.receive(says("一"))
    with pytest.raises(DBAPIError):
        road.handle()
    assert (road.states(), road.events()[0].attempts) == (["new"], 0)
    gone["now"] = False
    assert road.handle() == 1


# -- what stays


def test_what_was_said_leaves_the_inbox_with_the_event(road: Road) -> None:
    road.hears(says("秘密"))
    (row,) = road.events()
    assert (row.payload, row.state, row.finished_ms) == (None, "done", road.now)


def test_a_conversation_row_is_made_once(road: Road) -> None:
    for said in "一二三":
        road.receive(says(said))
        road.handle(ALICE)
    assert road.count(conversation_table) == 1
