"""Faults on demand: what is done, what is not, and what the ledger says of it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.emulator.errors import ConnectionDroppedError
from tests.emulator.conftest import Line, LineMaker, text
from tests.emulator.test_gate import BODY, KEY, PUSH, REPLY


def put(line: Line, *faults: dict[str, Any]) -> None:
    answer = line.client.put("/emulator/faults", json={"faults": list(faults)})
    assert answer.status_code == 200, answer.text


def test_a_status_on_demand_so_many_times(line: Line) -> None:
    put(line, {"path": "/v2/bot/message/*", "kind": "status", "status": 503, "count": 2})
    statuses = [line.call("POST", PUSH, BODY).status_code for _ in range(3)]
    assert statuses == [503, 503, 200]
    assert line.ledger()["requests"][f"POST {PUSH}"] == {"200": 1, "503": 2}


def test_a_body_on_demand(line: Line) -> None:
    put(line, {"path": PUSH, "kind": "status", "status": 429, "body": {"message": "慌てない"}})
    assert line.call("POST", PUSH, BODY).json == {"message": "慌てない"}
    line.client.delete("/emulator/faults")
    assert line.call("POST", PUSH, BODY).status_code == 200


@pytest.mark.parametrize("kind", ["reset", "hang"])
def test_nothing_happens_before_a_broken_connection(line: Line, kind: str) -> None:
    user = line.citizen()
    put(line, {"path": PUSH, "kind": kind, "count": 1})
    with pytest.raises(ConnectionDroppedError):
        line.call("POST", PUSH, {"to": user, "messages": [text()]})
    assert line.seen_by(user) == []
    assert line.ledger()["requests"][f"POST {PUSH}"] == {"dropped": 1}


@pytest.mark.parametrize("kind", ["accept_then_reset", "accept_then_hang"])
def test_what_was_accepted_stays_accepted(line: Line, kind: str) -> None:
    user = line.citizen()
    event = line.hears(user)
    put(line, {"path": REPLY, "kind": kind, "count": 1})
    body = {"replyToken": event["replyToken"], "messages": [text()]}
    with pytest.raises(ConnectionDroppedError):
        line.call("POST", REPLY, body)
    assert len(line.seen_by(user)) == 1
    assert line.call("POST", REPLY, body).json == {"message": "Invalid reply token"}
    account = line.ledger()["events"][event["webhookEventId"]]
    assert (account["replies"], account["unacknowledged"]) == (1, 1)
    assert account["repliesRefused"] == line.ledger()["totals"]["repliesRefused"] == 1


def test_a_lost_acknowledgement_is_settled_by_the_retry_key(line: Line) -> None:
    put(line, {"path": PUSH, "kind": "accept_then_status", "count": 1})
    assert line.call("POST", PUSH, BODY, X_Line_Retry_Key=KEY).status_code == 500
    assert line.call("POST", PUSH, BODY, X_Line_Retry_Key=KEY).status_code == 409


def test_a_refusal_does_not_use_up_a_fault_of_acceptance(line: Line) -> None:
    put(line, {"path": PUSH, "kind": "accept_then_status", "count": 1})
    assert line.call("POST", PUSH, {}).status_code == 400
    assert line.call("POST", PUSH, BODY).status_code == 500


def test_chance_comes_from_the_seed(make_line: LineMaker) -> None:
    def statuses() -> list[int]:
        line = make_line()
        put(line, {"path": PUSH, "kind": "status", "probability": 0.5})
        return [line.call("POST", PUSH, BODY).status_code for _ in range(40)]

    first = statuses()
    assert first == statuses()
    assert 8 < first.count(500) < 32


@pytest.mark.parametrize(
    "fault",
    [
        {"path": PUSH, "kind": "explode"},
        {"kind": "reset"},
        {"path": PUSH, "kind": "reset", "often": 1},
        {"path": PUSH, "kind": "delay", "seconds": "1"},
        "reset",
    ],
)
def test_faults_that_make_no_sense_are_refused(line: Line, fault: Any) -> None:
    answer = line.client.put("/emulator/faults", json={"faults": [fault]})
    assert answer.status_code == 400
    assert re.search("fault", (answer.json or {})["message"])
