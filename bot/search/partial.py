"""`PartFinder`: entries of a name, and entries whose name is a part of a phrase."""

from __future__ import annotations

from dataclasses import dataclass

from bot.search.cuts import cuts, turned
from bot.search.details import Detail, opening, said
from bot.search.keys import Keys, kanji, keys
from bot.search.named import ALIKE, HEARD, Named, Scores, merge
from bot.search.nouns import squeezed, with_of
from bot.search.spans import Span, spans, words_of
from bot.search.synonyms import Synonyms

# A name that only stands at the end, or in the middle, of kana.
KANA_END, KANA_INSIDE = 0.74, 0.58
# The phrase with another word in a part; its words the other way round, or with a の between.
OTHER_WORD, TURNED = 0.93, 0.95
# Its nouns alone; a thing of a wider kind in a part of it (果物のネット of みかんのネット).
SQUEEZED, KIND = 0.97, 0.92
# What a name says beside (陶器) was asked for, alone or with more; nothing was said of it; or something else.
TOLD, MORE, UNTOLD, OTHERWISE = 0.985, 0.05, 0.93, 0.8
# A synonym whose entry also says what the compound says (パイプベッド: ベッド（パイプ）), or the contrary.
SPECIFIC, CONTRARY = 1.05, 0.85


@dataclass(frozen=True, slots=True)
class PartFinder:
    """Looks names up. `details` are the qualifiers of each entry."""

    named: Named
    synonyms: Synonyms
    details: list[tuple[Detail, ...]]

    def called(self, key: Keys, weight: float = 1.0) -> Scores:
        """The entries of that name, and those that a synonym of it names."""
        scores = self.named.find(key, weight)
        beside = opening(key)
        specific: dict[tuple[Detail, ...], float] = {}
        for other, likeness in self.synonyms.weighed(key):
            if key.kanji and other.heard == key.heard and other.kanji <= key.kanji:
                continue  # 水筒 in kana is no 水痘; and what is spelt so is found by its sound already.
            # カン (缶) is no 幹.
            most = 0 if len(other.heard) < 3 and not other.kanji else HEARD
            found = self.named.find(other, weight * likeness, most=most, best=ALIKE)
            for entry in found:
                if details := self.details[entry]:
                    if details not in specific:
                        specific[details] = _specific(told(beside, details))
                    found[entry] *= specific[details]
            merge(scores, found)
        return scores

    def find(self, phrase: str) -> Scores:
        """The entries whose name is a part of the phrase, or the phrase with another word in a part."""
        scores: Scores = {}
        if other_way := turned(phrase):
            merge(scores, self.called(keys(other_way), TURNED))
        words = words_of(phrase)
        for heard in with_of(words):
            merge(scores, self.named.heard(heard, TURNED))
        if nouns := squeezed(words):
            merge(scores, self.called(keys(nouns), SQUEEZED))
        parts = {(span.key, span.rest.heard): span for span in (*cuts(phrase), *spans(words))}
        for span in parts.values():
            if len(span.key.read) > 1 or span.key.kanji:
                merge(scores, self._told(span))
                merge(scores, self._otherwise(span))
        whole = keys(phrase)
        if not whole.kanji:
            merge(scores, self._by_sound(whole.heard))
        return scores

    def _otherwise(self, span: Span) -> Scores:
        """The entries named like the phrase with another, or a wider, word in place of the span."""
        scores: Scores = {}
        for other in self.synonyms.of(span.key):
            merge(scores, self.named.heard(span.with_other(other), OTHER_WORD))
        for kind in self.synonyms.kinds_of(span.key):
            merge(scores, self.named.heard(span.with_other(kind), KIND))
        return scores

    def _told(self, span: Span) -> Scores:
        """The entries of the span's name, judged by whether the words beside it are their qualifiers."""
        # 館 of 図書館 is no 缶, though both are かん.
        called = self.named.find(span.key, most=0) if _is_suffix(span) else self.called(span.key)
        if not span.rest.heard:
            return {entry: score * span.weight for entry, score in called.items()}
        others = self.synonyms.of(span.rest)
        whole = (other for other in others if span.key.heard not in other.heard)
        rests = [said(rest) for rest in (span.rest, *whole)]
        last = said(span.behind) if span.behind else None
        judged: dict[tuple[Detail, ...], float] = {(): span.weight}
        for entry, score in called.items():
            details = self.details[entry]
            if details not in judged:
                is_told = last is None or told(last, details)
                judged[details] = _judged(rests if is_told else [], details, span.weight)
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


def _is_suffix(span: Span) -> bool:
    """Whether the span is one Chinese character of a compound of them."""
    rest = span.rest.written
    return (
        len(span.key.written) == len(span.key.kanji) == 1 and bool(rest) and bool(kanji(rest[-1]))
    )


def told(beside: Detail, details: tuple[Detail, ...]) -> float | None:
    """How much of what was said beside a name the details are; 0 if it is contrary to one."""
    answers = [answer for each in details if (answer := each.told(beside)) is not None]
    return max(answers, default=None)


def _specific(answer: float | None) -> float:
    return 1.0 if answer is None else SPECIFIC if answer else CONTRARY


def _judged(rests: list[Detail], details: tuple[Detail, ...], weight: float) -> float:
    answers = [answer for rest in rests if (answer := told(rest, details)) is not None]
    if not answers:
        return weight * UNTOLD
    best = max(answers)
    return max(TOLD - MORE * (1 - best), weight) if best else weight * OTHERWISE
