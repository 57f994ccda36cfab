"""`Finder`: scores of entries for a sentence that was taken apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.search import latin
from bot.search.details import Detail, opening, said
from bot.search.keys import Keys, is_known, keys
from bot.search.named import ALIKE, HEARD, Named, Scores, merge
from bot.search.near import Near
from bot.search.question import Asked
from bot.search.spans import Span, head, spans, turned, with_of, words_of
from bot.search.synonyms import Synonyms

# Good enough to look no further for the name itself.
FOUND = 0.845
# By way of romaji; a name that only stands in the middle of kana.
ROMAJI, KANA_END, KANA_INSIDE = 0.97, 0.74, 0.58
# The phrase with another word in a part; its words the other way round.
OTHER_WORD, TURNED = 0.93, 0.95
# Names like the last noun of a phrase; less than what the phrase names before it.
HEAD, TOPIC = 0.8, 0.92
# How many other words, and other texts, near names are looked for with; how little a probe may be longer.
MOST_OTHERS, MOST_VARIANTS, LITTLE = 2, 4, 3
# What a name says beside (陶器) was asked for, or nothing was said of it, or something else was asked for.
TOLD, UNTOLD, OTHERWISE = 0.985, 0.93, 0.8
# A synonym whose entry also says what the compound says (パイプベッド: ベッド（パイプ）), or the contrary.
_SPECIFIC = {True: 1.05, None: 1.0, False: 0.85}
# Other possibilities stay behind what was found by name.
BEHIND = 0.8


@dataclass(frozen=True, slots=True)
class Finder:
    """What the index is asked through. `details` are the qualifiers of each entry."""

    named: Named
    near: Near
    synonyms: Synonyms
    details: list[tuple[Detail, ...]]

    def find(self, asked: Asked) -> Scores:
        """Scores of the entries the sentence may mean, by entry number."""
        scores = self._by_name(asked)
        if _found(scores):
            core = self.near.find(keys(asked.core), known=True)
            merge(scores, core, BEHIND)
            return scores
        for phrase in dict.fromkeys((asked.wide, asked.core)):
            merge(scores, self._by_parts(phrase))
        known = _found(scores) or is_known(asked.core)
        for key, weight in self._variants(asked).items():
            merge(scores, self.near.find(key, known=known), weight)
        return scores

    def _by_name(self, asked: Asked) -> Scores:
        """The entries of that very name, from the least stripped text that has any."""
        scores: Scores = {}
        for probe in asked.probes:
            for key, weight in self._spellings(probe):
                merge(scores, self._called(key, weight))
            if _found(scores):
                break
        return scores

    def _called(self, key: Keys, weight: float = 1.0) -> Scores:
        scores = self.named.find(key, weight)
        beside = opening(key)
        for other, likeness in self.synonyms.weighed(key):
            found = self.named.find(other, weight * likeness, most=HEARD, best=ALIKE)
            for entry in found:
                if self.details[entry]:
                    found[entry] *= _SPECIFIC[told(beside, self.details[entry])]
            merge(scores, found)
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

    def _by_parts(self, phrase: str) -> Scores:
        """The entries whose name is a part of the phrase, or the phrase with another word in a part."""
        scores: Scores = {}
        if other_way := turned(phrase):
            merge(scores, self._called(keys(other_way), TURNED))
        words = words_of(phrase)
        for heard in with_of(words):
            merge(scores, self.named.heard(heard, TURNED))
        for span in spans(words):
            if len(span.key.read) > 1 or span.key.kanji:
                merge(scores, self._told(span))
                for other in self.synonyms.of(span.key):
                    merge(scores, self.named.heard(span.with_other(other), OTHER_WORD))
        whole = keys(phrase)
        if not whole.kanji:
            merge(scores, self._by_sound(whole.heard))
        return scores

    def _told(self, span: Span) -> Scores:
        """The entries of the span's name, judged by whether the words beside it are their qualifiers."""
        called = self._called(span.key)
        if not span.rest.heard:
            return {entry: score * span.weight for entry, score in called.items()}
        others = self.synonyms.of(span.rest)
        whole = (other for other in others if span.key.heard not in other.heard)
        rests = [said(rest) for rest in (span.rest, *whole)]
        judged: dict[tuple[Detail, ...], float] = {(): span.weight}
        for entry, score in called.items():
            details = self.details[entry]
            if details not in judged:
                judged[details] = _judged(rests, details, span.weight)
            called[entry] = score * judged[details]
        return called

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


def told(beside: Detail, details: tuple[Detail, ...]) -> bool | None:
    """Whether what was said beside a name is one of the details (True), or contrary to one (False)."""
    answers = {each.told(beside) for each in details}
    return True if True in answers else False if False in answers else None


def _judged(rests: list[Detail], details: tuple[Detail, ...], weight: float) -> float:
    answers = {told(rest, details) for rest in rests}
    if True in answers:
        return max(TOLD, weight)
    return weight * (OTHERWISE if False in answers else UNTOLD)


def _found(scores: Scores) -> bool:
    return max(scores.values(), default=0.0) >= FOUND
