"""The feature, and what every step of its talk knows."""

from __future__ import annotations

from bot import api
from bot.api import Feature, Nothing, fill
from handlers.procedures.content import load
from handlers.procedures.files.vocabulary import Vocabulary
from handlers.procedures.registry.catalogue import Catalogues, View
from handlers.procedures.words import Words

feature = Feature("procedures", title="オンライン申請", words=Words, content=load, order=40)
Turn = api.Turn[Words, Nothing]

# What the feature's documents are filed under.
CATEGORY = "procedure"
catalogues = Catalogues()


def view_of(turn: Turn) -> View:
    """The registry as citizens see it at this moment."""
    return catalogues.at(turn.db.connection(), turn.now)


def vocabulary_of(turn: Turn) -> Vocabulary | None:
    content = turn.content(load)
    return content.vocabulary if content else None


def contact(turn: Turn, phone: str = "") -> str:
    """Whom to ask: the department, else the city, where a number is known."""
    if phone:
        return fill(turn.words.call, phone=phone)
    number = turn.city.phone
    return fill(turn.common.contact_phone, phone=number) if number else turn.common.contact_desk
