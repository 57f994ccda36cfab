"""`Synonyms`: other words of one meaning, by how a word is written or sounds."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from rapidfuzz import fuzz, process

from bot.search.fold import clean
from bot.search.keys import Keys, keys

_SLIP = 84.0


class Synonyms:
    """Groups of synonyms, ready to be asked for the others of a word's group."""

    def __init__(self, groups: tuple[tuple[str, ...], ...]) -> None:
        self._groups = [
            tuple(dict.fromkeys(keys(clean(word)) for word in group)) for group in groups
        ]
        self._by_form: defaultdict[str, set[int]] = defaultdict(set)
        for number, group in enumerate(self._groups):
            for key in group:
                self._by_form[key.written].add(number)
                if len(key.heard) > 3:
                    self._by_form[key.heard].add(number)
                    self._by_form[key.murmured].add(number)
                if key.kanji:
                    self._by_form[key.read].add(number)

    def of(self, key: Keys) -> tuple[Keys, ...]:
        """The other words of the groups in which the word is."""
        forms = (key.written, key.read, key.heard, key.murmured)
        numbers = next((found for form in forms if (found := self._by_form.get(form))), ())
        if not numbers:
            return ()
        others = (other for number in sorted(numbers) for other in self._groups[number])
        return tuple(dict.fromkeys(other for other in others if other.written != key.written))

    def english_like(self, written: str) -> str:
        """The English word that is spelt much like this one, or nothing."""
        if len(written) < 5:
            return ""
        found = process.extractOne(written, self._english, scorer=fuzz.ratio, score_cutoff=_SLIP)
        return found[0] if found else ""

    @cached_property
    def _english(self) -> list[str]:
        return sorted(form for form in self._by_form if form.isascii() and form.isalpha())
