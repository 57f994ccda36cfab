"""LINE is slow, refuses, breaks off or hangs: every event ends up answered exactly once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.faults.live import live_bot
from tests.wire.processes import Stage

pytestmark = pytest.mark.wire
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
RATE = {"message": "The API rate limit has been exceeded. Try again later."}

NOT_ACCEPTED: dict[str, dict[str, Any]] = {
    "429": {"kind": "status", "status": 429, "body": RATE},
    "500": {"kind": "status", "status": 500},
    "delay": {"kind": "delay", "seconds": 0.2},
    "reset": {"kind": "reset"},
    "hang": {"kind": "hang"},
}
ACCEPTED: dict[str, dict[str, Any]] = {
    "accepted, then silence": {"kind": "accept_then_hang"},
    "accepted, then reset": {"kind": "accept_then_reset"},
    "accepted, then 500": {"kind": "accept_then_status", "status": 500},
}
PEOPLE = ["一郎", "二郎", "三郎", "四郎", "五郎", "六郎"]


def talk(stage: Stage, *rules: dict[str, Any]) -> dict[str, int]:
    """Everybody speaks while LINE is out of order; how the calls ended."""
    with live_bot(stage) as bot:
        people = [stage.citizen(name) for name in PEOPLE]
        stage.faults(*rules)
        for who in people:
            stage.says(who, "ごみ")
        bot.finish(len(people))
        assert len(bot.heard()) == len(people)
        return bot.outcomes()


def test_what_line_did_not_accept_is_sent_again(stage: Stage) -> None:
    outcomes = talk(stage, *({**rule, "count": 1} for rule in NOT_ACCEPTED.values()))
    assert stage.answers() == [1] * len(PEOPLE)
    assert outcomes == {"sent": len(PEOPLE)}


def test_what_line_accepted_in_silence_is_not_said_twice(stage: Stage) -> None:
    outcomes = talk(stage, *({**rule, "count": 2} for rule in ACCEPTED.values()))
    assert stage.answers() == [1] * len(PEOPLE)
    assert outcomes == {"sent": len(PEOPLE)}
    assert stage.ledger()["totals"]["unacknowledged"] == len(PEOPLE)
    assert stage.ledger()["totals"]["pushes"] == 0


@on_sqlite
@pytest.mark.parametrize("rule", NOT_ACCEPTED.values(), ids=NOT_ACCEPTED.keys())
def test_a_fault_that_strikes_everybody_is_outlived(stage: Stage, rule: dict[str, Any]) -> None:
    outcomes = talk(stage, {**rule, "count": len(PEOPLE)})
    assert stage.answers() == [1] * len(PEOPLE)
    assert outcomes == {"sent": len(PEOPLE)}
