"""The feature, and what every step of its talk knows."""

from __future__ import annotations

from bot import api
from bot.api import Feature, Nothing, fill
from handlers.departments.content import load
from handlers.departments.directory import Directory
from handlers.departments.words import Words

feature = Feature("departments", title="窓口案内", words=Words, content=load, order=60)
Turn = api.Turn[Words, Nothing]


def directory_of(turn: Turn) -> Directory | None:
    return turn.content(load)


def districts(turn: Turn) -> list[str]:
    """The districts of the citizen's places, home first."""
    return [place.district for place in turn.places.all() if place.district]


def contact(turn: Turn) -> str:
    """Whom to ask: the city's number, where it is known."""
    phone = turn.city.phone
    return fill(turn.common.contact_phone, phone=phone) if phone else turn.common.contact_desk
