"""`Gathered`: entries whose titles hold the words of a phrase, wherever these stand.

「ガラスの照明のかさ」 is 「照明器具のかさガラス製」, though neither is a part of the other.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from bot.search.content_words import content, form_of, forms_of
from bot.search.details import KINDS
from bot.search.fold import flat
from bot.search.keys import Keys
from bot.search.named import Scores
from bot.search.names import SEPARATORS
from bot.search.reading import pieces
from bot.search.spans import Sort, sort_of
from bot.search.synonyms import Synonyms

MOST_WORDS, MOST_CANDIDATES, MOST_POSTINGS = 8, 40, 1500
# All words are there; how much more if the title says nothing else.
ALL, NOTHING_ELSE = 0.87, 0.06
# Some words are there: at most, in proportion to how much those tell.
SOME = 0.86
# Some of the words are only other words for what the title says.
UNSURE = 0.815
# The last word of the name is another than the last of the phrase.
OTHER_HEAD = 0.88
# Another word of the same meaning; one that only beside others means the same (容器, カップ).
SYNONYM, BESIDE = 0.94, 0.9
# What a thing is made of tells less than what it is.
MATERIAL = 0.5
_MATERIALS = frozenset(map(flat, KINDS))


class _Wanted(NamedTuple):
    """A word of the phrase: the forms in which a title may have it with their weights."""

    forms: dict[str, float]
    tells: float


class Gathered:
    """The words of all titles, with the titles in which they stand."""

    def __init__(self, synonyms: Synonyms) -> None:
        self._synonyms = synonyms
        self._at: defaultdict[str, list[int]] = defaultdict(list)
        self._words: dict[int, frozenset[str]] = {}
        self._sizes: dict[int, int] = {}
        self._heads: dict[int, frozenset[str]] = {}

    def add(self, title: str, name: str, entry: int) -> None:
        """Note the words of a cleaned title, whose `name` is what stands before brackets and sizes."""
        words = forms_of(title)
        self._words[entry] = frozenset().union(*words)
        self._sizes[entry] = len(set(words))
        ends = (each[-1] for part in SEPARATORS.split(name) if (each := forms_of(part)))
        self._heads[entry] = frozenset().union(*ends)
        for word in self._words[entry]:
            self._at[word].append(entry)

    def find(self, phrase: str) -> Scores:
        """The entries that hold the words of a cleaned phrase of several."""
        words = list(content(_after_clause(phrase)))[-MOST_WORDS:]
        if len(words) < 2:
            return {}
        wanted = [self._wanted(word) for word in words]
        return {entry: self._score(entry, wanted) for entry in self._candidates(wanted)}

    def _wanted(self, word: Keys) -> _Wanted:
        forms = _counting(self._synonyms.beside(word), BESIDE)
        forms |= _counting(self._synonyms.of(word), SYNONYM) | _counting([word], 1.0)
        count = max((len(self._at.get(form, ())) for form in forms), default=0)
        tells = math.log((2 + len(self._words)) / (1 + count))
        return _Wanted(forms, tells * (MATERIAL if word.written in _MATERIALS else 1.0))

    def _candidates(self, wanted: list[_Wanted]) -> list[int]:
        """The entries that have the most of the words."""
        counts: Counter[int] = Counter()
        for word in wanted:
            postings = [at for form in word.forms if (at := self._at.get(form))]
            if sum(map(len, postings)) <= MOST_POSTINGS:
                counts.update(set().union(*postings))
        return [entry for entry, _ in counts.most_common(MOST_CANDIDATES)]

    def _score(self, entry: int, wanted: list[_Wanted]) -> float:
        words = self._words[entry]
        fits = [
            max((each.forms[form] for form in words & each.forms.keys()), default=0.0)
            for each in wanted
        ]
        told = sum(fit * each.tells for fit, each in zip(fits, wanted, strict=True))
        total = sum(each.tells for each in wanted)
        if all(fits):
            covered = min(1.0, len(fits) / max(1, self._sizes[entry]))
            score = (ALL + NOTHING_ELSE * covered) * told / total
        else:
            score = SOME * told / total
        if min(fits) < 1.0:
            score = min(score, UNSURE)
        return score if self._heads[entry] & wanted[-1].forms.keys() else score * OTHER_HEAD


def _after_clause(phrase: str) -> str:
    """介護ベッド of 母が使っていた介護ベッド: what a clause in front describes."""
    words, end = list(pieces(phrase)), 0
    for at, word in enumerate(words[:-1], 1):
        if sort_of(word) in (Sort.PREDICATE, Sort.AUXILIARY):
            end = at
    return "".join(word.surface() for word in words[end:])


def _counting(words: Iterable[Keys], weight: float) -> dict[str, float]:
    return {form: weight for word in words for form in form_of(word)}
