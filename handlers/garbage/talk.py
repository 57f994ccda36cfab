"""The feature, and what every step of its talk knows."""

from __future__ import annotations

from pydantic import BaseModel

from bot import api
from bot.api import Feature, fill
from handlers.garbage.calendar.area import Area
from handlers.garbage.city import Calendar
from handlers.garbage.content import load
from handlers.garbage.finding.questions import Question
from handlers.garbage.telling.blocks import Blocks
from handlers.garbage.words import Words


class Draft(BaseModel):
    """What waits until the district is known: the question that was asked."""

    question: str = ""


feature = Feature(
    "garbage", title="ごみの日・分別", words=Words, draft=Draft, content=load, order=10
)
Turn = api.Turn[Words, Draft]

# The scheme of the citizen's garbage district; until there is one, home's own names may tell it.
PLACE = "garbage"
# What the feature's documents are filed under.
CATEGORY = "garbage"


def calendar_of(turn: Turn) -> Calendar:
    return turn.content(load)


def understand(turn: Turn, text: str) -> Question | None:
    """What a text asks about garbage; None if it is not about garbage."""
    return calendar_of(turn).understand(text, turn.now.date())


def home(turn: Turn) -> Area | None:
    """The citizen's own district; in a city that has but one, that one."""
    calendar = calendar_of(turn)
    if len(calendar.areas) == 1:
        return calendar.areas[0]
    if kept := turn.places.area(PLACE):
        return calendar.area(kept)
    place = turn.places.get()
    return calendar.area_of(place.town, place.district) if place else None


def keep_area(turn: Turn, slot: str, area: Area) -> None:
    """Remember a place's garbage district, which tells where the place is if that is not known."""
    place, spot = turn.places.get(slot), turn.residence.exact(area.label)
    if spot and not (place and (place.town or place.district)):
        turn.places.put(slot, district=spot.district, town=spot.town)
    turn.places.put_area(PLACE, area.label, slot)


def contact(turn: Turn) -> str:
    """Whom to ask: as rules.yaml says, else the city's own number."""
    if own := calendar_of(turn).rules.contact:
        return own
    phone = turn.city.phone
    return fill(turn.common.contact_phone, phone=phone) if phone else turn.common.contact_desk


def blocks(turn: Turn, area: Area) -> Blocks:
    return Blocks(turn.words, calendar_of(turn), area, turn.now, contact(turn))
