"""The pages, and what each of them knows."""

from __future__ import annotations

from bot import public
from bot.api import fill
from bot.public import Pages
from handlers.procedures.content import load
from handlers.procedures.files.vocabulary import Vocabulary
from handlers.procedures.registry.catalogue import Listed, View
from handlers.procedures.talk import catalogues, feature
from handlers.procedures.telling import period, told
from handlers.procedures.words import Words

pages = Pages(feature, __name__)
Visit = public.Visit[Words]


def view_of(visit: Visit) -> View:
    """The registry as citizens see it at this moment."""
    with visit.read() as connection:
        return catalogues.at(connection, visit.now)


def vocabulary_of(visit: Visit) -> Vocabulary:
    return visit.content(load).vocabulary  # type: ignore[union-attr]  # None is unavailable


def contact(visit: Visit, listed: Listed | None = None) -> str:
    """Whom to ask: the department, else the city."""
    phone = listed.procedure.phone if listed else ""
    return fill(visit.words.call, phone=phone) if phone else visit.contact


def lines(visit: Visit, listed: Listed) -> list[tuple[str, str]]:
    """Name and text of each line, as on the card in LINE."""
    return told(visit.words, visit.common.hours, listed, visit.now, contact(visit, listed))


def when(visit: Visit, listed: Listed) -> str:
    """From when until when one may apply."""
    return period(visit.words, visit.common.hours, listed, visit.now)
