"""`Index`: what every feature offers, ready to be searched."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from rapidfuzz import fuzz

from bot.search.entries import Entry, Found, Hit, Verdict
from bot.search.fold import clean
from bot.search.keys import keys
from bot.search.names import names
from bot.search.words import SearchWords

MOST_SIGNS = 200
CLEAR, NEAR, MARGIN = 0.85, 0.5, 0.02
LIKENESS = (1.0, 0.98, 0.95, 0.88)


class Index:
    """An index over entries; it never changes, and any number of threads may search it."""

    def __init__(self, entries: tuple[Entry, ...], words: SearchWords) -> None:
        self._entries = entries
        self._words = words
        self._exact: defaultdict[str, dict[int, float]] = defaultdict(dict)
        self._pairs: defaultdict[str, list[int]] = defaultdict(list)
        self._heard: list[tuple[str, int, float]] = []
        for number, entry in enumerate(entries):
            self._add(number, entry)

    @classmethod
    def build(cls, entries: Iterable[Entry], words: SearchWords) -> Index:
        """The index of `entries`; equal ones (title, data and category) are taken once."""
        return cls(tuple(dict.fromkeys(entries)), words)

    def search(self, text: str, *, category: str | None = None, limit: int = 10) -> Found:
        """What `text` may mean, of one category or of all. Never raises, whatever the text."""
        scores = self._scores(clean(text[:MOST_SIGNS]))
        hits = [
            Hit(self._entries[number], score)
            for number, score in sorted(scores.items(), key=lambda each: (-each[1], each[0]))
            if score >= NEAR and category in (None, self._entries[number].category)
        ]
        return Found(_verdict(hits), tuple(hits[:limit]))

    def _add(self, number: int, entry: Entry) -> None:
        for name in names(entry):
            key = keys(name.text)
            forms = (key.written, key.read, key.heard, key.murmured)
            for form, factor in zip(forms, LIKENESS, strict=True):
                scores = self._exact[form]
                scores[number] = max(scores.get(number, 0.0), name.quality * factor)
            for pair in _pairs(key.heard):
                self._pairs[pair].append(len(self._heard))
            self._heard.append((key.heard, number, name.quality))

    def _scores(self, cleaned: str) -> dict[int, float]:
        key = keys(cleaned)
        scores: dict[int, float] = {}
        for form in (key.written, key.read, key.heard, key.murmured):
            for number, score in self._exact.get(form, {}).items():
                scores[number] = max(score, scores.get(number, 0.0))
        counts = Counter(at for pair in _pairs(key.heard) for at in self._pairs.get(pair, ()))
        for at, _ in counts.most_common(60):
            heard, number, quality = self._heard[at]
            score = fuzz.ratio(heard, key.heard) / 100 * 0.9 * quality
            scores[number] = max(score, scores.get(number, 0.0))
        return scores


def _pairs(heard: str) -> set[str]:
    return {heard[at : at + 2] for at in range(max(1, len(heard) - 1))}


def _verdict(hits: list[Hit]) -> Verdict:
    if not hits:
        return Verdict.NONE
    second = hits[1].score if len(hits) > 1 else 0.0
    clear = hits[0].score >= CLEAR and hits[0].score - second >= MARGIN
    return Verdict.CLEAR if clear else Verdict.NEAR
