"""From LINE's webhook events to these values. What is not known becomes `Unknown`, and is never refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from bot.events.kinds import (
    Event,
    Follow,
    Image,
    Location,
    Media,
    Picked,
    Postback,
    Sticker,
    Text,
    Unfollow,
    Unknown,
    Unsend,
)

Json = Mapping[str, Any]


def _clean(text: str) -> str:
    # Half a surrogate pair or a NUL can neither be stored nor sent back.
    return text.encode("utf-8", "replace").decode().replace("\x00", "")


def _image(message: Json) -> Image:
    group = message.get("imageSet") or {}
    return Image(
        str(message["id"]),
        str(group.get("id", "")),
        int(group.get("index", 1)),
        int(group.get("total", 1)),
    )


def _location(message: Json) -> Location:
    return Location(
        float(message["latitude"]),
        float(message["longitude"]),
        _clean(message.get("title") or ""),
        _clean(message.get("address") or ""),
    )


def _sticker(message: Json) -> Sticker:
    words = tuple(_clean(str(word)) for word in message.get("keywords") or ())
    return Sticker(str(message.get("packageId", "")), str(message.get("stickerId", "")), words)


def _media(message: Json) -> Media:
    return Media(str(message["type"]), str(message.get("id", "")))


_MESSAGES: dict[str, Callable[[Json], Event]] = {
    "text": lambda message: Text(_clean(message["text"]), str(message.get("id", ""))),
    "image": _image,
    "location": _location,
    "sticker": _sticker,
    "video": _media,
    "audio": _media,
    "file": _media,
}


def _message(event: Json) -> Event:
    message = event["message"]
    parse = _MESSAGES.get(message["type"])
    return parse(message) if parse else Unknown(f"message:{str(message['type'])[:40]}")


def _postback(event: Json) -> Event:
    postback = event["postback"]
    data, params = _clean(str(postback["data"])), postback.get("params") or {}
    if params.get("newRichMenuAliasId") and params.get("status") == "SUCCESS":
        return Unknown("postback:richmenuswitch")  # the other menu is the answer
    if "datetime" in params:
        return Picked(datetime.fromisoformat(params["datetime"]), data)
    if "date" in params:
        return Picked(date.fromisoformat(params["date"]), data)
    if "time" in params:
        return Picked(time.fromisoformat(params["time"]), data)
    return Postback(data)


_EVENTS: dict[str, Callable[[Json], Event]] = {
    "message": _message,
    "postback": _postback,
    "follow": lambda event: Follow(bool((event.get("follow") or {}).get("isUnblocked"))),
    "unfollow": lambda _event: Unfollow(),
    "unsend": lambda event: Unsend(_clean(str(event["unsend"]["messageId"]))),
}


def parse_event(raw: Json) -> Event:
    """Turn one object of a webhook's `events` into a typed event; never raises on odd shapes."""
    kind = str(raw.get("type", ""))[:40]
    try:
        return _EVENTS[kind](raw)
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError):
        return Unknown(kind)
