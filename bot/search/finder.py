"""`Finder`: scores of entries for a sentence that was taken apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.search import latin
from bot.search.english import English
from bot.search.gathered import Gathered
from bot.search.grammar import EMPTY, LARGE_TSU, NUMBER, NUMERALS
from bot.search.keys import KNOWN, Keys, keys, slips
from bot.search.named import Scores, merge
from bot.search.near import Near
from bot.search.nouns import head
from bot.search.partial import PartFinder
from bot.search.question import Asked
from bot.search.spans import words_of
from bot.search.synonyms import Synonyms
from bot.search.verdict import LEAST

# Good enough to look no further for the name itself.
FOUND = 0.845
# So good that less of the sentence will not name anything better.
EXACT = 0.965
# What is named by less of a sentence of which more names something, too.
STRIPPED = 0.94
# By way of romaji.
ROMAJI = 0.97
# Names like the last noun of a phrase; less than what the phrase names before it.
HEAD, TOPIC = 0.8, 0.92
# How many other words, and other texts, near names are looked for with; how little a probe may be longer.
MOST_OTHERS, MOST_VARIANTS, LITTLE = 2, 4, 3
# What the thing is only a kind of.
KIND = 0.72
# Other possibilities stay behind what was found by name.
BEHIND = 0.8


@dataclass(frozen=True, slots=True)
class Finder:
    """What the index is asked through."""

    parts: PartFinder
    near: Near
    gathered: Gathered
    synonyms: Synonyms
    english: English

    def find(self, asked: Asked) -> Scores:
        """Scores of the entries the sentence may mean, by entry number."""
        scores = self._by_name(asked)
        if _found(scores):
            core = self.near.find(keys(asked.core), slips=KNOWN)
            merge(scores, core, BEHIND)
            return scores
        if asked.core.isascii():
            merge(scores, self.english.find(asked.probes[0]))
        for phrase in dict.fromkeys((asked.wide, asked.core)):
            merge(scores, self.parts.find(phrase))
        merge(scores, self.gathered.find(asked.core))
        if not _found(scores) and (more := asked.a_little_more):
            merge(scores, self.parts.find(more), STRIPPED)
        if not _found(scores):
            self._by_kind(asked.core, scores)
        sure = KNOWN if _found(scores) else slips(asked.core)
        for key, weight in self._variants(asked).items():
            merge(scores, self.near.find(key, slips=sure), weight)
        if not _found(scores, LEAST):
            merge(scores, self.near.mistyped.find(keys(asked.core)), sure)
        return scores

    def _by_kind(self, core: str, scores: Scores) -> None:
        """Put in what the thing, or the last noun of the phrase, is a kind of."""
        last = head(words_of(core))
        for key in (keys(core), *([last[0]] if last else [])):
            for kind in self.synonyms.kinds_of(key):
                merge(scores, self.parts.called(kind), KIND)

    def _by_name(self, asked: Asked) -> Scores:
        """The entries of that very name, from the least stripped text that has any."""
        scores: Scores = {}
        for probe in asked.probes:
            less = STRIPPED if _found(scores) else 1.0
            for key, weight in self._spellings(probe):
                merge(scores, self.parts.called(key, weight * less))
            if _found(scores, EXACT):
                break
        return scores

    def _spellings(self, probe: str) -> Iterator[tuple[Keys, float]]:
        yield keys(probe), 1.0
        if "の" in probe[1:-1]:
            yield keys(probe.replace("の", "")), 0.98
        if (filled := EMPTY.sub("", probe)) != probe:
            yield keys(filled), 0.97
        if (spelt := NUMBER.sub(lambda digit: NUMERALS[digit.group()], probe)) != probe:
            yield keys(spelt), 0.98
        if (smaller := LARGE_TSU.sub("", probe)) != probe:
            yield keys(smaller), 0.95
        if probe.isascii():
            yield from self._latin(probe)

    def _latin(self, probe: str) -> Iterator[tuple[Keys, float]]:
        yield keys(latin.singular(probe)), 0.99
        if kana := latin.kana(probe):
            yield keys(kana), ROMAJI
        if like := self.synonyms.english_like(keys(probe).written):
            yield keys(like), 0.93

    def _variants(self, asked: Asked) -> dict[Keys, float]:
        """What near names are looked for with: the core, its other words, its head, romaji as kana."""
        core = keys(asked.core)
        variants = {core: 1.0}
        for probe in asked.probes:
            if len(asked.core) < len(probe) <= len(asked.core) + LITTLE:
                variants.setdefault(keys(probe), 1.0)
        for other in self.synonyms.of(core)[:MOST_OTHERS]:
            variants.setdefault(other, 0.9)
        if last := head(words_of(asked.core)):
            noun, is_owned = last
            variants.setdefault(noun, HEAD if is_owned else TOPIC)
        if asked.core.isascii() and (kana := latin.kana(asked.core)):
            variants.setdefault(keys(kana), ROMAJI)
        return dict(list(variants.items())[:MOST_VARIANTS])


def _found(scores: Scores, enough: float = FOUND) -> bool:
    return max(scores.values(), default=0.0) >= enough
