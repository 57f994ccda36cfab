"""Webhooks in, answers out, over real sockets; and what an operator sees of it."""

from __future__ import annotations

import json

import pytest
import requests

from tests.wire.processes import Stage, until

pytestmark = pytest.mark.wire
# What does not touch the database need not be tried on both kinds.
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
MARKER = "なぞのことば九七"


def test_a_citizen_asks_and_web_answers(stage: Stage) -> None:
    web = stage.start_web()
    who = stage.citizen("花子")
    stage.says(who, f"今日のごみ {MARKER}")
    until(lambda: stage.texts(who), "an answer")
    assert stage.answers() == [1]
    _operator(stage)
    assert web.terminate() == 0
    _discreet(stage, who)


def _operator(stage: Stage) -> None:
    assert requests.get(f"{stage.url}/healthz", timeout=30).text == "ok"
    until(
        lambda: 'madoguchi_sends{method="reply",state="sent"} 1.0' in _metrics(stage),
        "the reply is counted",
    )
    metrics = _metrics(stage)
    assert 'madoguchi_events{state="done"} 1.0' in metrics
    for name in (
        "oldest_event_seconds",
        "oldest_send_seconds",
        "send_lag_seconds",
        "content_faults",
    ):
        assert f"\nmadoguchi_{name} " in metrics


def _metrics(stage: Stage) -> str:
    return requests.get(f"{stage.url}/metrics", timeout=30).text


def _discreet(stage: Stage, who: str) -> None:
    logs = stage.logs()
    assert MARKER not in logs
    assert who not in logs
    assert who[1:] not in logs
    lines = [line for line in logs.splitlines() if line.startswith("{")]
    assert all({"time", "level", "logger", "message"} <= json.loads(line).keys() for line in lines)


def test_what_is_taken_in_before_the_end_is_answered(stage: Stage) -> None:
    web = stage.start_web()
    people = [stage.citizen(name) for name in "いろはにほへと"]
    stage.faults({"kind": "delay", "seconds": 0.3})
    for who in people:
        stage.says(who, "メニュー")
    assert web.terminate() == 0
    assert stage.answers() == [1] * len(people)
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{stage.url}/healthz", timeout=2)


@on_sqlite
def test_with_real_credentials_there_is_no_simulator(stage: Stage) -> None:
    stage.start_web(
        LINE_CHANNEL_SECRET="real",
        LINE_CHANNEL_ACCESS_TOKEN="real",
        SECRET_KEY="0123456789abcdef",
        HOST="127.0.0.1",
    )
    for path in ("/", "/simulator", "/simulator/", "/simulator/api/citizens"):
        assert requests.get(f"{stage.url}{path}", timeout=30).status_code == 404, path


@on_sqlite
def test_the_simulator_is_reached_through_the_bot(stage: Stage) -> None:
    stage.start_web()
    page = requests.get(f"{stage.url}/simulator", timeout=30)
    assert (page.status_code, "<html" in page.text) == (200, True)


@on_sqlite
def test_a_wrong_request_gets_no_stack_trace(stage: Stage) -> None:
    stage.start_web()
    webhook = f"{stage.url}/line/webhook"
    too_large = requests.post(webhook, data=b"x" * 2_000_000, timeout=30)
    unsigned = requests.post(webhook, data=b"{}", timeout=30)
    signed = {"x-line-signature": "x"}
    assert too_large.status_code == 413
    assert unsigned.status_code == 401
    assert requests.post(webhook, data=b"{}", headers=signed, timeout=30).status_code == 401
    assert requests.get(f"{stage.url}/%00", timeout=30).status_code == 404
    assert "Traceback" not in too_large.text + unsigned.text
