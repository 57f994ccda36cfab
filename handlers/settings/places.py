"""Places: home, work, a parent's house; named by typing, from the list, or on the map."""

from __future__ import annotations

from collections.abc import Container, Iterable

from bot.api import Action, Location, Message, PostbackAction, Reply, Spot, Text, fill, menu
from handlers.settings.talk import Turn, back, button_label, feature, place_name, slot_titles

MOST_BUTTONS = 10


@feature.command("場所を変える", "場所の登録", "地区の登録")
def places(turn: Turn) -> Reply:
    """The places there are, and what can be done about each."""
    words = turn.words
    if not turn.residence and not turn.places.all():
        return turn.say(words.no_places, quick=[back(turn)])
    known = {place.slot: place_name(place) for place in turn.places.all()}
    lines = [
        f"{title}: {known[slot]}" for slot, title in slot_titles(turn).items() if slot in known
    ]
    return turn.say(menu("\n".join([words.places_lead, *lines]), _ways_to_change(turn, known)))


def _ways_to_change(turn: Turn, known: Container[str]) -> list[Action]:
    words = turn.words
    actions: list[Action] = []
    free: list[Action] = []
    for slot, title in slot_titles(turn).items():
        if slot in known:
            if turn.residence:
                change = fill(words.change_place_label, slot=title)
                actions.append(turn.button(button_label(change), ask_place, slot))
            drop = fill(words.drop_place_label, slot=title)
            actions.append(turn.button(button_label(drop), drop_place, slot))
        elif turn.residence:
            add = fill(words.add_place_label, slot=title)
            free.append(turn.button(button_label(add), ask_place, slot))
    return actions + free


@feature.postback("places")
def list_places(turn: Turn) -> Reply:
    return places(turn)


@feature.postback("place")
def ask_place(turn: Turn, slot: str) -> Reply:
    title = slot_titles(turn).get(slot)
    if title is None or not turn.residence:
        return places(turn)
    sentence = fill(turn.words.ask_place, slot=title)
    return turn.start(where, sentence, quick=_ways_to_name(turn, slot), slot=slot)


@feature.postback("drop")
def drop_place(turn: Turn, slot: str) -> Reply:
    had, title = turn.places.get(slot), slot_titles(turn).get(slot, slot)
    if had is None:
        return turn.say(fill(turn.words.nothing_to_drop, slot=title), quick=[back(turn)])
    turn.places.drop(slot)
    return turn.say(fill(turn.words.dropped, slot=title), quick=[back(turn)])


# -- naming a place


@feature.step(Text, Location)
def where(turn: Turn, said: Text | Location) -> Reply:
    """The answer to "where is it?": a name or a part of one, or a place on the map."""
    return _typed(turn, said.text) if isinstance(said, Text) else _on_the_map(turn, said)


def _typed(turn: Turn, text: str) -> Reply:
    slot, shown = turn.draft.slot, text.strip()[:40]
    found = turn.residence.find(text, turn.city.name)
    if found.single:
        return _settle(turn, slot, found.single)
    if turn.is_command(text):
        return turn.pass_on()
    if not found.spots:
        sentence = fill(turn.words.no_such_place, typed=shown)
        return turn.again(sentence, quick=_ways_to_name(turn, slot))
    return turn.again(_choices(turn, fill(turn.words.which_place, typed=shown), found.spots))


def _on_the_map(turn: Turn, spot: Location) -> Reply:
    words, slot, city = turn.words, turn.draft.slot, turn.city
    if not city.contains(spot):
        sentence = fill(words.outside, city=city.name)
        return turn.again(sentence, quick=_ways_to_name(turn, slot))
    found = turn.residence.at(spot.latitude, spot.longitude, spot.address, city.name)
    if found.single:
        return _settle(turn, slot, found.single)
    if found.spots:
        return turn.again(_choices(turn, words.perhaps_here, found.spots))
    return turn.again(words.place_unclear, quick=_ways_to_name(turn, slot))


def _choices(turn: Turn, sentence: str, spots: Iterable[Spot]) -> Message:
    shown = list(spots)[:MOST_BUTTONS]
    buttons = [_choice(turn, turn.draft.slot, spot) for spot in shown]
    listed = [_list_button(turn, turn.draft.slot)] if turn.residence.districts else []
    return menu(sentence, [*buttons, *listed])


def _choice(turn: Turn, slot: str, spot: Spot, title: str = "") -> PostbackAction:
    label = button_label(title or str(spot))
    return turn.button(label, put_place, slot, spot.town, spot.district)


@feature.postback("put")
def put_place(turn: Turn, slot: str, town: str = "", district: str = "") -> Reply:
    """A button with a town, a district or both was pressed, perhaps years after it was shown."""
    if slot not in slot_titles(turn):
        return places(turn)
    spot = turn.residence.spot(town, district)
    if spot is None:
        return turn.say(turn.words.place_gone, quick=[back(turn)])
    return _settle(turn, slot, spot)


def _settle(turn: Turn, slot: str, spot: Spot) -> Reply:
    """Remember the place; first ask for the district of a town whose district is not known."""
    if not spot.district and turn.residence.districts:
        return _districts(turn, slot, spot.town, "", 0)
    turn.places.put(slot, district=spot.district, town=spot.town)
    title = slot_titles(turn)[slot]
    return turn.end(fill(turn.words.placed, slot=title, place=spot), quick=[back(turn)])


# -- choosing from the list


@feature.postback("districts")
def list_districts(turn: Turn, slot: str, town: str = "", group: str = "", page: int = 0) -> Reply:
    if slot not in slot_titles(turn):
        return places(turn)
    return _districts(turn, slot, town, group, page)


def _districts(turn: Turn, slot: str, town: str, group: str, page: int) -> Reply:
    """The districts to choose from; in a city with groups of them first those."""
    groups, words = turn.residence.groups(), turn.words
    if len(groups) > 1 and group not in groups:
        sentence, names = words.which_group, list(groups)
        buttons = [
            turn.button(button_label(name), list_districts, slot, town, name) for name in names
        ]
    else:
        sentence = fill(words.which_district, town=town) if town else words.which_of_list
        found = groups.get(group) or turn.residence.districts
        buttons = [_choice(turn, slot, Spot(town, one.name), one.name) for one in found]
    start = page * MOST_BUTTONS if 0 <= page * MOST_BUTTONS < len(buttons) else 0
    shown = buttons[start : start + MOST_BUTTONS]
    if start + MOST_BUTTONS < len(buttons):
        shown.append(turn.button(words.more_label, list_districts, slot, town, group, page + 1))
    return turn.say(menu(sentence, shown)) if shown else places(turn)


def _list_button(turn: Turn, slot: str) -> PostbackAction:
    return turn.button(turn.words.list_label, list_districts, slot)


def _ways_to_name(turn: Turn, slot: str) -> list[Action]:
    """Ways to name a place without typing."""
    listed = [_list_button(turn, slot)] if turn.residence.districts else []
    return [turn.pick_location(), *listed]
