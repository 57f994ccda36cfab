"""The feature, and what every step of its talk knows."""

from __future__ import annotations

import re

from pydantic import BaseModel

from bot import api
from bot.api import Feature, fill, fold
from handlers.shelters.content import load
from handlers.shelters.now import Now, now_of
from handlers.shelters.shelter import Hazard, Shelters
from handlers.shelters.words import Words


class Draft(BaseModel):
    """What waits until the place is known: the kind of disaster, or none."""

    hazard: str = ""


feature = Feature(
    "shelters",
    title="避難所を探す",
    words=Words,
    draft=Draft,
    content=load,
    order=20,
    emergency=True,
)
Turn = api.Turn[Words, Draft]


def shelters_of(turn: Turn) -> Shelters:
    return now_in(turn).shelters


def now_in(turn: Turn) -> Now:
    """All shelters as they are at this moment."""
    connection = turn.db.connection()
    return now_of(turn.content(load), connection, emergency=turn.emergency.is_on)


def hazard_of(key: str) -> Hazard | None:
    """The disaster that a button carries; None for any, and for one that is no more."""
    return next((one for one in Hazard if one.value == key), None)


def hazard_named(turn: Turn, text: str) -> Hazard | None:
    """The disaster that a text names and nothing else."""
    said = fold(text)
    for hazard in Hazard:
        words = turn.words.hazards.of(hazard)
        if said in map(fold, (words.name, *words.also)):
            return hazard
    return None


def district_named(turn: Turn, text: str, hazard: Hazard | None) -> str:
    """The district with suitable shelters that a text names and nothing else; empty if none."""
    said = fold(text).removesuffix(fold("地区"))
    for name in shelters_of(turn).districts(hazard):
        # 「石巻（本庁）」 is called by either part of its name.
        parts = (fold(part) for part in re.split(r"[（()）]", name) if part)
        if said and said in (fold(name), *parts):
            return name
    return ""


def contact(turn: Turn) -> str:
    """Whom to ask: the city's number, where it is known."""
    phone = turn.city.phone
    return fill(turn.common.contact_phone, phone=phone) if phone else turn.common.contact_desk
