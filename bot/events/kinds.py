"""What a citizen may do, as values that steps take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time


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
