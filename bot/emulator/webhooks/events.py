"""Webhook events, as LINE writes them."""

from __future__ import annotations

from typing import Any

from bot.emulator.errors import ApiError
from bot.emulator.ids import IdMaker

ANSWERABLE = frozenset(
    {"message", "postback", "follow", "join", "beacon", "accountLink", "memberJoined", "membership"}
)
QUOTABLE = frozenset({"text", "sticker", "image", "video"})


class EventMaker:
    """Makes events with all the ids LINE gives."""

    def __init__(self, ids: IdMaker) -> None:
        self._ids = ids

    def event(self, kind: str, user_id: str, now: float, **content: Any) -> dict[str, Any]:
        """Return an event of a user, with a reply token where its kind can be answered."""
        found: dict[str, Any] = {"type": kind} | content
        found["webhookEventId"] = self._ids.event_id()
        found["deliveryContext"] = {"isRedelivery": False}
        found["timestamp"] = int(now * 1000)
        found["source"] = {"type": "user", "userId": user_id}
        found["mode"] = "active"
        if kind in ANSWERABLE:
            found["replyToken"] = self._ids.reply_token()
        return found

    def message(self, kind: str, user_id: str, now: float, **content: Any) -> dict[str, Any]:
        """Return a message event."""
        message: dict[str, Any] = {"id": self._ids.message_id(), "type": kind} | content
        if kind in QUOTABLE:
            message["quoteToken"] = self._ids.quote_token()
        message["markAsReadToken"] = self._ids.quote_token()
        return self.event("message", user_id, now, message=message)

    def complete(self, given: dict[str, Any], user_id: str | None, now: float) -> dict[str, Any]:
        """Return an event as given, with what LINE would add where the giver left it out.

        A property that was given stays as it is, whatever its value: tests want odd events.
        """
        for name in ("webhookEventId", "replyToken"):
            if not isinstance(given.get(name, ""), str):
                raise ApiError(400, f"The {name} of an event is a text")
        kind = given.get("type")
        made = self.event(kind if isinstance(kind, str) else "", user_id or user_of(given), now)
        made |= given
        message = made.get("message")
        if isinstance(message, dict):
            made["message"] = {"id": self._ids.message_id()} | message
        return made


def user_of(event: dict[str, Any]) -> str:
    """Return the user id of an event, however odd the event is; empty where it has none."""
    source = event.get("source")
    user_id = source.get("userId") if isinstance(source, dict) else None
    return user_id if isinstance(user_id, str) else ""
