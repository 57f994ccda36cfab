"""What other parts of the bot can tell of shelters: the search's entries, and places to flee to.

Each leads to a button of the talk (`chat`).
"""

from __future__ import annotations

from sqlalchemy import Connection

from bot.api import Entry, Haven, fill
from handlers.shelters.chat import again, for_hazard, show
from handlers.shelters.now import haven_of, now_of
from handlers.shelters.shelter import Hazard, Shelters
from handlers.shelters.talk import feature
from handlers.shelters.words import Words


@feature.documents
def offered(shelters: Shelters, words: Words) -> list[Entry]:
    """The way in, the disasters and every shelter; nothing where there is no shelter."""
    if not shelters.all:
        return []
    near = Entry(words.nearby, again.data(), "shelter", synonyms=tuple(words.nearby_also))
    named = {one.key: one for one in shelters.all}
    places = [Entry(one.name, show.data(key), "shelter", one.reading) for key, one in named.items()]
    return [near, *(_disaster(words, one) for one in shelters.hazards()), *places]


def _disaster(words: Words, hazard: Hazard) -> Entry:
    """A disaster by all its names, each in all ways to ask for where to flee to."""
    said = words.hazards.of(hazard)
    ways = (words.for_hazard, *words.for_hazard_also)
    title, *others = [fill(way, hazard=name) for name in (said.name, *said.also) for way in ways]
    return Entry(title, for_hazard.data(hazard.value), "shelter", synonyms=tuple(others))


@feature.havens
def havens(shelters: Shelters, connection: Connection) -> list[Haven]:
    """Every shelter, for features that tell of one beside what they are about."""
    now = now_of(shelters, connection)
    return [haven_of(now, one, show.data(one.key)) for one in now.shelters.all]
