"""The pages, and what each of them knows."""

from __future__ import annotations

from bot import public
from bot.public import Pages
from handlers.garbage.city import Calendar
from handlers.garbage.content import load
from handlers.garbage.talk import feature
from handlers.garbage.words import Words

pages = Pages(feature, __name__)
Visit = public.Visit[Words]


def calendar_of(visit: Visit) -> Calendar:
    return visit.content(load)


def contact(visit: Visit) -> str:
    """Whom to ask: as rules.yaml says, else the city's own number."""
    return calendar_of(visit).rules.contact or visit.contact
