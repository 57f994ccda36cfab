"""The feature, and what every step of its talk knows."""

from __future__ import annotations

from bot import api
from bot.api import Feature, Nothing, fill
from handlers.faq.content import Questions, load
from handlers.faq.words import Words

feature = Feature("faq", title="よくある質問", words=Words, content=load, order=70)
Turn = api.Turn[Words, Nothing]


def questions_of(turn: Turn) -> Questions:
    return turn.content(load)


def contact(turn: Turn) -> str:
    """Whom to ask: the city's number, where it is known."""
    phone = turn.city.phone
    return fill(turn.common.contact_phone, phone=phone) if phone else turn.common.contact_desk
