"""What every call passes: authorisation, sizes, rates, retry keys, quota, request ids, faults."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.emulator.errors import ApiError
from bot.emulator.quota import day_of
from bot.emulator.rates import Rate, RateLimiter
from tests.emulator.conftest import Line, LineMaker, text

PUSH = "/v2/bot/message/push"
REPLY = "/v2/bot/message/reply"
MULTICAST = "/v2/bot/message/multicast"
USER = "U" + "1" * 32
BODY = {"to": USER, "messages": [text()]}
KEY = "123e4567-e89b-12d3-a456-426614174000"


@pytest.mark.parametrize(
    "authorization", ["", "emulator-token", "Basic emulator-token", "Bearer wrong", "Bearer "]
)
def test_a_call_without_the_token_is_refused(line: Line, authorization: str) -> None:
    answer = line.client.post(PUSH, json=BODY, headers={"Authorization": authorization})
    assert answer.status_code == 401
    message = (answer.json or {})["message"]
    assert message.startswith("Authentication failed due to the following reason: ")
    assert line.ledger()["totals"]["pushes"] == 0


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v2/bot/info", 200),
        ("GET", "/v2/bot/nothing", 404),
        ("GET", PUSH, 405),
        ("DELETE", "/v2/bot/profile/U1", 405),
        ("POST", PUSH, 400),
    ],
)
def test_every_answer_has_a_request_id(line: Line, method: str, path: str, status: int) -> None:
    first, second = line.call(method, path, {}), line.call(method, path, {})
    ids = [each.headers["x-line-request-id"] for each in (first, second)]
    assert first.status_code == status
    assert ids[0] != ids[1]
    assert str(uuid.UUID(ids[0])) == ids[0]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b'{"to": }', "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"to": NaN}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"{}", "text/plain", 415),
        (b"{}", "", 415),
        (b" " * (2 * 1024 * 1024 + 1), "application/json", 413),
    ],
)
def test_bodies_that_are_none(line: Line, body: bytes, kind: str, status: int) -> None:
    headers = {"Authorization": "Bearer emulator-token"}
    answer = line.client.post(PUSH, data=body, content_type=kind, headers=headers)
    assert answer.status_code == status
    assert (answer.json or {})["message"]


def test_half_a_character_harms_nobody(line: Line) -> None:
    half = text("\ud83d")
    bubble = {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": [half]}}
    flex = {"type": "flex", "altText": "a", "contents": bubble}
    user = line.citizen()
    answer = line.call("POST", PUSH, {"to": user, "messages": [half, flex]})
    assert answer.status_code == 200
    assert len(line.seen_by(user)) == 2
    line.hears(user, "\ud83d")


def test_broken_json_is_told_with_its_place(line: Line) -> None:
    answer = line.client.post(
        PUSH,
        data=b'{\n"to": }',
        content_type="application/json; charset=UTF-8",
        headers={"Authorization": "Bearer emulator-token"},
    )
    assert answer.json == {
        "message": "The request body could not be parsed as JSON (line: 2, column: 7)"
    }


def test_a_retry_key_is_accepted_once(line: Line) -> None:
    user = line.citizen()
    body = {"to": user, "messages": [text()]}
    first = line.call("POST", PUSH, body, X_Line_Retry_Key=KEY)
    again = line.call("POST", PUSH, body, X_Line_Retry_Key=KEY.upper())
    assert (first.status_code, again.status_code) == (200, 409)
    accepted = again.headers["x-line-accepted-request-id"]
    assert accepted == first.headers["x-line-request-id"]
    assert again.headers["x-line-request-id"] != accepted
    assert (again.json or {})["message"] == "The retry key is already accepted"
    assert (again.json or {})["sentMessages"] == (first.json or {})["sentMessages"]
    assert len(line.seen_by(user)) == 1
    assert line.ledger()["retryKeyConflicts"] == 1


def test_a_retry_key_with_another_body_shows_in_the_ledger(line: Line) -> None:
    line.call("POST", PUSH, BODY, X_Line_Retry_Key=KEY)
    line.call("POST", PUSH, BODY, X_Line_Retry_Key=KEY)
    assert line.ledger()["retryKeyBodyMismatches"] == 0
    other = BODY | {"messages": [text("別")]}
    assert line.call("POST", PUSH, other, X_Line_Retry_Key=KEY).status_code == 409
    assert line.ledger()["retryKeyBodyMismatches"] == 1


def test_a_refused_request_does_not_use_up_its_retry_key(line: Line) -> None:
    wrong = BODY | {"messages": [text("")]}
    assert line.call("POST", PUSH, wrong, X_Line_Retry_Key=KEY).status_code == 400
    assert line.call("POST", PUSH, BODY, X_Line_Retry_Key=KEY).status_code == 200


def test_a_retry_key_is_forgotten_after_a_day(line: Line) -> None:
    assert line.call("POST", PUSH, BODY, X_Line_Retry_Key=KEY).status_code == 200
    line.clock.now += 86400 - 1
    assert line.call("POST", PUSH, BODY, X_Line_Retry_Key=KEY).status_code == 409
    line.clock.now += 1
    assert line.call("POST", PUSH, BODY, X_Line_Retry_Key=KEY).status_code == 200


@pytest.mark.parametrize("key", ["", "1", "123e4567e89b12d3a456426614174000", "{" + KEY + "}"])
def test_a_retry_key_is_a_uuid(line: Line, key: str) -> None:
    assert line.call("POST", PUSH, BODY, X_Line_Retry_Key=key).status_code == 400


def test_a_reply_takes_no_retry_key(line: Line) -> None:
    token = line.hears(line.citizen())["replyToken"]
    body = {"replyToken": token, "messages": [text()]}
    assert line.call("POST", REPLY, body, X_Line_Retry_Key=KEY).status_code == 400
    assert line.call("POST", REPLY, body).status_code == 200


def calls_until_refused(line: Line, method: str, path: str, body: Any) -> int:
    for number in range(10_000):
        answer = line.call(method, path, body)
        if answer.status_code == 429:
            message = "The API rate limit has been exceeded. Try again later."
            assert answer.json == {"message": message}
            return number
    raise AssertionError("never refused")


@pytest.mark.parametrize(
    ("method", "path", "body", "limit"),
    [
        ("POST", MULTICAST, {"to": [USER], "messages": [text()]}, 200),
        ("POST", "/v2/bot/chat/loading/start", {"chatId": USER}, 100),
        ("POST", "/v2/bot/message/broadcast", {"messages": [text()]}, 60),
        ("POST", "/v2/bot/message/narrowcast", {"messages": [text()]}, 60),
        ("DELETE", "/v2/bot/richmenu/none", None, 100),
        ("POST", "/v2/bot/richmenu/batch", {"operations": [{"type": "unlinkAll"}]}, 3),
        ("GET", "/v2/bot/info", None, 2000),
    ],
)
def test_rates(line: Line, method: str, path: str, body: Any, limit: int) -> None:
    assert calls_until_refused(line, method, path, body) == limit


def test_a_rate_is_the_endpoints_own_and_comes_back_with_time(line: Line) -> None:
    body = {"messages": [text()]}
    calls_until_refused(line, "POST", "/v2/bot/message/broadcast", body)
    assert line.call("POST", "/v2/bot/message/narrowcast", body).status_code == 202
    line.clock.now += 59
    assert line.call("POST", "/v2/bot/message/broadcast", body).status_code == 429
    line.clock.now += 2
    assert line.call("POST", "/v2/bot/message/broadcast", body).status_code == 200


def test_rates_can_be_switched_off(make_line: LineMaker) -> None:
    line = make_line(rate_limits=False)
    answers = [
        line.call("POST", "/v2/bot/message/broadcast", {"messages": [text()]}) for _ in range(61)
    ]
    assert {each.status_code for each in answers} == {200}


@given(
    st.integers(1, 50),
    st.lists(st.floats(0, 3, allow_nan=False), max_size=200),
)
def test_no_window_lets_more_through_than_a_full_bucket_and_its_refill(
    calls: int, pauses: list[float]
) -> None:
    limiter, now, passed = RateLimiter(on=True), 0.0, 0
    for pause in pauses:
        now += pause
        try:
            limiter.take("x", Rate(calls, 1.0), now)
            passed += 1
        except ApiError as error:
            assert error.status == 429  # noqa: PT017 - both outcomes are right, the sum is the law
    assert passed <= calls + calls * now


def test_the_months_quota(make_line: LineMaker) -> None:
    line = make_line(quota=3)
    user = line.citizen()
    assert line.call("GET", "/v2/bot/message/quota").json == {"type": "limited", "value": 3}
    two = {"to": [user, USER], "messages": [text(), text()]}
    assert line.call("POST", MULTICAST, two).status_code == 200
    answer = line.call("POST", MULTICAST, two, X_Line_Retry_Key=KEY)
    assert (answer.status_code, answer.json) == (
        429,
        {"message": "You have reached your monthly limit."},
    )
    assert line.call("GET", "/v2/bot/message/quota/consumption").json == {"totalUsage": 2}
    token = line.hears(user)["replyToken"]
    reply = {"replyToken": token, "messages": [text()]}
    assert line.call("POST", REPLY, reply).status_code == 200
    assert line.call("POST", PUSH, BODY).status_code == 200
    assert line.call("POST", PUSH, BODY).status_code == 429
    line.clock.now += 31 * 86400
    assert line.call("POST", MULTICAST, two, X_Line_Retry_Key=KEY).status_code == 200


def test_the_day_is_japans() -> None:
    assert day_of(1_795_186_799) == "20261120"
    assert day_of(1_795_186_800) == "20261121"


def test_the_request_log_tells_what_was_asked_and_answered(line: Line) -> None:
    line.call("POST", PUSH, BODY, X_Line_Retry_Key=KEY)
    line.call("GET", "/v2/bot/info")
    log = (line.client.get("/emulator/requests").json or {})["requests"]
    assert [(each["endpoint"], each["status"]) for each in log] == [
        (f"POST {PUSH}", 200),
        ("GET /v2/bot/info", 200),
    ]
    assert (log[0]["retryKey"], USER in log[0]["body"]) == (KEY, True)
    newer = line.client.get(f"/emulator/requests?after={log[0]['n']}").json or {}
    assert [each["n"] for each in newer["requests"]] == [log[1]["n"]]
