"""What somebody filled in, as it travels from page to page: in fields of the form, nowhere on our side."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from bot.api import Point
from handlers.roads.ledger.opening import MOST_WORDS
from handlers.roads.public.site import Visit

MOST_PLACE = 200
_LONGEST = {
    "words": MOST_WORDS,
    "place": MOST_PLACE,
    "email": 254,
    "id_token": 4000,
}
_DEGREES = re.compile(r"-?\d{1,3}(\.\d{1,20})?")
_KEY = re.compile(r"[0-9a-f]{32}")
_TICKET = re.compile(r"[0-9a-f-]{36}")


@dataclass(frozen=True, slots=True)
class Filled:
    """The fields of the form, as text; `media` are the keys of photos that were taken already.

    Attributes:
        ticket: names the act of sending, so that it opens one case however often it is sent.
        spot: "town|district" chosen among several that may be meant, or "?" where it is none of them.
        owner: "city" if the reporter takes it for the city's after being told of another owner.
        id_token: LINE's word for who it is, inside LINE only.
    """

    ticket: str
    kind: str = ""
    place: str = ""
    latitude: str = ""
    longitude: str = ""
    spot: str = ""
    words: str = ""
    owner: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    id_token: str = ""
    media: Sequence[str] = ()

    @property
    def point(self) -> Point | None:
        """The place on the map, if one was given that can be read."""
        if not (_DEGREES.fullmatch(self.latitude) and _DEGREES.fullmatch(self.longitude)):
            return None
        latitude, longitude = float(self.latitude), float(self.longitude)
        if abs(latitude) > 90 or abs(longitude) > 180:
            return None
        return Point(latitude, longitude)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """All of it, as names and values of hidden fields."""
        texts = [(name, getattr(self, name)) for name in TEXTS if getattr(self, name)]
        return [*texts, *(("media", key) for key in self.media)]


TEXTS = tuple(field.name for field in fields(Filled) if field.name != "media")


def blank() -> Filled:
    """A form that nobody has filled in."""
    return Filled(str(uuid.uuid4()))


def filled(visit: Visit, most_photos: int) -> Filled:
    """What was sent."""
    texts = {name: _text(visit, name) for name in TEXTS}
    keys = [key for key in visit.chosen("media") if _KEY.fullmatch(key)]
    made = Filled(**texts, media=tuple(dict.fromkeys(keys))[:most_photos])
    return made if _TICKET.fullmatch(made.ticket) else replace(made, ticket=blank().ticket)


def _text(visit: Visit, name: str) -> str:
    return visit.sent(name, _LONGEST.get(name, 100)).replace("\r\n", "\n")
