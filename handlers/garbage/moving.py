"""When a place of the citizen changes, its garbage district and its reminders follow."""

from __future__ import annotations

from bot.api import Moved, Reply, fill
from handlers.garbage.chat import change_area
from handlers.garbage.reminders.places import follow
from handlers.garbage.talk import PLACE, Turn, calendar_of, feature


@feature.on(Moved)
def moved(turn: Turn, event: Moved) -> Reply:
    """Find the district of the new place by its town, then by its district."""
    place, calendar = turn.places.get(event.slot), calendar_of(turn)
    if place and not place.areas.get(PLACE) and len(calendar.areas) > 1:
        found = calendar.area_of(place.town, place.district)
        if found:
            turn.places.put_area(PLACE, found.label, event.slot)
    reply = follow(turn, event.slot)
    return _about_home(turn) if reply.passed and event.slot == "home" else reply


def _about_home(turn: Turn) -> Reply:
    """Say which garbage district the new home has, where its own name does not say so."""
    place, words = turn.places.get(), turn.words
    if place is None or len(calendar_of(turn).areas) < 2:
        return turn.pass_on()
    area = place.areas.get(PLACE)
    if area is None:
        choose = turn.button(words.change_label, change_area)
        return turn.say(words.area_not_followed, quick=[choose])
    if area in (place.district, place.town):
        return turn.pass_on()
    return turn.say(fill(words.area_followed, area=area))
