"""The webhook's door: what is let in, what is refused, and what is stored of it."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError
from werkzeug.test import Client

from bot import inbox
from bot.app import create_app
from bot.doors.webhook import read_webhook
from bot.inbox import inbox_table
from bot.line.signature import sign
from bot.settings import EMULATOR_SECRET
from tests.bot.road import ALICE, BOB, Road, body_of, event, redelivered, says


def test_an_unsigned_webhook_is_refused_and_not_stored(road: Road) -> None:
    of_another = sign(EMULATOR_SECRET, body_of(says("ほか")))
    for signature in (None, " ", "x", "AAAA", "窓口".encode().decode("latin-1"), of_another):
        assert road.post(body_of(says("ごみ")), signature).status_code == 401, signature
    assert road.count(inbox_table) == 0


NO_WEBHOOKS = {
    "empty": b"",
    "no JSON": b"{",
    "not UTF-8": b"\xff\xfe\x00{",
    "a list": b"[]",
    "a number": b"1",
    "null": b"null",
    "no events": b"{}",
    "events are an object": b'{"events": {}}',
    "events are null": b'{"events": null}',
    "an event is a number": b'{"events": [1]}',
    "brackets": b"[" * 100_000,
    "closed brackets": b"[" * 100_000 + b"]" * 100_000,
    "objects": b'{"events":' * 50_000,
    "a huge number": b'{"events": [' + b"9" * 10_000 + b"]}",
}


def test_what_is_no_webhook_is_refused(road: Road) -> None:
    for name, body in NO_WEBHOOKS.items():
        answer = road.post(body)
        assert answer.status_code == 400, name
        assert "Traceback" not in answer.text, name
    assert road.count(inbox_table) == 0


def test_nesting_near_the_limit_of_the_stack_is_no_fault_of_ours() -> None:
    refused = 0
    for depth in range(800, 1_000):
        nested = b"[" * depth + b"]" * depth
        body = b'{"events":[{"webhookEventId":"a","type":"message","timestamp":1,"x":%b}]}' % nested
        try:
            read_webhook(body, 0)
        except ValueError:
            refused += 1
    assert 0 < refused < 200


def test_a_body_that_is_too_large_is_refused(road: Road) -> None:
    largest = 1024 * 1024
    assert road.post(b'{"events": []}'.ljust(largest)).status_code == 200
    for size in (largest + 1, 2 * largest):
        assert road.post(b'{"events": []}'.ljust(size)).status_code == 413


def test_a_large_body_is_taken(road: Road) -> None:
    assert road.receive(*(says("あ" * 5000, at=n) for n in range(25))) == 200
    assert road.count(inbox_table) == 25


def test_other_methods_are_refused(road: Road) -> None:
    client = Client(create_app(road.service))
    for method in ("GET", "PUT", "DELETE"):
        assert client.open("/line/webhook", method=method).status_code == 405


def test_line_tries_the_connection_with_no_events(road: Road) -> None:
    assert road.receive() == 200
    assert road.count(inbox_table) == 0


def test_an_event_is_stored_once_however_often_it_comes(road: Road) -> None:
    one, other = says("一"), says("二", BOB)
    assert road.receive(one, one, other) == 200
    assert road.receive(other, one) == 200
    assert road.receive(redelivered(one)) == 200
    assert [row.webhook_event_id for row in road.events()] == [
        one["webhookEventId"],
        other["webhookEventId"],
    ]


def test_an_event_that_is_done_is_not_done_again(road: Road) -> None:
    one = says("一")
    assert road.hears(one) == ["聞きました: 一"]
    assert road.hears(redelivered(one)) == []
    assert road.effects() == [(ALICE, "一")]


def test_a_redelivered_event_has_a_fresh_minute_to_be_answered(road: Road) -> None:
    one = says("一")
    road.receive(one)
    road.pass_time(minutes=5)
    road.receive(redelivered(one))
    road.pass_time(seconds=10)
    road.handle()
    assert [sent.path for sent in road.line.sent] == ["reply"]


def test_an_event_that_waited_too_long_is_answered_by_a_push(road: Road) -> None:
    road.receive(says("一"))
    road.pass_time(minutes=5)
    road.handle()
    (sent,) = road.line.sent
    assert (sent.path, sent.body["to"], bool(sent.retry_key)) == ("push", ALICE, True)


def test_a_duplicate_that_is_no_redelivery_does_not_renew_the_token(road: Road) -> None:
    one = says("一")
    road.receive(one)
    road.pass_time(minutes=5)
    road.receive(one)
    road.handle()
    assert [sent.path for sent in road.line.sent] == ["push"]


def test_citizens_share_a_webhook(road: Road) -> None:
    road.hears(says("あ", ALICE, at=1), says("い", BOB, at=2), says("う", ALICE, at=3))
    assert [said for who, said in road.effects() if who == ALICE] == ["あ", "う"]
    assert [said for who, said in road.effects() if who == BOB] == ["い"]


def test_in_standby_mode_the_bot_keeps_silent(road: Road) -> None:
    assert road.hears(says("ごみ", mode="standby")) == []
    assert road.states() == ["ignored"]
    assert road.events()[0].payload is None


def test_in_standby_mode_a_block_is_noted_all_the_same(road: Road) -> None:
    assert road.hears(event("unfollow", mode="standby")) == []
    assert road.states() == ["done"]


SOURCES: list[Any] = [
    {"type": "group", "groupId": "C1", "userId": ALICE},
    {"type": "room", "roomId": "R1", "userId": ALICE},
    {"type": "community", "userId": ALICE},
    {"type": "user"},
    {"type": "user", "userId": ["U"]},
    {"type": "user", "userId": "U" * 65},
    "user",
    None,
]


def test_only_talks_of_two_are_served(road: Road) -> None:
    assert road.hears(*(says("ごみ", source=source) for source in SOURCES)) == []
    assert road.states() == ["ignored"] * len(SOURCES)


def test_event_types_nobody_knows_are_done_in_silence(road: Road) -> None:
    kinds = ["beacon", "accountLink", "things", "来年の新しい種類", "", "x" * 500]
    assert road.hears(*map(event, kinds)) == []
    assert road.states() == ["done"] * len(kinds)


ODD_MESSAGES: list[Any] = [
    None,
    "text",
    [],
    {},
    {"type": "text"},
    {"type": "text", "text": None},
    {"type": "text", "text": 1},
    {"type": "hologram", "id": "1"},
    {"type": ["text"], "text": "a"},
    {"type": "location"},
    {"type": "location", "latitude": "x", "longitude": 1},
    {"type": "location", "latitude": 10**400, "longitude": 1},
    {"type": "image"},
    {"type": "image", "id": "1", "imageSet": {"index": 1e400}},
    {"type": "image", "id": "1", "imageSet": []},
    {"type": "sticker", "keywords": 1},
]


def test_messages_of_odd_shapes_come_to_an_end(road: Road) -> None:
    road.hears(*(event("message", message=message) for message in ODD_MESSAGES))
    assert road.states() == ["done"] * len(ODD_MESSAGES)


def test_characters_that_cannot_be_stored_harm_nobody(road: Road) -> None:
    for data in ("a\x00b", "a\ud800b", "\udfff", "counting:x?a=\ud800\x00"):
        road.hears(says(data, at=1), event("postback", at=2, postback={"data": data}))
        road.hears(event("unsend", at=3, unsend={"messageId": data}))
    assert set(road.states()) == {"done"}
    assert [said for _, said in road.effects()] == ["ab", "a?b", "?", "counting:x?a=?"]


MALFORMED: list[dict[str, Any]] = [
    {"webhookEventId": None},
    {"webhookEventId": {"a": 1}},
    {"webhookEventId": ""},
    {"webhookEventId": "x" * 65},
    {"webhookEventId": "a\x00"},
    {"type": None},
    {"timestamp": None},
    {"timestamp": "1"},
    {"timestamp": True},
    {"timestamp": 1.5},
    {"timestamp": -1},
    {"timestamp": 10**30},
]


def test_a_malformed_event_takes_no_good_one_with_it(
    road: Road, caplog: pytest.LogCaptureFixture
) -> None:
    malformed = [says("悪い") | wrong for wrong in MALFORMED]
    with caplog.at_level(logging.WARNING):
        assert road.hears(*malformed, says("良い"), *malformed) == ["聞きました: 良い"]
    assert f"{2 * len(malformed)} malformed events of {2 * len(malformed) + 1}" in caplog.text
    for one in malformed:
        assert road.receive(one) == 400, one


def test_if_the_database_is_out_of_reach_line_must_send_again(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(connection: Connection, events: object) -> list[str]:
        raise OperationalError("INSERT ごみ", {}, Exception("gone"))

    one = says("ごみ")
    with monkeypatch.context() as broken:
        broken.setattr(inbox, "store", fails)
        answer = road.post(body_of(one))
    assert answer.status_code == 503
    assert "ごみ" not in answer.text
    assert road.count(inbox_table) == 0
    assert road.hears(redelivered(one)) == ["聞きました: ごみ"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.sampled_from(
    [
        "type",
        "mode",
        "timestamp",
        "source",
        "webhookEventId",
        "deliveryContext",
        "message",
        "postback",
    ]
)
EVENTS = st.builds(
    lambda changes: says("ごみ") | changes, st.dictionaries(FIELDS, JSON, max_size=3)
)
BODIES = st.one_of(
    st.binary(),
    JSON.map(lambda value: json.dumps(value).encode()),
    st.lists(EVENTS | JSON, max_size=4).map(lambda events: body_of(*events)),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(body=BODIES)
def test_no_body_makes_the_door_fail_or_the_desk_stop(road: Road, body: bytes) -> None:
    answer = road.post(body)
    assert answer.status_code in (200, 400)
    road.handle()
    assert "new" not in road.states()
