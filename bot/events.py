"""What a citizen did, as small typed values parsed from LINE's webhook events.

Parsing is tolerant where LINE promises change (new types and properties come without notice): what is
not known becomes `Unknown` and is logged, never refused.
Source: LINE Messaging API reference, "Webhook event objects".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """The base of all events; a step names the subclasses that it takes."""


@dataclass(frozen=True, slots=True)
class Text(Event):
    text: str
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class Location(Event):
    """A place on the map: degrees, WGS 84."""

    latitude: float
    longitude: float
    title: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Image(Event):
    """A photo; its bytes are fetched from LINE's data host by `message_id`.

    Photos sent together share `set_id` and may arrive in any order (`index` of `total`, from 1).
    """

    message_id: str
    set_id: str = ""
    index: int = 1
    total: int = 1


@dataclass(frozen=True, slots=True)
class Sticker(Event):
    package_id: str = ""
    sticker_id: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Media(Event):
    """A video, a voice message or a file."""

    kind: str
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class Picked(Event):
    """A date, a time or both, chosen in LINE's picker (local time of the city)."""

    value: date | datetime | time
    data: str = ""


@dataclass(frozen=True, slots=True)
class Skip(Event):
    """The citizen pressed the step's 'skip' button."""


@dataclass(frozen=True, slots=True)
class Postback(Event):
    data: str


@dataclass(frozen=True, slots=True)
class Follow(Event):
    is_unblocked: bool = False


@dataclass(frozen=True, slots=True)
class Unfollow(Event):
    """The citizen blocked the account; nothing can be sent to them."""


@dataclass(frozen=True, slots=True)
class Unsend(Event):
    """The citizen took a message back; what was stored of it must go."""

    message_id: str


@dataclass(frozen=True, slots=True)
class Moved(Event):
    """The citizen changed or dropped a place; the bot's own event, told after the step that did it."""

    slot: str


@dataclass(frozen=True, slots=True)
class Unknown(Event):
    """An event of a type or shape that this version does not know."""

    kind: str


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
