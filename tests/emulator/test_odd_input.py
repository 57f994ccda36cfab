"""Odd input of clients: refused, never a fault of the emulator's own."""

from __future__ import annotations

import base64
import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import urllib3
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.emulator import jwt
from bot.emulator.access import Issued
from bot.emulator.server import RunningServer
from tests.emulator.conftest import Line, LineMaker, text, until

ODD_ID = "U\u00e9" + "c1" * 12
DEEP = "[" * 5000 + "]" * 5000
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "type",
                    "text",
                    "messages",
                    "to",
                    "contents",
                    "template",
                    "actions",
                    "action",
                    "url",
                ]
            )
            | st.text(max_size=5),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
ENDPOINTS = (
    "/v2/bot/message/reply",
    "/v2/bot/message/push",
    "/v2/bot/message/multicast",
    "/v2/bot/message/narrowcast",
    "/v2/bot/message/validate/push",
    "/v2/bot/chat/loading/start",
    "/v2/bot/richmenu",
    "/v2/bot/richmenu/alias",
    "/v2/bot/richmenu/batch",
    "/v2/bot/richmenu/bulk/link",
    "/v2/bot/channel/webhook/test",
    "/simulator/api/citizens",
    "/emulator/webhooks",
    "/emulator/webhooks/prepare",
)


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(body=st.dictionaries(st.sampled_from(["to", "messages", "events", "size"]), JSON_VALUES))
def test_no_body_is_too_odd(make_line: LineMaker, body: Any) -> None:
    line = make_line(rate_limits=False)
    for path in ENDPOINTS:
        assert line.call("POST", path, body).status_code < 500, path


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(message=JSON_VALUES, kind=st.sampled_from(["flex", "template", "imagemap", "textV2"]))
def test_no_message_is_too_odd(make_line: LineMaker, message: Any, kind: str) -> None:
    held = {"type": kind, "altText": "a", "text": "{a}", "contents": message, "template": message}
    for each in (message, held):
        answer = make_line().call("POST", "/v2/bot/message/validate/push", {"messages": [each]})
        assert answer.status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        f"/v2/bot/profile/{ODD_ID}",
        f"/v2/bot/user/{ODD_ID}/richmenu",
        "/v2/bot/followers/ids?start=" + base64.b64encode(b"followers -1").decode(),
        "/v2/bot/followers/ids?limit=1e3",
        "/v2/bot/message/delivery/push?date=%F0%9F%98%80",
        "/simulator/api/timeline?after=x",
    ],
)
def test_odd_paths_and_queries_are_refused(line: Line, path: str) -> None:
    assert line.call("GET", path).status_code in (400, 404)


@pytest.mark.parametrize("path", ["/simulator/api/citizens", "/emulator/webhooks"])
def test_a_control_body_may_not_be_deep_or_broken(line: Line, path: str) -> None:
    for body in (DEEP, '{"a": ' * 5000 + "1" + "}" * 5000, "{", '{"events": [{"a": NaN}]}'):
        answer = line.client.post(path, data=body, content_type="application/json")
        assert answer.status_code == 400, body[:20]


def test_a_name_of_half_a_surrogate_is_a_name(line: Line) -> None:
    answer = line.client.post(
        "/simulator/api/citizens",
        data='{"displayName": "\\ud800"}',
        content_type="application/json",
    )
    assert answer.status_code == 201


@pytest.mark.parametrize("token", ["a.b.c", "é.é.é", "..", "x"])
def test_odd_id_tokens_are_refused(line: Line, token: str) -> None:
    signed = jwt.encode({"sub": "U"}, "emulator-secret")
    deep = base64.urlsafe_b64encode(DEEP.encode()).decode().rstrip("=")
    for each in (token, signed + "é", f"{deep}.{deep}.c"):
        answer = line.client.post("/oauth2/v2.1/verify", data={"id_token": each, "client_id": "1"})
        assert answer.status_code == 400
        assert (answer.json or {})["error"] == "invalid_request"


