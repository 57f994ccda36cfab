"""POST of a request: a report from another system becomes a case of the ledger."""

from __future__ import annotations

import re
from hashlib import sha256

from sqlalchemy import Connection

from bot.api import Point, millis
from bot.public import Answer
from handlers.roads.ledger.case import Source
from handlers.roads.ledger.changes import add_note
from handlers.roads.ledger.history import SYSTEM
from handlers.roads.ledger.keys import Key, find_key
from handlers.roads.ledger.opening import MOST_WORDS, Opened, Report, open_case
from handlers.roads.ledger.reporters import Contact, keep_contact
from handlers.roads.public.open311.describing import kind_of
from handlers.roads.public.open311.formats import Refused, Value, tells_errors, told
from handlers.roads.public.open311.reading import key_of
from handlers.roads.public.site import Visit, content_of, pages

LONGEST_PLACE, LONGEST_WORDS, LONGEST_ADDRESS = 200, 4000, 500
_DEGREES = re.compile(r"[+-]?\d{1,3}(\.\d{1,20})?")
_NOTED = ("media_url", "device_id", "account_id")
_MOST_LINES = 20
# A system sends for a whole city; more than this is a fault of its program.
GENEROUS = 20


@pages.post("/open311/v2/requests.<form>", elsewhere=True)
@tells_errors
def send_request(visit: Visit, form: str) -> Answer:
    """Open a case. The same form with the same key within an hour opens it once."""
    with visit.record() as connection:
        key = find_key(connection, key_of(visit))
        if key is None:
            raise Refused(403, "api_key is missing, unknown or was ended")
        opened = _take(visit, connection, key)
    value: Value = [
        {
            "service_request_id": opened.case.number,
            "service_notice": content_of(visit).publication.open311.notice,
            "account_id": visit.sent("account_id"),
        }
    ]
    return told(visit, form, "service_requests", value)


def _take(visit: Visit, connection: Connection, key: Key) -> Opened:
    report, now = _report(visit, key), millis(visit.now)
    opened = open_case(connection, report, now)
    if opened.fresh:
        if visit.crowded(connection, "open311", times=GENEROUS, who=str(key.id)):
            raise Refused(
                429, "too many requests with this api_key within the hour; send it again later"
            )
        keep_contact(connection, opened.reporter, _contact(visit), now)
        _note(visit, connection, opened, key, now)
    return opened


def _report(visit: Visit, key: Key) -> Report:
    code = visit.sent("service_code")
    if not code:
        raise Refused(400, "service_code was not given")
    kind, content = kind_of(visit, code), content_of(visit)
    spot, place = _spot(visit), visit.sent("address_string", LONGEST_PLACE)
    lives = visit.residence.at(spot.latitude, spot.longitude, place, visit.city.name).single
    return Report(
        kind.id,
        spot.latitude,
        spot.longitude,
        Source.OPEN311,
        due_ms=millis(content.due(kind.id, visit.now)),
        ticket=_ticket(visit, key),
        words=_words(visit),
        place=place,
        district=lives.district if lives else "",
        town=lives.town if lives else "",
        owner=kind.owner,
        department=kind.department,
        wants=False,
    )


def _words(visit: Visit) -> str:
    text = visit.sent("description", LONGEST_WORDS + 1)
    if len(text) > LONGEST_WORDS:
        raise Refused(400, f"description is longer than {LONGEST_WORDS} characters")
    return text[:MOST_WORDS]


def _spot(visit: Visit) -> Point:
    """The place: degrees, else the middle of the town that the address names."""
    latitude, longitude = visit.sent("lat"), visit.sent("long")
    if latitude or longitude:
        spot = Point(_degrees("lat", latitude), _degrees("long", longitude))
    else:
        spot = _found(visit)
    if not visit.city.contains(spot):
        raise Refused(400, f"lat and long are not in {visit.city.name}")
    return spot


def _degrees(name: str, text: str) -> float:
    if not _DEGREES.fullmatch(text):
        raise Refused(400, f"{name} {text!r} is not in degrees, like 38.4343")
    return float(text)


def _found(visit: Visit) -> Point:
    address = visit.sent("address_string", LONGEST_PLACE)
    if not address:
        raise Refused(400, "neither lat and long nor address_string was given")
    lives = visit.residence.find(address, visit.city.name).single
    middle = visit.residence.centre(lives) if lives else None
    if middle is None:
        raise Refused(400, f"address_string {address!r} was not found; give lat and long")
    return Point(middle.latitude, middle.longitude)


def _contact(visit: Visit) -> Contact:
    name = " ".join(filter(None, (visit.sent("last_name"), visit.sent("first_name"))))
    return Contact(name[:100], visit.sent("phone", 40), visit.sent("email", 254))


def _note(visit: Visit, connection: Connection, opened: Opened, key: Key, now: int) -> None:
    """From where it came; pictures stay where they are: we open no address that somebody sends."""
    lines = [f"Open311: {key.name}"]
    given = {name: value[:LONGEST_ADDRESS] for name, value in visit.fields() if value.strip()}
    for name, value in given.items():
        if name in _NOTED or name.startswith("attribute["):
            lines.append(f"{name}: {value}")
    note = "\n".join(lines[:_MOST_LINES])
    add_note(connection, opened.case.id, note=note, who=SYSTEM, now_ms=now)


def _ticket(visit: Visit, key: Key) -> str:
    """What a client that got no answer sends again is the same act; an hour later it is not."""
    hour = millis(visit.now) // 3_600_000
    parts = "\x00".join(f"{name}={value}" for name, value in sorted(visit.fields()))
    return f"open311:{key.id}:{hour}:{sha256(parts.encode()).hexdigest()[:32]}"
