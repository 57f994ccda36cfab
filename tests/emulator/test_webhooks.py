"""Webhooks: what they say, in which order they come, and what happens where nobody answers."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import threading
import time
from collections import defaultdict
from typing import Any

import pytest

from bot.emulator import Emulator, EmulatorConfig
from bot.emulator.talk import act
from tests.emulator.conftest import START, URL, Line, LineMaker, text, until


def test_a_webhook_is_signed_over_its_bytes(line: Line) -> None:
    line.hears(line.citizen())
    body, headers = line.bot.calls[-1]
    digest = hmac.new(b"emulator-secret", body, hashlib.sha256).digest()
    assert headers["x-line-signature"] == base64.b64encode(digest).decode()
    assert json.loads(body)["destination"] == line.emulator.destination
    assert headers["User-Agent"] == "LineBotWebhook/2.0"


def test_a_text_event_is_complete(line: Line) -> None:
    user = line.citizen("花子")
    event = line.hears(user, "今日のごみ")
    assert re.fullmatch("U[0-9a-f]{32}", user)
    assert re.fullmatch("[0-7][0-9A-HJKMNP-TV-Z]{25}", event["webhookEventId"])
    assert re.fullmatch("[0-9a-f]{32}", event["replyToken"])
    message = event["message"]
    assert re.fullmatch(r"\d{18}", message["id"])
    assert message["quoteToken"]
    assert (message["type"], message["text"]) == ("text", "今日のごみ")
    assert event["timestamp"] == int(START * 1000)
    assert event["mode"] == "active"
    assert event["source"] == {"type": "user", "userId": user}
    assert event["deliveryContext"] == {"isRedelivery": False}


def test_a_new_citizen_follows_once(line: Line) -> None:
    assert line.citizen("太郎") == line.citizen("太郎")
    (event,) = line.bot.events()
    assert (event["type"], event["follow"]) == ("follow", {"isUnblocked": False})
    assert event["replyToken"]


def test_a_name_always_has_the_same_id(make_line: LineMaker) -> None:
    assert make_line().citizen("太郎") == make_line().citizen("太郎")
    assert make_line().citizen("太郎") != make_line().citizen("次郎")


@pytest.mark.parametrize(
    ("action", "kind", "content"),
    [
        ({"type": "sticker", "packageId": "446", "stickerId": "1988"}, "message",
         {"type": "sticker", "packageId": "446", "stickerId": "1988"}),
        ({"type": "location", "latitude": 38.4, "longitude": 141.3, "address": "穀町"}, "message",
         {"type": "location", "latitude": 38.4, "longitude": 141.3, "address": "穀町"}),
        ({"type": "text", "text": "a", "quotedMessageId": "1"}, "message",
         {"type": "text", "quotedMessageId": "1"}),
        ({"type": "image", "data": "AAAA", "contentType": "image/png"}, "message",
         {"type": "image", "contentProvider": {"type": "line"}}),
        ({"type": "file", "data": "AAAA", "fileName": "a.pdf"}, "message",
         {"type": "file", "fileName": "a.pdf", "fileSize": 3}),
        ({"type": "postback", "data": "garbage:today", "params": {"date": "2026-11-21"}},
         "postback", {"data": "garbage:today", "params": {"date": "2026-11-21"}}),
    ],
)  # fmt: skip
def test_actions_become_events(line: Line, action: Any, kind: str, content: Any) -> None:
    line.act(line.citizen(), **action)
    event = line.bot.events()[-1]
    assert event["type"] == kind
    assert content.items() <= event[kind].items()
    assert event["replyToken"]


def test_leaving_and_coming_back(line: Line) -> None:
    user = line.citizen()
    line.act(user, type="unfollow")
    line.act(user, type="follow")
    unfollow, follow = line.bot.events()[-2:]
    assert (unfollow["type"], "replyToken" in unfollow) == ("unfollow", False)
    assert follow["follow"] == {"isUnblocked": True}


def test_pictures_sent_together_are_a_set(line: Line) -> None:
    user = line.citizen()
    files = [{"data": "AAAA", "contentType": "image/png"}] * 3
    line.act(user, type="image", files=files)
    events = line.bot.events()[-3:]
    sets = [each["message"]["imageSet"] for each in events]
    assert [(each["index"], each["total"]) for each in sets] == [(1, 3), (2, 3), (3, 3)]
    assert len({each["id"] for each in sets}) == 1


def test_unsending_takes_the_content_away(line: Line) -> None:
    user = line.citizen()
    message = line.act(user, type="image", data="AAAA", contentType="image/png")["messageId"]
    path = f"/v2/bot/message/{message}/content"
    answer = line.call("GET", path)
    assert (answer.status_code, answer.data) == (200, b"\0\0\0")
    assert answer.content_type == "image/png"
    line.act(user, type="unsend", messageId=message)
    assert line.bot.events()[-1]["unsend"] == {"messageId": message}
    assert line.call("GET", path).status_code == 410
    assert line.call("GET", "/v2/bot/message/1/content").status_code == 404


def test_a_film_takes_its_time(make_line: LineMaker) -> None:
    line = make_line(transcoding=10)
    user = line.citizen()
    message = line.act(user, type="video", data="AAAA", contentType="video/mp4")["messageId"]
    path = f"/v2/bot/message/{message}/content"
    assert line.call("GET", path).status_code == 202
    assert line.call("GET", f"{path}/transcoding").json == {"status": "processing"}
    line.clock.now += 10
    assert line.call("GET", path).status_code == 200
    assert line.call("GET", f"{path}/transcoding").json == {"status": "succeeded"}


def test_a_webhook_that_failed_comes_again_with_the_same_ids(line: Line) -> None:
    user = line.citizen()
    line.bot.statuses = [500, OSError("refused"), 200]
    event = line.hears(user)
    line.clock.now += 1
    until(lambda: len(line.bot.calls) == 3)
    line.clock.now += 2
    until(lambda: len(line.bot.calls) == 4)
    again = line.bot.events()[-2:]
    assert [each["deliveryContext"]["isRedelivery"] for each in again] == [True, True]
    assert {each["webhookEventId"] for each in again} == {event["webhookEventId"]}
    assert {each["replyToken"] for each in again} == {event["replyToken"]}
    assert {each["timestamp"] for each in again} == {event["timestamp"]}
    until(lambda: line.ledger()["events"][event["webhookEventId"]]["webhookStatus"] == 200)
    assert line.ledger()["events"][event["webhookEventId"]]["webhookAttempts"] == 3


def test_redelivery_renews_the_reply_token(make_line: LineMaker) -> None:
    line = make_line(webhook_backoff=100)
    user = line.citizen()
    line.bot.statuses = [500]
    token = line.hears(user)["replyToken"]
    body = {"replyToken": token, "messages": [text()]}
    line.clock.now += 100
    until(lambda: len(line.bot.calls) == 3)
    line.clock.now += 60
    assert line.call("POST", "/v2/bot/message/reply", body).status_code == 200


def test_redelivery_ends(make_line: LineMaker) -> None:
    line = make_line(webhook_attempts=3)
    user = line.citizen()
    line.bot.statuses = [500] * 10
    line.hears(user)
    line.clock.now += 1
    until(lambda: len(line.bot.calls) == 3)
    line.clock.now += 2
    until(lambda: len(line.bot.calls) == 4)
    until(line.emulator.webhooks.idle)


def test_without_redelivery_a_lost_webhook_is_lost(make_line: LineMaker) -> None:
    line = make_line(webhook_redelivery=False)
    user = line.citizen()
    line.bot.statuses = [OSError("refused")]
    assert line.act(user, type="text", text="a")["webhookStatus"] is None
    until(line.emulator.webhooks.idle)
    assert len(line.bot.calls) == 2


def test_each_citizens_events_come_in_order_though_many_come_at_once() -> None:
    heard: dict[str, list[str]] = defaultdict(list)
    busy: set[str] = set()
    most, lock = [0], threading.Lock()

    def bot(url: str, body: bytes, headers: dict[str, str]) -> int:
        assert (url, bool(headers)) == (URL, True)
        (event,) = json.loads(body)["events"]
        user = event["source"]["userId"]
        with lock:
            assert user not in busy, "two webhooks of one citizen at the same time"
            busy.add(user)
            most[0] = max(most[0], len(busy))
        time.sleep(0.001)
        with lock:
            busy.remove(user)
            heard[user].append(event["message"]["text"])
        return 200

    emulator = Emulator(EmulatorConfig(webhook_url=URL), post=bot)
    users = [emulator.citizens.get_or_make(f"{number}郎")[0].user_id for number in range(5)]
    for number in range(20):
        for user in users:
            act(emulator, user, {"type": "text", "text": str(number)})
    until(emulator.webhooks.idle)
    emulator.close()
    assert dict(heard) == {user: [str(number) for number in range(20)] for user in users}
    assert most[0] > 1


def test_one_webhook_may_carry_what_a_test_wants(line: Line) -> None:
    events = [
        {"type": "message", "source": {"type": "user", "userId": "U1"}, "message": {"type": "x"}},
        {"type": "novelty", "mode": "standby", "source": {"type": "user", "userId": "U2"}},
    ]
    answer = line.client.post("/emulator/webhooks?wait=1", json={"events": events})
    assert (answer.status_code, (answer.json or {})["webhookStatus"]) == (202, 200)
    first, second = line.bot.events()
    assert (first["source"]["userId"], second["source"]["userId"]) == ("U1", "U2")
    assert first["message"]["id"]
    assert (second["type"], second["mode"]) == ("novelty", "standby")
    line.client.post("/emulator/webhooks?wait=1", json={"events": []})
    assert json.loads(line.bot.calls[-1][0])["events"] == []


@pytest.mark.parametrize(
    "event",
    [
        {"webhookEventId": []},
        {"type": "message", "replyToken": {}},
        {"type": [], "source": 5, "message": None},
        {"source": {"userId": {}}, "timestamp": "soon"},
    ],
)
def test_odd_events_are_sent_or_refused_but_nothing_breaks(line: Line, event: Any) -> None:
    answer = line.client.post("/emulator/webhooks?wait=1", json={"events": [event]})
    odd_id = not isinstance(event.get("webhookEventId", ""), str) or "replyToken" in event
    assert answer.status_code == (400 if odd_id else 202)
    assert len(line.bot.calls) == (not odd_id)


def test_prepared_webhooks_can_be_posted_by_a_load_generator(line: Line) -> None:
    user = line.citizen()
    event = {
        "type": "message",
        "source": {"type": "user", "userId": user},
        "message": {"type": "text", "text": "a"},
    }
    answer = line.client.post("/emulator/webhooks/prepare", json={"events": [event, event]})
    first, second = (answer.json or {})["webhooks"]
    assert first["webhookEventId"] != second["webhookEventId"]
    body = first["body"].encode()
    digest = hmac.new(b"emulator-secret", body, hashlib.sha256).digest()
    assert first["headers"]["x-line-signature"] == base64.b64encode(digest).decode()
    token = json.loads(body)["events"][0]["replyToken"]
    reply = {"replyToken": token, "messages": [text()]}
    assert line.call("POST", "/v2/bot/message/reply", reply).status_code == 200
    assert line.ledger()["events"][first["webhookEventId"]]["replies"] == 1
