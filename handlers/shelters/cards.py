"""A shelter as a card: how far, what it is for, and where it is on the map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.api import (
    JAPAN,
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
from handlers.shelters.now import Now
from handlers.shelters.shelter import Found, Hazard, Shelter, Shelters
from handlers.shelters.states import State
from handlers.shelters.words import Words

NEAREST = 5
NAME_MOST = 100
LINE_MOST = 300
# LINE takes 12 cards side by side.
MOST_CARDS = 12


# Where nothing is told of any shelter, all are as green as one that is open.
COLORS = {
    State.UNOPENED: "#4D4D4D",
    State.OPEN: "#0B5D3B",
    State.FULL: "#A90000",
    State.CLOSED: "#4D4D4D",
}


def lead_in(words: Words, now: Now, *more: str) -> str:
    """What leads every answer: flee first, and whether it is known here what is open."""
    known = words.state_known if now.is_told else words.state_unknown
    return "\n\n".join((words.warning, known, *more))


def near_message(words: Words, now: Now, found: Sequence[Found]) -> FlexMessage:
    """The shelters near a place, nearest first."""
    return cards(*(_card(words, now, one.shelter, one.distance) for one in found[:MOST_CARDS]))


def shown_message(words: Words, now: Now, shelters: Sequence[Shelter]) -> FlexMessage:
    """Shelters whose distance is not known."""
    return cards(*(_card(words, now, one, None) for one in shelters[:MOST_CARDS]))


def _card(words: Words, now: Now, shelter: Shelter, distance: float | None) -> Bubble:
    told = [
        (words.state, state_of(words, now, shelter)),
        (words.distance, "" if distance is None else _about(words, distance)),
        (words.usable, _usable(words, shelter)),
        (words.unusable, _unusable(words, shelter)),
        (words.kind, "\n".join(_kinds(words, shelter))),
        (words.address, shelter.address),
        (words.capacity, shelter.capacity),
        (words.note, shelter.note),
    ]
    lines: list[Line] = [(name, fit(said, LINE_MOST, Unit.UTF16)) for name, said in told if said]
    color = COLORS[now.status(shelter).state if now.is_told else State.OPEN]
    name = fit(shelter.name, NAME_MOST, Unit.UTF16)
    return card(name, lines, _map(words, shelter), color=color)


def state_of(words: Words, now: Now, shelter: Shelter) -> str:
    """Whether it is open, how many are there, and since when that is so; empty where nothing is told."""
    status = now.status(shelter)
    if not now.is_told:
        return ""
    said = words.states.of(status.state)
    if status.people is not None and status.state in (State.OPEN, State.FULL):
        said += "\n" + fill(words.people, people=f"{status.people:,}")
    return said + (f"\n{as_of(words, status.changed_ms)}" if status.changed_ms else "")


def as_of(words: Words, changed_ms: int) -> str:
    """「11月29日 3:05現在」."""
    at = datetime.fromtimestamp(changed_ms / 1000, JAPAN)
    return fill(words.as_of, month=at.month, day=at.day, time=f"{at.hour}:{at.minute:02}")


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


def titled(words: Words, now: Now, shelter: Shelter) -> str:
    """A shelter's name on a button, with its state where staff told it."""
    status = now.status(shelter)
    if not status.changed_ms:
        return shelter.name
    return f"【{words.states.of(status.state)}】{shelter.name}"


def counted(words: Words, count: int, chosen: Hazard | None) -> str:
    """How many were found, and for which disaster."""
    if chosen is None:
        return fill(words.nearest, count=count)
    return fill(words.nearest_for, count=count, hazard=words.hazards.of(chosen).name)


def notes(shelters: Shelters) -> list[str]:
    """What stands under the cards: whose data it is, and what to beware of."""
    told = "\n".join(filter(None, (shelters.notice, shelters.source)))
    return [told] if told else []
