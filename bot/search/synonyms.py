"""`Synonyms`: other words of one meaning, and of a wider one, by how a word is written or sounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property, lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from bot.search.fold import clean
from bot.search.keys import Keys, apart, keys

_SLIP = 84.0
# Words of no more sounds are taken only as they are read.
_MOST_SURE = 3
# What a name found by way of a synonym counts, and how much more if it is much like what was asked.
# The first word of a group stands for it.
LEAST, CLOSE, FIRST = 0.89, 0.04, 0.005


class Synonyms:
    """Groups of synonyms, ready to be asked for the others of a word's group."""

    def __init__(
        self,
        groups: tuple[tuple[str, ...], ...],
        kinds: Mapping[str, tuple[str, ...]] | None = None,
        beside: tuple[tuple[str, ...], ...] = (),
    ) -> None:
        self._groups = [
            tuple(dict.fromkeys(keys(clean(word)) for word in group)) for group in groups
        ]
        self._by_form: defaultdict[str, set[tuple[int, Keys]]] = defaultdict(set)
        for number, group in enumerate(self._groups):
            for key in group:
                for form in _forms(key):
                    self._by_form[form].add((number, key))

        # One sentence asks for the same word many times.
        self._others = lru_cache(maxsize=1024)(self._of)
        self._kinds: defaultdict[str, list[Keys]] = defaultdict(list)
        for kind, members in (kinds or {}).items():
            for member in members:
                self._kinds[keys(clean(member)).written].append(keys(clean(kind)))

        self._beside = {
            word.heard: words
            for group in beside
            for words in [tuple(keys(clean(word)) for word in group)]
            for word in words
        }

    def beside(self, key: Keys) -> tuple[Keys, ...]:
        """What means the same beside another word."""
        return self._beside.get(key.heard, ())

    def kinds_of(self, key: Keys) -> list[Keys]:
        """What the word, or another word for it, is a kind of: 陶器 of お茶碗."""
        words = (key.written, key.read, *(other.written for other in self.of(key)))
        return list(dict.fromkeys(kind for word in words for kind in self._kinds.get(word, ())))

    def of(self, key: Keys) -> tuple[Keys, ...]:
        """The other words of the groups in which the word is."""
        return self._others(key)

    def _of(self, key: Keys) -> tuple[Keys, ...]:
        forms = [key.written, key.read, key.heard]
        if len(key.heard) > _MOST_SURE:
            forms.append(key.murmured)
        numbers = next((found for form in forms if (found := self._groups_of(form, key))), set())
        if not numbers:
            return ()
        others = (other for number in sorted(numbers) for other in self._groups[number])
        return tuple(dict.fromkeys(other for other in others if other.written != key.written))

    def weighed(self, key: Keys) -> list[tuple[Keys, float]]:
        """The other words, and how much what has their name counts: words that resemble each other more."""
        return [
            (other, LEAST + CLOSE * _likeness(key, other) + (0 if at else FIRST))
            for at, other in enumerate(self.of(key))
        ]

    def _groups_of(self, form: str, asked: Keys) -> set[int]:
        """Groups with a word of that form, unless other Chinese characters make it another (証明, 照明)."""
        found = self._by_form.get(form, ())
        return {number for number, word in found if not apart(asked, word)}

    def english_like(self, written: str) -> str:
        """The English word that is spelt much like this one, or nothing."""
        if len(written) < 5:
            return ""
        found = process.extractOne(written, self._english, scorer=fuzz.ratio, score_cutoff=_SLIP)
        return found[0] if found else ""

    @cached_property
    def _english(self) -> list[str]:
        return sorted(form for form in self._by_form if form.isascii() and form.isalpha())


def _likeness(one: Keys, other: Keys) -> float:
    """From 0 to 1: 落葉 is rather 落ち葉 than 枯れ葉."""
    by_sound = Indel.normalized_similarity(one.heard, other.heard)
    return max(by_sound, Indel.normalized_similarity(one.written, other.written))


def _forms(key: Keys) -> set[str]:
    forms = {key.written}
    if len(key.heard) > _MOST_SURE:
        forms |= {key.heard, key.murmured}
    return forms | {key.read} if key.kanji else forms
