"""`Index`: what every feature offers, ready to be searched."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache

from bot.search.details import detail
from bot.search.english import English, Glossary
from bot.search.entries import Entry, Found, Hit
from bot.search.finder import Finder
from bot.search.fold import clean, squash
from bot.search.gathered import Gathered
from bot.search.loanwords import Loanwords
from bot.search.named import Named, Scores
from bot.search.names import ASIDE, ONE_OF_MANY, Name, Parts, parts
from bot.search.near import Near
from bot.search.partial import PartFinder
from bot.search.question import Asked, Questions
from bot.search.synonyms import Synonyms
from bot.search.verdict import LEAST, verdict
from bot.search.words import SearchWords

MOST_SIGNS = 200
MOST_ASIDES = 4
# What a title is about, if the title is itself a question.
CORE = 0.94
# A question word points to another category; the sentence is about another matter.
OTHER_CATEGORY, PERHAPS, ELSEWHERE = 0.86, 0.95, 0.8


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Building makes many objects and no garbage; looking for some would take half of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Index:
    """An index over entries; it never changes, and any number of threads may search it."""

    def __init__(self, entries: tuple[Entry, ...], words: SearchWords) -> None:
        self._entries = entries
        self._questions = Questions(words)
        taken = [parts(entry) for entry in entries]
        common = _in_many(taken)
        named, near = Named(), Near()
        keys_of = cache(Name.keys)
        synonyms = _synonyms(words.synonyms, tuple(words.kinds.items()), words.beside)
        gathered = Gathered(synonyms)
        for number, each in enumerate(taken):
            title = each.names[0].text
            gathered.add(title, each.bare, number)
            core = self._questions.core_of(title, entries[number].category)
            for name in [*each.names, *([Name(core, CORE)] if core else [])]:
                if name.quality in (ASIDE, ONE_OF_MANY) and name.text in common:
                    continue
                key = keys_of(name)
                named.add(key, number, name.quality)
                if name.compared:
                    near.add(key, number, name.quality)
        details = [tuple(map(detail, each.details)) for each in taken]
        found = PartFinder(named, synonyms, details)
        english = English(_glossary(words), Loanwords(near.names), found, gathered)
        self._finder = Finder(found, near, gathered, synonyms, english)

    @classmethod
    def build(cls, entries: Iterable[Entry], words: SearchWords) -> Index:
        """The index of `entries`; equal ones (title, data and category) are taken once."""
        once = {(entry.title, entry.data, entry.category): entry for entry in entries}
        with _collector_resting():
            return cls(tuple(once.values()), words)

    def search(self, text: str, *, category: str | None = None, limit: int = 10) -> Found:
        """What `text` may mean, of one category or of all; at most `limit` hits. Never raises."""
        cleaned = clean(text[:MOST_SIGNS])
        if not squash(cleaned):
            return Found(verdict(()), ())
        asked = self._questions.ask(cleaned)
        hits = self._hits(self._finder.find(asked), asked, category)
        return Found(verdict(hits), tuple(hits[:limit]))

    def _hits(self, scores: Scores, asked: Asked, category: str | None) -> list[Hit]:
        hits = [
            Hit(entry, self._weighed(entry, score, asked))
            for number, score in scores.items()
            if score >= LEAST and category in (None, (entry := self._entries[number]).category)
        ]
        hits.sort(
            key=lambda hit: (-hit.score, len(hit.entry.title), hit.entry.title, hit.entry.data)
        )
        return [hit for hit in hits if hit.score >= LEAST]

    def _weighed(self, entry: Entry, score: float, asked: Asked) -> float:
        if asked.categories and entry.category not in asked.categories:
            score *= OTHER_CATEGORY if asked.surely else PERHAPS
        if asked.elsewhere and score < 1.0:
            score = min(score, ELSEWHERE)
        return round(min(score, 1.0), 4)


def _in_many(taken: Sequence[Parts]) -> frozenset[str]:
    """What stands in the brackets of many titles: it tells them apart and is nobody's other name."""
    counts = Counter(detail for each in taken for detail in each.details)
    return frozenset(detail for detail, count in counts.items() if count > MOST_ASIDES)


@lru_cache(maxsize=4)
def _synonyms(
    groups: tuple[tuple[str, ...], ...],
    kinds: tuple[tuple[str, tuple[str, ...]], ...],
    beside: tuple[tuple[str, ...], ...],
) -> Synonyms:
    """The same words are asked for by the large index, the small ones beside it, and at the next load."""
    return Synonyms(groups, dict(kinds), beside)


def _glossary(words: SearchWords) -> Glossary:
    return _english(words.synonyms, tuple(words.english.items()))


@lru_cache(maxsize=4)
def _english(
    groups: tuple[tuple[str, ...], ...], english: tuple[tuple[str, tuple[str, ...]], ...]
) -> Glossary:
    return Glossary(groups, dict(english))
