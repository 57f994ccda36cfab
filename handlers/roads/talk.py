"""The feature, and what every step of its talk knows."""

from __future__ import annotations

from datetime import timedelta

from pydantic import BaseModel

from bot import api
from bot.api import Feature, UriAction, fill
from handlers.roads.content import Content, load
from handlers.roads.words import Words


class Draft(BaseModel):
    """What waits for the next words: `case`, which the citizen says is not repaired.

    A report that is not sent yet stands in a table of its own (ledger/drafts.py), so that it outlasts
    other conversations and can be offered again.
    """

    case: int = 0


feature = Feature(
    "roads",
    title="道路の通報",
    words=Words,
    draft=Draft,
    content=load,
    order=50,
    patience=timedelta(days=7),
)
Turn = api.Turn[Words, Draft]


def content_of(turn: Turn) -> Content | None:
    """content/roads/; None in a city that takes no reports."""
    return turn.content(load)


def now_ms(turn: Turn) -> int:
    return int(turn.now.timestamp() * 1000)


def contact(turn: Turn) -> str:
    """Whom to ask: the city's number, where it is known."""
    number = phone(turn)
    return fill(turn.common.contact_phone, phone=number) if number else turn.common.contact_desk


def phone(turn: Turn) -> str:
    """The number for urgent damage; "" where none is known."""
    content = content_of(turn)
    return (content.settings.phone if content else None) or turn.city.phone or ""


def dial(turn: Turn, number: str) -> list[UriAction]:
    """A button that dials, where there is a number."""
    address = "tel:" + number.replace("#", "%23")
    return [UriAction(turn.words.call_label, address)] if number else []
