"""The place: a pin, or words such as a town, an address or a landmark."""

from __future__ import annotations

from bot.api import Location, OnMap, Point, Reply, Spot, Text, fill
from handlers.roads.ledger.drafts import Unsent
from handlers.roads.owners import outside_of
from handlers.roads.reporting.asking import go_on, keep, over, unsent_of
from handlers.roads.reporting.questions import ask_owner, ask_place, ask_which_place
from handlers.roads.talk import Turn, contact, content_of, feature

MOST_PLACE, MOST_SPOTS = 200, 8


@feature.step(Location, Text)
def place(turn: Turn, said: Location | Text) -> Reply:
    """The answer to "where is it?"."""
    unsent = unsent_of(turn)
    if unsent is None:
        return over(turn)
    if isinstance(said, Location):
        return pinned(turn, unsent, said)
    if turn.is_command(said.text):
        return turn.pass_on()
    return _in_words(turn, unsent, said)


@feature.postback("spot")
def spot(turn: Turn, of: int, town: str, district: str) -> Reply:
    """One of the towns that may have been meant."""
    unsent, found = unsent_of(turn, of), turn.residence.spot(town, district)
    return _roughly(turn, unsent, found) if unsent and found else over(turn)


@feature.postback("unplaced")
def unplaced(turn: Turn, of: int) -> Reply:
    """Nobody knows where on the map: the words must do."""
    unsent = unsent_of(turn, of)
    return _roughly(turn, unsent, Spot()) if unsent else over(turn)


def pinned(turn: Turn, unsent: Unsent, pin: Location) -> Reply:
    """A pin on the map; its address is used to find the town and not kept."""
    found = turn.residence.at(pin.latitude, pin.longitude, pin.address, turn.city.name)
    spot = found.spots[0] if found.spots else Spot()
    noted = _at(unsent, pin, spot, rough=False)
    inside = turn.city.contains(pin) and turn.residence.covers(pin, turn.city.code or "")
    return go_on(turn, noted) if inside else _outside(turn, noted)


def _outside(turn: Turn, unsent: Unsent) -> Reply:
    """Whom to call for a place that is not the city's; the city may pass it on."""
    content = content_of(turn)
    other = outside_of(content) if content else None
    if other is None:
        sentence = fill(turn.words.outside, city=turn.city.name, contact=contact(turn))
        return ask_place(turn, unsent, sentence)
    if other.id in unsent.owners_told:
        return go_on(turn, unsent)
    keep(turn, unsent)
    return ask_owner(turn, unsent, other, fill(turn.words.outside_lead, city=turn.city.name))


def _in_words(turn: Turn, unsent: Unsent, said: Text) -> Reply:
    words = said.text.strip()[:MOST_PLACE]
    messages = unsent.messages | {"place": said.message_id}
    noted = unsent.model_copy(update={"place": words, "messages": messages})
    found = turn.residence.find(words, turn.city.name)
    if found.single:
        return _roughly(turn, noted, found.single)
    keep(turn, noted)
    return ask_which_place(turn, noted, found.spots[:MOST_SPOTS])


def _roughly(turn: Turn, unsent: Unsent, spot: Spot) -> Reply:
    """The middle of the town, or of the city, until staff know better."""
    point = turn.residence.centre(spot) or turn.city.center or _middle(turn)
    if point is None:
        return ask_place(turn, unsent, turn.words.pin_needed)
    return go_on(turn, _at(unsent, point, spot, rough=True))


def _middle(turn: Turn) -> Point | None:
    bounds = turn.city.bounds
    if bounds is None:
        return None
    return Point((bounds.south + bounds.north) / 2, (bounds.west + bounds.east) / 2)


def _at(unsent: Unsent, at: OnMap, spot: Spot, *, rough: bool) -> Unsent:
    """The report with another place; cases nearby and owners are looked for anew."""
    place = {"latitude": at.latitude, "longitude": at.longitude, "rough": rough}
    named = {"town": spot.town, "district": spot.district, "near": False}
    return unsent.model_copy(update=place | named)
