"""Conversations: steps, drafts, buttons that belong to them, and how they end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import BaseModel
from sqlalchemy import select

from bot import outbox
from bot.api import Feature, Follow, Location, Nothing, Picked, Reply, Skip, Text, Turn
from bot.citizens import citizen_table, is_following
from bot.conversation import conversation_table
from bot.line import TransportError
from tests.bot.conftest import OpenRoad
from tests.bot.road import ALICE, BOB, Road, event, presses, says


class Draft(BaseModel):
    """What the report gathers."""

    what: str = ""
    on: date | None = None
    north: float | None = None


ReportTurn = Turn[Nothing, Draft]


def reporting() -> Feature[Nothing, Draft]:
    """A report in three steps: what, when (or skipped), where."""
    feature: Feature[Nothing, Draft] = Feature(
        "report", title="通報", words=Nothing, draft=Draft, patience=timedelta(hours=2)
    )

    @feature.command("通報", menu=True)
    def start(turn: ReportTurn) -> Reply:
        return turn.start(what, "何がありましたか")

    @feature.step(Text)
    def what(turn: ReportTurn, said: Text) -> Reply:
        if len(said.text) < 2:
            return turn.again("もう少しくわしく")
        return turn.ask(
            when,
            "いつですか",
            what=said.text,
            quick=[turn.pick_date(when, "日を選ぶ"), turn.skip(when)],
        )

    @feature.step(Picked, Skip)
    def when(turn: ReportTurn, picked: Picked | Skip) -> Reply:
        on = picked.value if isinstance(picked, Picked) else None
        return turn.ask(where, "どこですか", on=on)

    @feature.step(Location)
    def where(turn: ReportTurn, spot: Location) -> Reply:
        draft = turn.draft
        return turn.end(f"受付: {draft.what}/{draft.on}/{spot.latitude}", must_arrive=True)

    @feature.postback("day")
    def day(turn: ReportTurn, on: date, count: int = 1) -> Reply:
        return turn.say(f"日: {on} {count}")

    return feature


@pytest.fixture
def road(new_road: OpenRoad) -> Road:
    return new_road(reporting())


def place(at: int = 1_000) -> dict[str, Any]:
    message = {"type": "location", "id": "9", "latitude": 38.4, "longitude": 141.3}
    return event("message", at=at, message=message)


def button(road: Road, label: str) -> str:
    """The data of a quick reply of the last message."""
    items = road.line.sent[-1].body["messages"][-1]["quickReply"]["items"]
    found: str = next(i["action"]["data"] for i in items if i["action"]["label"] == label)
    return found


def test_a_conversation_gathers_and_ends(road: Road) -> None:
    assert road.hears(says("通報")) == ["何がありましたか"]
    assert road.hears(says("穴")) == ["もう少しくわしく"]
    assert road.hears(says("道路の穴")) == ["いつですか"]
    picked = event(
        "postback", postback={"data": button(road, "日を選ぶ"), "params": {"date": "2026-11-20"}}
    )
    assert road.hears(picked) == ["どこですか"]
    assert road.hears(place()) == ["受付: 道路の穴/2026-11-20/38.4"]
    assert road.hears(says("ほかに")) != ["もう少しくわしく"]


def test_events_handled_in_one_round_continue_one_conversation(road: Road) -> None:
    heard = road.hears(says("通報", at=1), says("道路の穴", at=2))
    assert heard == ["何がありましたか", "いつですか"]


def test_a_step_can_be_skipped(road: Road) -> None:
    road.hears(says("通報"), says("道路の穴", at=2_000))
    assert road.hears(presses(_skip(road))) == ["どこですか"]
    assert road.hears(place()) == ["受付: 道路の穴/None/38.4"]


def _skip(road: Road) -> str:
    items = road.line.sent[-1].body["messages"][-1]["quickReply"]["items"]
    found: str = next(i["action"]["data"] for i in items if "_skip" in i["action"].get("data", ""))
    return found


def test_buttons_of_a_finished_conversation_are_answered_kindly(road: Road) -> None:
    road.hears(says("通報"), says("道路の穴", at=2_000))
    old = _skip(road)
    road.hears(says("やめる"))
    assert "使えません" in road.hears(presses(old))[0]
    road.hears(says("通報"), says("次の穴", at=2_000))
    new = _skip(road)
    assert "使えません" in road.hears(presses(old))[0], "of another conversation of the feature"
    assert road.hears(presses(new)) == ["どこですか"]
    assert "使えません" in road.hears(presses(old))[0], "of an earlier step"


STALE = [
    "",
    ":",
    "report",
    "report:",
    "report:gone",
    "report:day",
    "report:day?on=yesterday",
    "report:day?on=2026-11-21&count=x",
    "report:_skip",
    "report:_skip?step=when",
    "report:_skip?step=gone&talk=x",
    "report:_pick?step=what&talk=",
    "gone:day?on=2026-11-21",
    "?&=:%ZZ",
    "あ" * 300,
]


def test_buttons_that_nobody_knows_any_more_are_answered_kindly(road: Road) -> None:
    for number, data in enumerate(STALE):
        (answer,) = road.hears(presses(data, at=number))
        assert "使えません" in answer, data
    assert set(road.states()) == {"done"}


def test_an_old_button_still_works_as_long_as_its_arguments_fit(road: Road) -> None:
    assert road.hears(presses("report:day?on=2026-11-21")) == ["日: 2026-11-21 1"]
    assert road.hears(presses("report:day?on=2026-11-21&count=3&new=x")) == ["日: 2026-11-21 3"]
    picked = {"data": "report:day", "params": {"date": "2026-12-01"}}
    assert road.hears(event("postback", postback=picked)) == ["日: 2026-12-01 1"]


def test_an_unfinished_conversation_is_forgotten_after_the_features_patience(road: Road) -> None:
    road.hears(says("通報"))
    road.pass_time(hours=1, minutes=59)
    assert road.hears(says("穴")) == ["もう少しくわしく"]
    road.pass_time(hours=2)
    assert road.hears(says("道路の穴")) != ["いつですか"]


def test_an_event_of_another_kind_leaves_the_conversation_where_it_is(road: Road) -> None:
    road.hears(says("通報"), says("道路の穴", at=2_000))
    sticker = event("message", message={"type": "sticker", "packageId": "1", "stickerId": "2"})
    skip = _skip(road)
    assert "受け取れません" in road.hears(sticker)[0]
    assert road.hears(presses(skip)) == ["どこですか"]


def test_a_step_that_a_new_version_dropped_is_the_end_of_the_conversation(
    new_road: OpenRoad, road: Road
) -> None:
    road.hears(says("通報"))
    after = new_road(Feature("other", title="ほか"))
    assert len(after.hears(says("道路の穴"))) == 1
    with after.database.read() as connection:
        assert connection.scalar(select(conversation_table.c.feature)) == ""


def test_citizens_do_not_meet(road: Road) -> None:
    road.hears(says("通報", ALICE))
    assert road.hears(says("道路の穴", BOB)) != ["いつですか"]
    assert road.hears(says("道路の穴", ALICE)) == ["いつですか"]


def test_a_receipt_that_may_be_lost_is_pushed(road: Road) -> None:
    road.hears(says("通報"), says("道路の穴", at=2_000))
    road.hears(presses(_skip(road)))
    road.line.will(TransportError("reset"))
    road.hears(place())
    row = next(row for row in road.calls() if row.state == "queued")
    assert (row.must_arrive, row.method, row.ambiguous) == (True, "reply", True)
    road.pass_time(minutes=2)
    road.line.will((400, "Invalid reply token"))
    for _ in range(2):
        with road.database.write() as connection:
            calls = outbox.take_due(connection, road.now)
        road.service.delivery.send_now(calls)
    assert [sent.path for sent in road.line.sent[-3:]] == ["reply", "reply", "push"]
    assert {row.state for row in road.calls()} == {"sent"}


def test_following_and_blocking_are_noted_and_greeted(road: Road) -> None:
    first = road.hears(event("follow", follow={"isUnblocked": False}))
    assert "友だち追加" in first[0]
    road.hears(says("通報"))
    assert road.hears(event("unfollow")) == []
    assert _follows(road) is False
    back = road.hears(event("follow", follow={"isUnblocked": True}))
    assert "おかえり" in back[0]
    assert _follows(road) is True
    assert road.hears(says("道路の穴")) != ["いつですか"], "the old conversation is over"
    assert road.count(citizen_table) == 1


def _follows(road: Road) -> bool:
    with road.database.read() as connection:
        return is_following(connection, ALICE)


def test_features_hear_of_followers_beside_the_greeting(new_road: OpenRoad) -> None:
    feature = Feature("hello", title="あいさつ")

    @feature.on(Follow)
    def hello(turn: Turn[Nothing, Nothing], follow: Follow) -> Reply:
        return turn.say("地区を教えてください")

    heard = new_road(feature).hears(event("follow"))
    assert len(heard) == 2
    assert "地区を教えてください" in heard
