"""The talk about shelters: near a place, for a disaster, in a district, or by name.

Locations are used for one answer and never kept. The warning to flee at once leads every answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.api import Action, Entry, Location, Point, Reply, Text, choice_label, fill, menu, page_of
from handlers.shelters.cards import NEAREST, lead_in, near_message, shown_message
from handlers.shelters.shelter import Hazard, Shelters
from handlers.shelters.talk import (
    Turn,
    contact,
    district_named,
    feature,
    hazard_named,
    hazard_of,
    shelters_of,
)
from handlers.shelters.words import Words

# -- ways in


@feature.command(
    "避難所", "避難場所", "近くの避難所", "近くの避難場所", "ひなんじょ", "避難所を探す",
    "避難所一覧", "避難所はどこ", "指定避難所", "指定緊急避難場所", menu=True,
)  # fmt: skip
def start(turn: Turn) -> Reply:
    return _ask(turn, None)


@feature.postback("start")
def again(turn: Turn) -> Reply:
    return _ask(turn, None)


@feature.postback("hazard")
def for_hazard(turn: Turn, kind: str) -> Reply:
    return _ask(turn, hazard_of(kind))


@feature.postback("hazards")
def list_hazards(turn: Turn) -> Reply:
    """The disasters for which this city has a place to flee to."""
    known = shelters_of(turn).hazards()
    if not known:
        return _ask(turn, None)
    buttons = [turn.button(turn.words.hazards.of(one).name, for_hazard, one.value) for one in known]
    return turn.say(menu(turn.words.which_hazard, buttons))


@feature.postback("districts")
def list_districts(turn: Turn, hazard: str = "", page: int = 0) -> Reply:
    names = shelters_of(turn).districts(hazard_of(hazard))
    if not names:
        return _ask(turn, hazard_of(hazard))
    shown, more = page_of(names, page)
    buttons = [turn.button(choice_label(name), in_district, name, hazard) for name in shown]
    if more:
        buttons.append(turn.button(turn.words.more_label, list_districts, hazard, page + 1))
    return turn.say(menu(turn.words.which_district, buttons))


@feature.postback("district")
def in_district(turn: Turn, name: str, hazard: str = "", page: int = 0) -> Reply:
    """The shelters of a district, ten at a time."""
    chosen = hazard_of(hazard)
    found = shelters_of(turn).suited(chosen, name) if name else []
    if not found:
        return turn.say(turn.words.gone, quick=_again(turn))
    shown, more = page_of(found, page)
    buttons = [turn.button(choice_label(one.name), show, one.key) for one in shown]
    if more:
        buttons.append(turn.button(turn.words.more_label, in_district, name, hazard, page + 1))
    sentence = fill(turn.words.which_shelter, district=name, count=len(found))
    return turn.say(lead_in(turn.words), menu(sentence, buttons))


@feature.postback("shelter")
def show(turn: Turn, name: str) -> Reply:
    """One shelter by its name; all of them where several share it."""
    shelters = shelters_of(turn)
    found = shelters.named(name)
    if not found:
        return turn.say(turn.words.gone, quick=_again(turn))
    told = shown_message(turn.words, found)
    return turn.say(lead_in(turn.words), told, *_notes(shelters), quick=_again(turn))


# -- the step


@feature.step(Location, Text)
def where(turn: Turn, spot: Location | Text) -> Reply:
    """The answer to "where are you?"; a disaster or a district will do, too."""
    chosen = hazard_of(turn.draft.hazard)
    if isinstance(spot, Location):
        return _near(turn, spot, chosen)
    if kind := hazard_named(turn, spot.text):
        return _ask(turn, kind)
    if name := district_named(turn, spot.text, chosen):
        return in_district.run(turn, name, turn.draft.hazard)
    return turn.pass_on()


# -- what the search can find


@feature.documents
def offered(shelters: Shelters, words: Words) -> list[Entry]:
    """The way in, the disasters and every shelter; nothing where there is no shelter."""
    if not shelters.all:
        return []
    near = Entry(words.nearby, again.data(), "shelter", synonyms=tuple(words.nearby_also))
    named = {one.key: one for one in shelters.all}
    places = [Entry(one.name, show.data(key), "shelter", one.reading) for key, one in named.items()]
    return [near, *(_disaster(words, one) for one in shelters.hazards()), *places]


def _disaster(words: Words, hazard: Hazard) -> Entry:
    """A disaster by all its names, each in all ways to ask for where to flee to."""
    said = words.hazards.of(hazard)
    ways = (words.for_hazard, *words.for_hazard_also)
    title, *others = [fill(way, hazard=name) for name in (said.name, *said.also) for way in ways]
    return Entry(title, for_hazard.data(hazard.value), "shelter", synonyms=tuple(others))


# -- answers


def _ask(turn: Turn, chosen: Hazard | None) -> Reply:
    """Ask where the citizen is; an unknown disaster is like none."""
    words, shelters = turn.words, shelters_of(turn)
    if not shelters.all:
        none = fill(words.no_shelters, contact=contact(turn))
        return turn.end(words.warning, none)
    if chosen is None:
        return turn.start(where, words.warning, words.ask_where, quick=_ways(turn, None))
    name = words.hazards.of(chosen).name
    if chosen not in shelters.hazards():
        return turn.end(words.warning, fill(words.none_for, hazard=name), quick=_again(turn))
    sentence, quick = fill(words.ask_where_for, hazard=name), _ways(turn, chosen)
    return turn.start(where, words.warning, sentence, quick=quick, hazard=chosen.value)


def _near(turn: Turn, spot: Location, chosen: Hazard | None) -> Reply:
    words, shelters = turn.words, shelters_of(turn)
    here = Point(spot.latitude, spot.longitude)
    found = shelters.nearest(here, NEAREST, chosen)
    if not found:
        return turn.say(lead_in(words), words.no_places, quick=_again(turn))
    lead = fill(words.nearest, count=len(found))
    if chosen:
        name = words.hazards.of(chosen).name
        lead = fill(words.nearest_for, count=len(found), hazard=name)
    if not turn.city.contains(spot):
        lead = f"{fill(words.outside_city, city=turn.city.name)}\n{lead}"
    told, quick = near_message(words, found), _ways(turn, chosen)
    return turn.ask(where, lead_in(words, lead), told, *_notes(shelters), quick=quick)


def _notes(shelters: Shelters) -> list[str]:
    """What stands under the cards: whose data it is, and what to beware of."""
    told = "\n".join(filter(None, (shelters.notice, shelters.source)))
    return [told] if told else []


def _again(turn: Turn) -> Sequence[Action]:
    """Ways on from an answer, without typing."""
    return [turn.button(turn.words.again_label, again), *_narrower(turn, None)]


def _ways(turn: Turn, chosen: Hazard | None) -> Sequence[Action]:
    """Ways to say where, without typing."""
    return [turn.pick_location(), *_narrower(turn, chosen)]


def _narrower(turn: Turn, chosen: Hazard | None) -> Sequence[Action]:
    shelters, kind = shelters_of(turn), chosen.value if chosen else ""
    buttons = []
    if shelters.hazards():
        buttons.append(turn.button(turn.words.hazard_label, list_hazards))
    if shelters.districts(chosen):
        buttons.append(turn.button(turn.words.district_label, list_districts, kind))
    return buttons
