"""What is logged: enough for an operator, nothing of a citizen."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import insert, text

from bot.logs import JsonLines, Plain
from tests.bot.conftest import OpenRoad
from tests.bot.road import ALICE, NothingTurn, counting, effect_table, says

MARKER = "なぞのことば九七"


@contextmanager
def logged(formatter: logging.Formatter) -> Iterator[io.StringIO]:
    """Everything that is logged meanwhile, as it would be printed."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield stream
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


def by_raising(turn: NothingTurn, said: str) -> None:
    raise ValueError(said)


def by_a_key(turn: NothingTurn, said: str) -> None:
    for _ in range(2):
        turn.db.execute(insert(effect_table).values(id=1, citizen=turn.citizen.id, said=said))


def by_a_query(turn: NothingTurn, said: str) -> None:
    turn.db.execute(text("SELECT * FROM nowhere WHERE said = :said"), {"said": said})


def by_a_loop(turn: NothingTurn, said: str) -> None:
    try:
        by_raising(turn, said)
    except ValueError as error:
        raise RuntimeError(f"{turn.citizen.id}: {said}") from error


@pytest.mark.parametrize("formatter", [JsonLines(), Plain()], ids=["json", "text"])
@pytest.mark.parametrize("fails", [by_raising, by_a_key, by_a_query, by_a_loop])
def test_a_failing_step_tells_nothing_of_the_citizen(
    new_road: OpenRoad, fails: Any, formatter: logging.Formatter
) -> None:
    road = new_road(counting(fails))
    with logged(formatter) as stream:
        road.receive(says(f"{MARKER}"))
        for _ in range(5):
            road.handle()
            road.pass_time(seconds=20)
    assert road.states() == ["parked"]
    assert "event failed" in stream.getvalue()
    assert MARKER not in stream.getvalue()
    assert ALICE not in stream.getvalue()


def test_a_failing_door_tells_nothing_of_the_citizen(
    new_road: OpenRoad, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(body: bytes, now_ms: int) -> None:
        raise KeyError(body.decode())

    road = new_road()
    monkeypatch.setattr("bot.doors.webhook.read_webhook", breaks)
    with logged(JsonLines()) as stream:
        assert road.receive(says(MARKER)) == 500
    assert "request failed" in stream.getvalue()
    assert MARKER not in stream.getvalue()


def _line(record: logging.LogRecord) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(JsonLines().format(record))
    return made


def test_a_line_is_json_whatever_it_holds() -> None:
    record = logging.LogRecord("bot", logging.INFO, "", 1, "a\n%s", ("\ud800",), None)
    record.citizen, record.odd = "c0ffee", object()
    line = _line(record)
    assert (line["message"], line["citizen"], line["level"]) == ("a\n\ud800", "c0ffee", "INFO")


@pytest.mark.parametrize("kind", "UCR")
def test_a_whole_id_that_slips_through_is_cut(kind: str) -> None:
    whole = kind + "0123456789abcdef" * 2
    record = logging.LogRecord("bot", logging.INFO, "", 1, "to %s!", (whole,), None)
    assert _line(record)["message"] == f"to {kind}01***!"
