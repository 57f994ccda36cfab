"""What of garbage the one search can find: the things of the dictionary, and the kinds."""

from __future__ import annotations

from collections.abc import Iterator

from bot.api import Entry
from handlers.garbage.chat import show_kind
from handlers.garbage.choosing import NAME_LIMIT
from handlers.garbage.city import Calendar
from handlers.garbage.finding.concepts import concepts, usual_names
from handlers.garbage.finding.items import Dictionary
from handlers.garbage.finding.text import parts, squash
from handlers.garbage.sorting import show_thing
from handlers.garbage.talk import CATEGORY, feature
from handlers.garbage.words import Words


@feature.documents
def offer(calendar: Calendar, words: Words) -> Iterator[Entry]:  # noqa: ARG001
    """Each thing once, by its name, and each kind that something can be said of.

    A thing that is called like a kind is told of in the kind's answer.
    """
    labels = [*calendar.collected, *filter(calendar.how, calendar.uncollected)]
    kinds = set(map(squash, labels))
    for thing in calendar.dictionary:
        if squash(thing.name) not in kinds:
            data = show_thing.data(thing.name[:NAME_LIMIT])
            yield Entry(thing.name, data, CATEGORY, thing.reading)
    for label in labels:
        names = tuple(_other_names(label, calendar.dictionary))
        yield Entry(label, show_kind.data(label[:NAME_LIMIT]), CATEGORY, synonyms=names)


def _other_names(label: str, dictionary: Dictionary) -> Iterator[str]:
    """The parts of a kind's name, and what people call what it is about, unless a thing is called so."""
    usual = (name for about in sorted(concepts(label)) for name in usual_names(about))
    for name in dict.fromkeys([*parts(label), *usual]):
        if name != label and not dictionary.named(name):
            yield name
