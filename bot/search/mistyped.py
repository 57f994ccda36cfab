"""`Mistyped`: names that are one slip from what is typed, letter for letter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.search.keys import Keys, apart
from bot.search.likeness import SLIP
from bot.search.named import Scores, merge

# Texts of so many signs are compared with all names of about that length.
SIGNS = (4, 9)


class Label(NamedTuple):
    """A name to compare with, and the entries that have it."""

    key: Keys
    owners: list[tuple[int, float]]


class Mistyped:
    """Names by how many signs they have; for what nothing else finds, because all are compared."""

    def __init__(self, labels: Iterable[Label]) -> None:
        self._by_length: dict[int, tuple[list[str], list[Label]]] = {}
        for label in labels:
            words, each = self._by_length.setdefault(len(label.key.written), ([], []))
            words.append(label.key.written)
            each.append(label)

    def find(self, key: Keys) -> Scores:
        """The entries with a name that is one slip from the key as it is written: トーター, 湯飲茶み碗."""
        scores: Scores = {}
        length = len(key.written)
        if not SIGNS[0] <= length <= SIGNS[1]:
            return scores
        for size in (length - 1, length, length + 1):
            words, each = self._by_length.get(size, ((), ()))
            for _, distance, at in process.extract_iter(
                key.written, words, scorer=OSA.distance, score_cutoff=1
            ):
                if not apart(key, each[at].key):
                    merge(scores, dict(each[at].owners), 1 - SLIP * distance / length)
        return scores
