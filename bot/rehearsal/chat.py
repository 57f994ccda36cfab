"""`Chat`: what one citizen does, and what the bot answers."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.test import Client

from bot import inbox, transcript
from bot.emulator import Emulator
from bot.service import Service


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot answered: the exact LINE messages, and what a person sees of them."""

    messages: tuple[Mapping[str, Any], ...]

    @property
    def text(self) -> str:
        return "\n".join(text for message in self.messages for text in transcript.texts(message))

    @property
    def labels(self) -> list[str]:
        return [label for message in self.messages for label, _ in transcript.buttons(message)]

    def __contains__(self, words: str) -> bool:
        return words in self.text

    def __repr__(self) -> str:
        return f"Answer({self.text!r}, buttons={self.labels})"


class Refused(AssertionError):
    """The citizen tried what the talk does not offer, or the emulator refused the action."""


class Chat:
    """One citizen's talk. `service` and `emulator` are there for what lies behind it.

    Args:
        line: an HTTP client of the emulator's application.
        citizen: the display name; the same name is the same citizen.
    """

    def __init__(self, service: Service, emulator: Emulator, line: Client, citizen: str) -> None:
        self.service, self.emulator = service, emulator
        self._line, self._seq, self._last = line, 0, Answer(())
        arrived = self._post("/simulator/api/citizens", {"displayName": citizen, "follow": False})
        self.user: str = arrived["userId"]

    def follows(self) -> Answer:
        """Add the account as a friend."""
        return self.does({"type": "follow"})

    def says(self, text: str) -> Answer:
        """Type a text."""
        return self.does({"type": "text", "text": text})

    def stands_at(self, latitude: float, longitude: float, address: str = "日本") -> Answer:
        """Send a place on the map; LINE's app adds the address that its map knows."""
        place = {"latitude": latitude, "longitude": longitude, "title": "", "address": address}
        return self.does({"type": "location"} | place)

    def shows(self, *photos: bytes) -> Answer:
        """Send a JPEG, or several together: a set, of which each is an event of its own."""
        files = [
            {"data": base64.b64encode(photo).decode(), "contentType": "image/jpeg"}
            for photo in photos
        ]
        return self.does({"type": "image", "files": files})

    def picks(self, label: str, value: str) -> Answer:
        """Press a picker's button and choose a date, a time or both, as LINE writes them."""
        action = self._button(label)
        return self.does(
            {"type": "postback", "data": action["data"], "params": {action["mode"]: value}}
        )

    def taps(self, label: str) -> Answer:
        """Press a button of the last answer."""
        action = self._button(label)
        if action["type"] == "message":
            return self.says(action["text"])
        if action["type"] == "postback":
            return self.does({"type": "postback", "data": action["data"]})
        raise Refused(f"a button of type {action['type']} leads out of the talk")

    def does(self, action: Mapping[str, Any]) -> Answer:
        """Anything that the emulator's simulator API knows."""
        self._post(f"/simulator/api/citizens/{self.user}/actions?wait=1", dict(action))
        self.attend()
        return self.answer()

    def attend(self) -> int:
        """Let the bot do what is waiting for this citizen now; returns how many calls it made."""
        handled = self.service.desk.handle([self.user])
        self.service.delivery.send_now(handled.outgoing)
        return len(handled.outgoing)

    def is_waited_for(self) -> bool:
        """Whether an event of this citizen still waits to be handled."""
        with self.service.database.read() as connection:
            return bool(inbox.waiting(connection, [self.user]))

    def answer(self) -> Answer:
        """What arrived since the last answer was read."""
        self._last = Answer(tuple(self._new_messages()))
        return self._last

    def _button(self, label: str) -> dict[str, Any]:
        for message in self._last.messages:
            for shown, action in transcript.buttons(message):
                if shown == label:
                    return action
        raise Refused(f"no button {label!r} among {self._last.labels}")

    def _post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        response = self._line.post(path, json=body)
        if response.status_code >= 300:
            raise Refused(response.text)
        found: dict[str, Any] = response.json or {}
        return found

    def _new_messages(self) -> list[dict[str, Any]]:
        line = self._line.get(f"/simulator/api/timeline?after={self._seq}&citizen={self.user}")
        shown: dict[str, Any] = line.json or {}
        self._seq = shown["seq"]
        return [entry["message"] for entry in shown["entries"] if entry["from"] == "bot"]
