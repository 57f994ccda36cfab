"""Reply, push, multicast, broadcast, narrowcast: who gets what, and what is counted."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.conftest import Line, LineMaker, text

REPLY = "/v2/bot/message/reply"
PUSH = "/v2/bot/message/push"
MULTICAST = "/v2/bot/message/multicast"
BROADCAST = "/v2/bot/message/broadcast"
NARROWCAST = "/v2/bot/message/narrowcast"
STRANGER = "U" + "9" * 32


def reply(line: Line, token: str, *messages: dict[str, Any]) -> Any:
    body = {"replyToken": token, "messages": list(messages) or [text()]}
    return line.call("POST", REPLY, body)


def test_a_reply_arrives_and_names_its_event(line: Line) -> None:
    user = line.citizen()
    event = line.hears(user)
    answer = reply(line, event["replyToken"], text("一"), text("二"))
    assert answer.status_code == 200
    (first, second) = line.seen_by(user)
    assert [each["message"]["text"] for each in (first, second)] == ["一", "二"]
    assert first["via"] == "reply"
    assert first["webhookEventId"] == event["webhookEventId"]
    sent = answer.json["sentMessages"]
    assert [each["id"] for each in sent] == [first["message"]["id"], second["message"]["id"]]
    assert sent[0]["quoteToken"]


def test_a_reply_token_is_good_once(line: Line) -> None:
    token = line.hears(line.citizen())["replyToken"]
    assert reply(line, token).status_code == 200
    again = reply(line, token)
    assert (again.status_code, again.json) == (400, {"message": "Invalid reply token"})


def test_a_reply_token_ends_after_a_minute(line: Line) -> None:
    user = line.citizen()
    early, late = line.hears(user)["replyToken"], line.hears(user)["replyToken"]
    line.clock.now += 60
    assert reply(line, early).status_code == 200
    line.clock.now += 1
    assert reply(line, late).json == {"message": "Invalid reply token"}


def test_a_refused_reply_does_not_use_up_its_token(line: Line) -> None:
    token = line.hears(line.citizen())["replyToken"]
    assert reply(line, token, text("")).status_code == 400
    assert reply(line, token).status_code == 200


def test_a_push_arrives_by_itself(line: Line) -> None:
    user = line.citizen()
    answer = line.call("POST", PUSH, {"to": user, "messages": [text("避難指示")]})
    assert answer.status_code == 200
    (seen,) = line.seen_by(user)
    assert (seen["via"], seen["message"]["text"]) == ("push", "避難指示")
    assert seen["webhookEventId"] is None


def test_who_blocks_the_bot_gets_nothing_and_the_bot_does_not_learn_of_it(line: Line) -> None:
    user = line.citizen()
    line.act(user, type="unfollow")
    assert line.call("POST", PUSH, {"to": user, "messages": [text()]}).status_code == 200
    assert line.call("POST", MULTICAST, {"to": [user], "messages": [text()]}).status_code == 200
    assert line.call("POST", BROADCAST, {"messages": [text()]}).status_code == 200
    assert line.seen_by(user) == []
    assert line.call("GET", f"/v2/bot/profile/{user}").status_code == 404
    used = line.call("GET", "/v2/bot/message/quota/consumption").json
    assert used == {"totalUsage": 0}


def test_multicast_reaches_each_once_and_accepts_strangers(line: Line) -> None:
    one, two = line.citizen("一郎"), line.citizen("二郎")
    body = {"to": [one, STRANGER, two, one], "messages": [text()]}
    answer = line.call("POST", MULTICAST, body)
    assert (answer.status_code, answer.json) == (200, {})
    assert len(line.seen_by(one)) == len(line.seen_by(two)) == 1
    tally = line.client.get("/emulator/deliveries/tally").json
    assert [(each["recipients"], each["once"]) for each in (tally or {})["tally"]] == [(3, 3)]


@pytest.mark.parametrize(
    ("to", "status"),
    [([STRANGER] * 500, 200), ([STRANGER] * 501, 400), ([], 400), (["x"], 400), ("x", 400)],
)
def test_multicast_takes_up_to_500_ids(line: Line, to: Any, status: int) -> None:
    assert line.call("POST", MULTICAST, {"to": to, "messages": [text()]}).status_code == status


def test_the_tally_sees_who_was_sent_the_same_twice(line: Line) -> None:
    others = [f"U{number:032x}" for number in range(10)]
    line.call("POST", MULTICAST, {"to": others, "messages": [text("一斉")]})
    line.call("POST", MULTICAST, {"to": others[:3], "messages": [text("一斉")]})
    line.call("POST", MULTICAST, {"to": others[:4], "messages": [text("別")]})
    tally = (line.client.get("/emulator/deliveries/tally").json or {})["tally"]
    assert [(each["once"], each["moreThanOnce"]) for each in tally] == [(7, 3), (4, 0)]


def test_broadcast_reaches_all_who_follow(line: Line) -> None:
    one, two = line.citizen("一郎"), line.citizen("二郎")
    assert line.call("POST", BROADCAST, {"messages": [text()]}).status_code == 200
    assert [len(line.seen_by(each)) for each in (one, two)] == [1, 1]


def test_narrowcast_is_accepted_and_followed(make_line: LineMaker) -> None:
    line = make_line(narrowcast_seconds=30)
    users = [line.citizen(f"{number}郎") for number in range(3)]
    answer = line.call("POST", NARROWCAST, {"messages": [text()], "limit": {"max": 2}})
    assert answer.status_code == 202
    path = "/v2/bot/message/progress/narrowcast?requestId=" + answer.headers["x-line-request-id"]
    assert line.call("GET", path).json == {
        "phase": "sending",
        "acceptedTime": "2026-11-21T02:00:00.000Z",
    }
    line.clock.now += 30
    progress = line.call("GET", path).json or {}
    assert (progress["phase"], progress["successCount"]) == ("succeeded", 2)
    assert [len(line.seen_by(user)) for user in users] == [1, 1, 0]
    assert line.call("GET", path + "x").status_code == 404


def test_a_push_to_nobody_may_be_refused(make_line: LineMaker) -> None:
    body = {"to": STRANGER, "messages": [text()]}
    assert make_line().call("POST", PUSH, body).status_code == 200
    answer = make_line(known_users_only=True).call("POST", PUSH, body)
    assert (answer.status_code, answer.json) == (400, {"message": "Failed to send messages"})


@pytest.mark.parametrize("kind", ["reply", "push", "multicast", "narrowcast", "broadcast"])
def test_messages_are_checked_without_being_sent(line: Line, kind: str) -> None:
    user = line.citizen()
    path = f"/v2/bot/message/validate/{kind}"
    assert line.call("POST", path, {"messages": [text()]}).json == {}
    assert line.call("POST", path, {"messages": [text("")]}).status_code == 400
    assert line.seen_by(user) == []


def test_the_ledger_counts_answers_by_event(line: Line) -> None:
    user = line.citizen()
    first, second = line.hears(user), line.hears(user)
    reply(line, first["replyToken"])
    line.call("POST", PUSH, {"to": user, "messages": [text()]})
    third = line.hears(user)
    events = line.ledger()["events"]
    answered = [
        (events[e["webhookEventId"]]["replies"], events[e["webhookEventId"]]["pushes"])
        for e in (first, second, third)
    ]
    assert answered == [(1, 1), (0, 1), (0, 0)]
    assert events[first["webhookEventId"]]["webhookStatus"] == 200
    assert line.ledger()["requests"]["POST " + REPLY] == {"200": 1}
