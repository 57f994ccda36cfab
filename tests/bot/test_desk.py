"""The desk: every event handled to its end once, in order, all of it or nothing."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError

from bot import conversation, inbox
from bot.api import Feature, Reply
from bot.conversation import conversation_table
from bot.desk import BACKOFF_MS, MOST_DEATHS, MOST_TRIES
from bot.outbox import outbox_table
from tests.bot.conftest import OpenRoad
from tests.bot.road import (
    ALICE,
    BOB,
    CAROL,
    NothingTurn,
    Road,
    counting,
    effect_table,
    event,
    redelivered,
    says,
)

APOLOGY = "申し訳ありません"


def poisonous(turn: NothingTurn, text: str) -> None:
    """Fails at every text with 毒 in it."""
    if "毒" in text:
        raise RuntimeError(text)


@pytest.fixture
def poisoned(new_road: OpenRoad) -> Road:
    return new_road(counting(poisonous))


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


def test_a_failing_handler_leaves_nothing_behind(poisoned: Road) -> None:
    poisoned.receive(says("毒"))
    poisoned.handle()
    assert poisoned.effects() == []
    assert poisoned.count(outbox_table) == 0
    assert poisoned.states() == ["new"]


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


# -- poison


def test_a_poisonous_event_is_tried_a_bounded_number_of_times_then_set_aside(
    poisoned: Road,
) -> None:
    poisoned.receive(says("毒", at=1), says("薬", at=2))
    for tries in range(1, MOST_TRIES):
        poisoned.handle()
        assert poisoned.events()[0].attempts == tries
        assert poisoned.line.sent == [], "later events wait while there is hope"
        poisoned.pass_time(milliseconds=BACKOFF_MS[tries] - 1)
        assert poisoned.handle() == 0
        assert poisoned.events()[0].attempts == tries, "tried again before its time"
        poisoned.pass_time(milliseconds=1)
    poisoned.handle()
    assert poisoned.states() == ["parked", "done"]
    assert [APOLOGY in text for text in poisoned.line.texts] == [True, False]
    assert [said for _, said in poisoned.effects()] == ["薬"]


def park(road: Road, *events: Any) -> None:
    """Let poisonous events fail until they are set aside."""
    road.receive(*events)
    for _ in range(MOST_TRIES):
        road.handle()
        road.pass_time(seconds=15)
    assert "parked" in road.states()


def test_the_apology_goes_once_and_by_reply_where_the_token_lives(poisoned: Road) -> None:
    park(poisoned, says("毒"))
    for _ in range(3):
        poisoned.handle()
        poisoned.pass_time(minutes=1)
    (apology,) = poisoned.line.sent
    assert apology.path == "reply"


def test_one_poison_among_many_harms_nobody_else(poisoned: Road) -> None:
    citizens = [f"U{number:032x}" for number in range(40)]
    poisoned.receive(*(says("毒" if n == 17 else "薬", who) for n, who in enumerate(citizens)))
    poisoned.handle(*citizens)
    assert len(poisoned.effects()) == 39
    assert [row.state for row in poisoned.events()].count("new") == 1


def test_good_events_before_a_poisonous_one_of_the_same_citizen_are_done_once(
    poisoned: Road,
) -> None:
    poisoned.receive(says("一", at=1), says("毒", at=2), says("三", at=3))
    for _ in range(MOST_TRIES):
        poisoned.handle()
        poisoned.pass_time(seconds=20)
    assert [said for _, said in poisoned.effects()] == ["一", "三"]
    assert [text for text in poisoned.line.texts if APOLOGY not in text] == [
        "聞きました: 一",
        "聞きました: 三",
    ]


def test_staff_can_have_a_parked_event_tried_again(new_road: OpenRoad) -> None:
    sick = {"now": True}

    def fails_when_sick(turn: NothingTurn, text: str) -> None:
        if sick["now"]:
            raise RuntimeError

    road = new_road(counting(fails_when_sick))
    park(road, says("毒"))
    sick["now"] = False
    with road.database.write() as connection:
        (row,) = inbox.parked(connection)
        assert (row.citizen, row.error.startswith("RuntimeError in ")) == (ALICE, True)
        assert inbox.retry_parked(connection, row.id)
        assert not inbox.retry_parked(connection, row.id)
    road.handle()
    assert road.states() == ["done"]
    assert road.line.texts[-1] == "聞きました: 毒"
    assert road.line.sent[-1].path == "push", "the reply token is long dead"


def test_what_failed_is_named_without_the_citizens_words(
    poisoned: Road, caplog: pytest.LogCaptureFixture
) -> None:
    park(poisoned, says("毒: 秘密の言葉"))
    assert "秘密" not in caplog.text
    assert "秘密" not in poisoned.events()[0].error
    assert "poisonous" in poisoned.events()[0].error


# -- what processes leave behind


def sweep(road: Road) -> list[str]:
    """The citizens whom a worker would take up now."""
    with road.database.read() as connection:
        return inbox.left_behind(connection, road.now, 3_000)


def test_a_worker_takes_up_what_was_left_behind_and_only_that(road: Road) -> None:
    road.receive(says("一"))
    assert sweep(road) == []
    road.pass_time(seconds=4)
    assert sweep(road) == [ALICE]
    assert road.desk.recover([ALICE]).events == 1
    assert sweep(road) == []


def test_a_failed_event_is_taken_up_when_its_next_try_is_due(poisoned: Road) -> None:
    poisoned.receive(says("毒"))
    poisoned.handle()
    assert sweep(poisoned) == []
    poisoned.pass_time(milliseconds=BACKOFF_MS[1])
    assert sweep(poisoned) == [ALICE]


def test_a_backlog_is_not_taken_for_death(road: Road) -> None:
    road.receive(says("一"))
    for _ in range(MOST_DEATHS * 2):
        road.pass_time(seconds=4)
        sweep(road)
        road.desk.bury()
    assert road.states() == ["new"]


def test_an_event_that_kills_its_process_is_buried(new_road: OpenRoad) -> None:
    def dies(turn: NothingTurn, text: str) -> None:
        if text == "死":
            raise SystemExit

    road = new_road(counting(dies))
    road.receive(says("死", at=1), says("生", at=2), says("隣", BOB))
    for _ in range(MOST_DEATHS):
        road.pass_time(seconds=4)
        citizens = sweep(road)
        assert road.desk.bury() == []
        with pytest.raises(SystemExit):
            road.desk.recover(citizens)
    assert road.effects() == [(BOB, "隣")]
    (sorry,) = road.desk.bury()
    assert APOLOGY in sorry.messages
    assert road.states() == ["parked", "new", "done"]
    road.desk.recover([ALICE])
    assert road.effects() == [(BOB, "隣"), (ALICE, "生")]
    assert road.desk.bury() == []


def test_the_neighbours_of_a_deadly_event_are_handled_at_the_second_round(
    new_road: OpenRoad,
) -> None:
    def dies(turn: NothingTurn, text: str) -> None:
        if text == "死":
            raise SystemExit

    road = new_road(counting(dies))
    road.receive(says("隣", ALICE), says("死", BOB), says("隣", CAROL))
    for _ in range(3):
        with pytest.raises(SystemExit):
            road.desk.recover([ALICE, BOB, CAROL])
    assert sorted(road.effects()) == [(ALICE, "隣"), (CAROL, "隣")]
    assert [row.taken for row in road.events()] == [2, 3, 2]


# -- taking back, following, blocking


def test_unsend_deletes_what_is_stored_of_a_parked_message(poisoned: Road) -> None:
    one = says("毒: 秘密")
    park(poisoned, one)
    poisoned.hears(event("unsend", at=9, unsend={"messageId": one["message"]["id"]}))
    row = poisoned.events()[0]
    assert (row.state, row.payload, row.message_id) == ("done", None, None)
    with poisoned.database.write() as connection:
        assert not inbox.retry_parked(connection, row.id)


def test_unsend_of_another_citizens_message_deletes_nothing(poisoned: Road) -> None:
    one = says("毒")
    park(poisoned, one)
    poisoned.hears(event("unsend", BOB, unsend={"messageId": one["message"]["id"]}))
    assert poisoned.events()[0].state == "parked"


def test_what_was_said_leaves_the_inbox_with_the_event(road: Road) -> None:
    road.hears(says("秘密"))
    (row,) = road.events()
    assert (row.payload, row.state, row.finished_ms) == (None, "done", road.now)


def test_a_conversation_row_is_made_once(road: Road) -> None:
    for said in "一二三":
        road.receive(says(said))
        road.handle(ALICE)
    assert road.count(conversation_table) == 1
