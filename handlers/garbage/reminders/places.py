"""The garbage districts of a citizen's places, and reminders that follow when a place changes."""

from __future__ import annotations

from bot.api import Reply, fill
from handlers.garbage.calendar.area import Area
from handlers.garbage.reminders.slots import HOME, place_name
from handlers.garbage.reminders.subscriptions import Subscriptions
from handlers.garbage.talk import PLACE, Turn, calendar_of, feature, home, keep_area


def subscriptions(turn: Turn) -> Subscriptions:
    """The citizen's reminders."""
    return Subscriptions(turn.db, turn.citizen.id, turn.now)


def area_at(turn: Turn, slot: str) -> Area | None:
    """The garbage district of a place, as the citizen chose it, else as the place's names tell it."""
    if slot == HOME:
        return home(turn)
    calendar = calendar_of(turn)
    if len(calendar.areas) == 1:
        return calendar.areas[0]
    place = turn.places.get(slot)
    if place is None:
        return None
    if kept := place.areas.get(PLACE):
        return calendar.area(kept)
    return calendar.area_of(place.town, place.district)


def settle(turn: Turn, slot: str, area: Area) -> None:
    """The citizen chose the garbage district of a place; its reminders follow."""
    keep_area(turn, slot, area)
    subscriptions(turn).move(slot, area.label)


def follow(turn: Turn, slot: str) -> Reply:
    """The place was changed or dropped: its reminders follow. Passes on if there were none."""
    words, mine = turn.words, subscriptions(turn)
    name, area = place_name(words, slot), area_at(turn, slot)
    if turn.places.get(slot) is None:
        ended = mine.stop(slot)
        return turn.say(fill(words.remind_place_gone, place=name)) if ended else turn.pass_on()
    before = {each.area for each in mine.all(slot)}
    if not before or (area and before == {area.label}):
        return turn.pass_on()
    mine.move(slot, area.label if area else "")
    if area is None:
        choose = turn.button(words.remind_choose_area_label, feature.buttons["remind"], slot=slot)
        return turn.say(fill(words.remind_moved_unclear, place=name), quick=[choose])
    return turn.say(fill(words.remind_moved, place=name, area=area.label))