@pytest.mark.parametrize("kind", ["text/html\r\nx: y", "é/é", 5, ["image/png"]])
def test_a_media_type_is_one(line: Line, kind: Any) -> None:
    action = {"type": "image", "data": "aGk=", "contentType": kind}
    user = line.citizen()
    answer = line.client.post(f"/simulator/api/citizens/{user}/actions", json=action)
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": ["delay"]},
        {"kind": "delay", "seconds": -1},
        {"kind": "hang", "seconds": 1e300},
        {"kind": "status", "status": 1000},
        {"kind": "status", "status": 500.5},
        {"kind": "status", "probability": 2},
        {"kind": "status", "count": True},
    ],
)
def test_odd_faults_are_refused(line: Line, rule: dict[str, Any]) -> None:
    answer = line.client.put("/emulator/faults", json={"faults": [{"path": "*"} | rule]})
    assert answer.status_code == 400


def test_faults_can_be_put_as_they_were_told(line: Line) -> None:
    rule = {"path": "*", "kind": "hang"}
    told = line.client.put("/emulator/faults", json={"faults": [rule]}).json
    again = line.client.put("/emulator/faults", json=told)
    assert (again.status_code, again.json) == (200, told)


def test_a_hang_drawn_just_before_the_rules_ended_does_not_hang(line: Line) -> None:
    plan = line.emulator.faults
    plan.put([{"path": "*", "kind": "hang"}])
    rule = plan.draw("/v2/bot/info", frozenset({"hang"}))
    plan.clear()
    assert rule is not None
    begun = time.monotonic()
    plan.hold(rule)
    assert time.monotonic() - begun < 5


def test_a_fault_of_the_emulator_is_answered_as_lines_own(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line.emulator.citizens, "people", None)
    answer = line.call("GET", "/v2/bot/profile/U" + "0" * 32)
    assert (answer.status_code, answer.json) == (500, {"message": "Internal server error"})


def test_a_webhook_that_can_not_be_posted_does_not_stop_the_next(line: Line) -> None:
    user = line.citizen()
    until(line.emulator.webhooks.idle)
    post, line.emulator._post = line.emulator._post, lambda *_: 1 // 0
    line.client.post(f"/simulator/api/citizens/{user}/actions", json={"type": "text", "text": "a"})
    until(lambda: bool(line.emulator.webhooks._waiting))
    line.emulator._post = post
    assert line.act(user, type="text", text="b")["webhookStatus"] == 200


def test_half_a_body_is_not_taken_for_a_whole(served: RunningServer) -> None:
    body = json.dumps({"messages": [text()]}).encode()
    with socket.create_connection(("127.0.0.1", served.port)) as client:
        head = f"POST /emulator/webhooks HTTP/1.1\r\nContent-Length: {len(body) + 9}\r\n\r\n"
        client.sendall(head.encode() + body)
        client.shutdown(socket.SHUT_WR)
        assert client.recv(100).startswith(b"HTTP/1.1 400")


def test_what_is_remembered_for_ever_is_bounded(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.emulator.media.UNSENT_KEPT", 2)
    monkeypatch.setattr("bot.emulator.access.TOKENS_KEPT", 2)
    monkeypatch.setattr("bot.emulator.richmenus.store.BATCHES_KEPT", 2)
    state, now = line.emulator, line.clock.now
    for each in "abc":
        state.media.unsend(each)
        state.access.add(each, Issued(now + 60))
        state.rich_menus.note_batch(each, "2026-11-21T00:00:00.000Z")
    gone = [line.call("GET", f"/v2/bot/message/{each}/content").status_code for each in "abc"]
    assert gone == [404, 410, 410]
    assert [state.access.remaining(each, now) for each in "abc"] == [None, 60, 60]
    assert list(state.rich_menus.batches) == ["b", "c"]


def test_one_retry_key_is_accepted_once_however_many_send_it(served: RunningServer) -> None:
    key = "123e4567-e89b-12d3-a456-426614174000"
    body = json.dumps({"to": "U" + "0" * 32, "messages": [text()]})
    headers = {
        "Authorization": "Bearer emulator-token",
        "Content-Type": "application/json",
        "X-Line-Retry-Key": key,
    }

    def push(_: int) -> int:
        answer = urllib3.request(
            "POST", f"{served.url}/v2/bot/message/push", headers=headers, body=body
        )
        return int(answer.status)

    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(push, range(24)))
    assert statuses == [200] + [409] * 23
