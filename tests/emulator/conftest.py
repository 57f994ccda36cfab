"""An emulator with a clock that stands still and a bot that only listens."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bot.emulator import Emulator, EmulatorConfig, RunningServer, create_app, serve_in_thread

START = 1_795_226_400.0
URL = "http://bot.test/webhook"


def until(condition: Callable[[], bool]) -> None:
    """Wait for a condition, at most ten seconds."""
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.005)


@dataclass
class Clock:
    """Seconds since 1970, moved by hand."""

    now: float = START

    def __call__(self) -> float:
        return self.now


@dataclass
class Bot:
    """Takes webhooks and answers with the statuses it was given, then with 200."""

    statuses: list[int | OSError] = field(default_factory=list)
    calls: list[tuple[bytes, dict[str, str]]] = field(default_factory=list)

    def __call__(self, url: str, body: bytes, headers: dict[str, str]) -> int:
        assert url
        self.calls.append((body, headers))
        status = self.statuses.pop(0) if self.statuses else 200
        if isinstance(status, OSError):
            raise status
        return status

    def events(self) -> list[dict[str, Any]]:
        return [event for body, _ in self.calls for event in json.loads(body)["events"]]


@dataclass
class Line:
    """The emulator as seen over HTTP."""

    emulator: Emulator
    client: FlaskClient
    bot: Bot
    clock: Clock

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        """Call LINE's API with the right token."""
        given = {"Authorization": "Bearer emulator-token"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.open(path, method=method, json=body, headers=given)

    def citizen(self, name: str = "花子") -> str:
        """Return the id of a citizen whose follow the bot has heard."""
        answer = self.client.post("/simulator/api/citizens", json={"displayName": name})
        until(self.emulator.webhooks.idle)
        return str(answer.json and answer.json["userId"])

    def act(self, user_id: str, **action: Any) -> dict[str, Any]:
        """Let a citizen do something and wait until the bot heard of it."""
        answer = self.client.post(f"/simulator/api/citizens/{user_id}/actions?wait=1", json=action)
        assert answer.status_code == 202, answer.text
        return dict(answer.json or {})

    def hears(self, user_id: str, text: str = "今日のごみ") -> dict[str, Any]:
        """Return the event of a text a citizen wrote."""
        event_id = self.act(user_id, type="text", text=text)["webhookEventId"]
        return next(e for e in self.bot.events() if e["webhookEventId"] == event_id)

    def seen_by(self, user_id: str) -> list[dict[str, Any]]:
        """Return what the bot put into a citizen's talk."""
        answer = self.client.get(f"/simulator/api/timeline?citizen={user_id}")
        return [e for e in (answer.json or {})["entries"] if e["from"] == "bot"]

    def ledger(self) -> dict[str, Any]:
        """Return the ledger."""
        return dict(self.client.get("/emulator/ledger").json or {})


LineMaker = Callable[..., Line]


@pytest.fixture
def make_line() -> Iterator[LineMaker]:
    """Return a maker of emulators with settings of their own."""
    made: list[Emulator] = []

    def make(**settings: Any) -> Line:
        clock, bot = Clock(), Bot()
        config = EmulatorConfig(**({"webhook_url": URL} | settings))
        emulator = Emulator(config, clock, random.Random(7), bot)
        made.append(emulator)
        return Line(emulator, create_app(emulator).test_client(), bot, clock)

    yield make
    for emulator in made:
        emulator.close()


@pytest.fixture
def line(make_line: LineMaker) -> Line:
    """Return an emulator as it comes."""
    return make_line()


@pytest.fixture
def served(line: Line) -> Iterator[RunningServer]:
    """Return the same emulator on a real socket."""
    server = serve_in_thread(create_app(line.emulator))
    yield server
    server.close()


def text(words: str = "はい") -> dict[str, Any]:
    """Return a text message."""
    return {"type": "text", "text": words}
