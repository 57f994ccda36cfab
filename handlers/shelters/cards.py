"""A shelter as a card: how far, what it is for, and where it is on the map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.api import (
    Bubble,
    FlexMessage,
    Line,
    Unit,
    UriAction,
    card,
    cards,
    fill,
    fit,
    map_url,
    rounded,
)
from handlers.shelters.shelter import Found, Hazard, Shelter
from handlers.shelters.words import Words

NEAREST = 5
NAME_MOST = 100
LINE_MOST = 300
# LINE takes 12 cards side by side.
MOST_CARDS = 12


def lead_in(words: Words, *more: str) -> str:
    """What leads every answer: flee first, and nobody here knows what is open."""
    return "\n\n".join((words.warning, words.state_unknown, *more))


def near_message(words: Words, found: Sequence[Found]) -> FlexMessage:
    """The shelters near a place, nearest first."""
    return cards(*(_card(words, one.shelter, one.distance) for one in found[:MOST_CARDS]))


def shown_message(words: Words, shelters: Sequence[Shelter]) -> FlexMessage:
    """Shelters whose distance is not known."""
    return cards(*(_card(words, one, None) for one in shelters[:MOST_CARDS]))


def _card(words: Words, shelter: Shelter, distance: float | None) -> Bubble:
    told = [
        (words.distance, "" if distance is None else _about(words, distance)),
        (words.usable, _usable(words, shelter)),
        (words.unusable, _unusable(words, shelter)),
        (words.kind, "\n".join(_kinds(words, shelter))),
        (words.address, shelter.address),
        (words.capacity, shelter.capacity),
        (words.note, shelter.note),
    ]
    lines: list[Line] = [(name, fit(said, LINE_MOST, Unit.UTF16)) for name, said in told if said]
    return card(fit(shelter.name, NAME_MOST, Unit.UTF16), lines, _map(words, shelter))


def _about(words: Words, distance: float) -> str:
    return fill(words.about, distance=rounded(distance))


def _kinds(words: Words, shelter: Shelter) -> list[str]:
    kinds = ((shelter.emergency, words.emergency), (shelter.refuge, words.refuge))
    return [said for is_so, said in kinds if is_so]


def _usable(words: Words, shelter: Shelter) -> str:
    """Empty for a place to stay at only: nobody flees there."""
    if not shelter.emergency:
        return ""
    return _names(words, shelter.hazards) or words.nothing_usable


def _unusable(words: Words, shelter: Shelter) -> str:
    """What it does not protect from; nothing is said where nothing is known."""
    return _names(words, set(Hazard) - shelter.hazards) if shelter.hazards else ""


def _names(words: Words, hazards: Iterable[Hazard]) -> str:
    chosen = set(hazards)
    return words.hazard_comma.join(words.hazards.of(one).name for one in Hazard if one in chosen)


def _map(words: Words, shelter: Shelter) -> list[UriAction]:
    point = shelter.point
    if point is None:
        return []
    return [UriAction(words.map_label, map_url(point.latitude, point.longitude))]
