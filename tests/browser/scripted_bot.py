"""A bot for the simulator's tests: answers webhooks through the emulator's reply API."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Self

import requests
from flask import Flask, request

from bot.emulator import RunningServer, serve_in_thread

Message = dict[str, Any]
Script = Callable[[dict[str, Any]], list[Message]]
HEADERS = {"Authorization": "Bearer emulator-token"}
PATIENCE = 20.0


def text(words: str, **more: Any) -> Message:
    """Return a text message."""
    return {"type": "text", "text": words} | more


class ScriptedBot:
    """`script` says what an event is answered with; every event that came is in `events`."""

    def __init__(self) -> None:
        self.script: Script = lambda _: []
        self.status = 200
        self.api = ""
        self.events: list[dict[str, Any]] = []
        self._news = threading.Condition()
        app = Flask("scripted_bot")
        app.add_url_rule("/webhook", "webhook", self._webhook, methods=["POST"])
        self._server: RunningServer = serve_in_thread(app)
        self.webhook_url = f"{self._server.url}/webhook"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()

    def answers(self, *messages: Message) -> None:
        """Answer every message and postback with these."""
        self.script = lambda event: (
            list(messages) if event["type"] in {"message", "postback"} else []
        )

    def event(self, kind: str, number: int = 1) -> dict[str, Any]:
        """Return the newest event of a kind, once there are so many: an earlier one is not the one meant."""
        found: list[dict[str, Any]] = []

        def arrived() -> bool:
            found[:] = [event for event in self.events if event["type"] == kind]
            return len(found) >= number

        with self._news:
            assert self._news.wait_for(arrived, PATIENCE), f"no {number} {kind} events came"
        return found[-1]

    def push(self, user_id: str, *messages: Message) -> None:
        """Send messages that answer nothing."""
        self.call("POST", "/v2/bot/message/push", {"to": user_id, "messages": messages})

    def call(self, method: str, path: str, body: Any) -> dict[str, Any]:
        """Call the Messaging API; bytes are sent as a PNG picture."""
        given = {"data": body} if isinstance(body, bytes) else {"json": body}
        kind = {"Content-Type": "image/png"} if isinstance(body, bytes) else {}
        answer = requests.request(
            method, self.api + path, headers=HEADERS | kind, timeout=PATIENCE, **given
        )
        assert answer.ok, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def _webhook(self) -> tuple[str, int]:
        if self.status != 200:
            return "", self.status
        for event in request.get_json()["events"]:
            # Noted before it is answered: a test that saw the answer may count on the event.
            with self._news:
                self.events.append(event)
                self._news.notify_all()
            messages = self.script(event)
            if messages:
                body = {"replyToken": event["replyToken"], "messages": messages}
                self.call("POST", "/v2/bot/message/reply", body)
        return "", 200
