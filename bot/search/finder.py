"""`Finder`: scores of entries for a sentence that was taken apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.search import latin
from bot.search.keys import Keys, is_known, keys
from bot.search.named import Named, Scores, merge
from bot.search.near import Near
from bot.search.question import Asked
from bot.search.spans import Span, spans, words_of
from bot.search.synonyms import Synonyms

# Good enough to look no further for the name itself.
FOUND = 0.845
# By way of a synonym, of romaji; a name that only stands in the middle of kana.
SYNONYM, ROMAJI, KANA_END, KANA_INSIDE = 0.965, 0.97, 0.74, 0.58
# What a name says beside (陶器) was asked for, or something else was.
TOLD, UNTOLD = 0.985, 0.93
# Other possibilities stay behind what was found by name.
BEHIND = 0.8


@dataclass(frozen=True, slots=True)
class Finder:
    """What the index is asked through. `details` are the qualifiers of each entry."""

    named: Named
    near: Near
    synonyms: Synonyms
    details: list[tuple[Keys, ...]]

    def find(self, asked: Asked) -> Scores:
        """Scores of the entries the sentence may mean, by entry number."""
        scores = self._by_name(asked)
        found = max(scores.values(), default=0.0) >= FOUND
        core = keys(asked.core)
        if not found:
            for phrase in dict.fromkeys((asked.wide, asked.core)):
                merge(scores, self._by_parts(phrase))
            found = max(scores.values(), default=0.0) >= FOUND
        known = found or is_known(asked.core)
        for key, weight in self._variants(asked, core, found=found):
            merge(scores, self.near.find(key, known=known), weight * (BEHIND if found else 1.0))
        return scores

    def _by_name(self, asked: Asked) -> Scores:
        """The entries of that very name, from the least stripped text that has any."""
        scores: Scores = {}
        for probe in asked.probes:
            for key, weight in self._spellings(probe):
                merge(scores, self._called(key, weight))
            if max(scores.values(), default=0.0) >= FOUND:
                break
        return scores

    def _called(self, key: Keys, weight: float = 1.0) -> Scores:
        scores = self.named.find(key, weight)
        for other in self.synonyms.of(key):
            merge(scores, self.named.find(other, weight * SYNONYM))
        return scores

    def _spellings(self, probe: str) -> Iterator[tuple[Keys, float]]:
        yield keys(probe), 1.0
        if "の" in probe[1:-1]:
            yield keys(probe.replace("の", "")), 0.98
        if probe.isascii():
            yield from self._latin(probe)

    def _latin(self, probe: str) -> Iterator[tuple[Keys, float]]:
        yield keys(latin.singular(probe)), 0.99
        if kana := latin.kana(probe):
            yield keys(kana), ROMAJI
        if like := self.synonyms.english_like(keys(probe).written):
            yield keys(like), 0.93

    def _variants(self, asked: Asked, core: Keys, *, found: bool) -> Iterator[tuple[Keys, float]]:
        """What near names are looked for with: the core, its other words, and romaji as kana."""
        yield core, 1.0
        if found:
            return
        for other in self.synonyms.of(core)[:4]:
            yield other, 0.92
        if asked.wide != asked.core:
            yield keys(asked.wide), 0.97
        if asked.core.isascii() and (kana := latin.kana(asked.core)):
            yield keys(kana), ROMAJI

    def _by_parts(self, phrase: str) -> Scores:
        """The entries whose name is a part of the phrase."""
        scores: Scores = {}
        words = words_of(phrase)
        for span in spans(words):
            if len(span.key.read) > 1 or span.key.kanji:
                merge(scores, self._told(span))
        merge(scores, self._by_sound(keys(phrase).heard))
        return scores

    def _told(self, span: Span) -> Scores:
        """The entries of the span's name, judged by whether the words beside it are their qualifiers."""
        called = self._called(span.key)
        return {entry: score * self._judged(span, entry) for entry, score in called.items()}

    def _judged(self, span: Span, entry: int) -> float:
        details = self.details[entry]
        if not span.rest.heard or not details:
            return span.weight
        if any(_says(span.rest, detail) for detail in details):
            return max(TOLD, span.weight)
        return span.weight * UNTOLD

    def _by_sound(self, heard: str) -> Scores:
        """Names found in kana that no words could be cut from: at the end, or somewhere."""
        scores: Scores = {}
        end = len(heard)
        for start in range(1, end - 2):
            merge(scores, self.named.heard(heard[start:], KANA_END))
        for start in range(end - 3):
            for stop in range(start + 4, min(end, start + 14)):
                merge(scores, self.named.heard(heard[start:stop], KANA_INSIDE))
        return scores


def _says(rest: Keys, detail: Keys) -> bool:
    """Whether the words beside a name say what the bracket says: プラスチック, プラスチック製."""
    if len(rest.heard) > 1 and (rest.heard in detail.heard or detail.heard in rest.heard):
        return not (rest.kanji and detail.kanji and not rest.kanji & detail.kanji)
    return bool(rest.kanji and rest.kanji == detail.kanji - {"製"})
