"""The talk about shelters: near a place, for a disaster, in a district, or by name.

Locations are used for one answer and never kept. The warning to flee at once leads every answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.api import (
    Action,
    Location,
    OnMap,
    Reply,
    Spot,
    Text,
    choice_label,
    fill,
    menu,
    page_of,
)
from handlers.shelters.cards import (
    MOST_CARDS,
    NEAREST,
    counted,
    lead_in,
    near_message,
    notes,
    shown_message,
    titled,
)
from handlers.shelters.shelter import Hazard
from handlers.shelters.spots import home_of, place_in, spot_named
from handlers.shelters.talk import (
    Turn,
    contact,
    district_named,
    feature,
    hazard_named,
    hazard_of,
    now_in,
    shelters_of,
)

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
    chosen, now = hazard_of(hazard), now_in(turn)
    found = now.ordered(now.shelters.suited(chosen, name)) if name else []
    if not found:
        return turn.say(turn.words.gone, quick=_again(turn))
    shown, more = page_of(found, page)
    buttons = [
        turn.button(choice_label(titled(turn.words, now, one)), show, one.key) for one in shown
    ]
    if more:
        buttons.append(turn.button(turn.words.more_label, in_district, name, hazard, page + 1))
    sentence = fill(turn.words.which_shelter, district=name, count=len(found))
    return turn.say(lead_in(turn.words, now), menu(sentence, buttons))


@feature.postback("shelter")
def show(turn: Turn, name: str) -> Reply:
    """One shelter by its name; all of them where several share it."""
    now = now_in(turn)
    found = now.ordered(now.shelters.named(name))
    if not found:
        return turn.say(turn.words.gone, quick=_again(turn))
    told = shown_message(turn.words, now, found)
    return turn.say(lead_in(turn.words, now), told, *notes(now.shelters), quick=_again(turn))


@feature.postback("open")
def list_open(turn: Turn, page: int = 0) -> Reply:
    """The shelters that take people in, twelve at a time."""
    now, words = now_in(turn), turn.words
    if not now.open:
        return turn.say(words.warning, words.open_none, quick=_again(turn))
    start = page * MOST_CARDS if 0 <= page * MOST_CARDS < len(now.open) else 0
    told = shown_message(words, now, now.open[start : start + MOST_CARDS])
    quick = list(_again(turn))
    if start + MOST_CARDS < len(now.open):
        quick.insert(0, turn.button(words.more_label, list_open, page + 1))
    lead = fill(words.open_list, count=len(now.open))
    return turn.say(lead_in(words, now, lead), told, *notes(now.shelters), quick=quick)


@feature.command("開いている避難所", "開設中の避難所", "開設している避難所", "避難所の状況")
def open_now(turn: Turn) -> Reply:
    return list_open.run(turn)


@feature.postback("home")
def near_home(turn: Turn, hazard: str = "") -> Reply:
    """Near the citizen's home, as far as the town is known."""
    spot = home_of(turn)
    found = _near_spot(turn, spot, hazard_of(hazard)) if spot else None
    return found or _ask(turn, hazard_of(hazard))


# -- the step


@feature.step(Location, Text)
def where(turn: Turn, spot: Location | Text) -> Reply:
    """The answer to "where are you?"; a disaster or a district will do, too."""
    chosen = hazard_of(turn.draft.hazard)
    if isinstance(spot, Location):
        return _near(turn, spot, chosen, in_city=turn.city.contains(spot))
    if kind := hazard_named(turn, spot.text):
        return _ask(turn, kind)
    if name := district_named(turn, spot.text, chosen):
        return in_district.run(turn, name, turn.draft.hazard)
    return _near_named(turn, spot.text, chosen) or turn.pass_on()


@feature.question
def asked(turn: Turn, text: str) -> Reply:
    """「穀町の近くの避難所」: a place, and that it is about shelters."""
    place = place_in(text)
    if place and (name := district_named(turn, place, None)):
        return in_district.run(turn, name)
    return (_near_named(turn, place, None) if place else None) or turn.pass_on()


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


def _near(
    turn: Turn, here: OnMap, chosen: Hazard | None, place: str = "", *, in_city: bool = True
) -> Reply:
    """The shelters near a point, and the way to ask for another."""
    words, now = turn.words, now_in(turn)
    found = now.nearest(here, NEAREST, chosen)
    if not found:
        return turn.say(lead_in(words, now), words.no_places, quick=_again(turn))
    lead = [fill(words.near_place, place=place)] if place else []
    if not in_city:
        lead.append(fill(words.outside_city, city=turn.city.name))
    lead.append(counted(words, len(found), chosen))
    if now.emergency and now.open:
        lead.append(words.open_first)
    told, quick = near_message(words, now, found), _ways(turn, chosen)
    said = lead_in(words, now, "\n".join(lead))
    return turn.ask(where, said, told, *notes(now.shelters), quick=quick)


def _near_named(turn: Turn, text: str, chosen: Hazard | None) -> Reply | None:
    """The shelters near a town that a text surely names; None where it names none."""
    spot = spot_named(turn, text)
    return _near_spot(turn, spot, chosen) if spot else None


def _near_spot(turn: Turn, spot: Spot, chosen: Hazard | None) -> Reply | None:
    here = turn.residence.centre(spot)
    return _near(turn, here, chosen, spot.name) if here else None


def _again(turn: Turn) -> Sequence[Action]:
    """Ways on from an answer, without typing."""
    return [turn.button(turn.words.again_label, again), *_narrower(turn, None)]


def _ways(turn: Turn, chosen: Hazard | None) -> Sequence[Action]:
    """Ways to say where, without typing."""
    spot, kind = home_of(turn), chosen.value if chosen else ""
    known = spot is not None and turn.residence.centre(spot) is not None
    home = [turn.button(turn.words.home_label, near_home, kind)] if known else []
    return [turn.pick_location(), *home, *_narrower(turn, chosen)]


def _narrower(turn: Turn, chosen: Hazard | None) -> Sequence[Action]:
    now, kind = now_in(turn), chosen.value if chosen else ""
    shelters, buttons = now.shelters, []
    if now.open:
        buttons.append(turn.button(turn.words.open_label, list_open))
    if shelters.hazards():
        buttons.append(turn.button(turn.words.hazard_label, list_hazards))
    if shelters.districts(chosen):
        buttons.append(turn.button(turn.words.district_label, list_districts, kind))
    return buttons
