"""Poison: events that fail or kill, and what is done about them."""

from __future__ import annotations

from typing import Any

import pytest

from bot import inbox
from bot.desk import BACKOFF_MS, MOST_DEATHS, MOST_TRIES
from bot.outbox import outbox_table
from tests.bot.conftest import OpenRoad
from tests.bot.road import ALICE, BOB, CAROL, NothingTurn, Road, counting, event, says

APOLOGY = "申し訳ありません"


def poisonous(turn: NothingTurn, text: str) -> None:
    """Fails at every text with 毒 in it."""
    if "毒" in text:
        raise RuntimeError(text)


@pytest.fixture
def poisoned(new_road: OpenRoad) -> Road:
    return new_road(counting(poisonous))


# -- failing


def test_a_failing_handler_leaves_nothing_behind(poisoned: Road) -> None:
    poisoned.receive(says("毒"))
    poisoned.handle()
    assert poisoned.effects() == []
    assert poisoned.count(outbox_table) == 0
    assert poisoned.states() == ["new"]


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


# -- taking back


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
