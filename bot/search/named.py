"""`Named`: which entries have exactly this name, in one of four degrees of likeness."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from bot.search.keys import Keys

WRITTEN, READ, HEARD, MURMURED = 1.0, 0.98, 0.95, 0.87
# Two short words that only sound alike; two words in different Chinese characters (紙, 髪).
SHORT, HOMOPHONE = 0.8, 0.62

# 傘（骨が金属） and 笠 are both かさ: by sound alone the one without a bracket is no better.
ALIKE = 0.97

Scores = dict[int, float]


class Owner(NamedTuple):
    """Whose name it is, and how surely."""

    entry: int
    quality: float
    kanji: frozenset[str]


class Named:
    """Tables from the keys of names to entries."""

    def __init__(self) -> None:
        self._tables: tuple[defaultdict[str, list[Owner]], ...] = tuple(
            defaultdict(list) for _ in range(4)
        )

    def add(self, key: Keys, entry: int, quality: float) -> None:
        """Give the entry a name."""
        owner = Owner(entry, quality, key.kanji)
        for table, form in zip(self._tables, _forms(key), strict=True):
            table[form].append(owner)

    def find(self, key: Keys, weight: float = 1.0) -> Scores:
        """The entries of that name with their scores, times `weight`."""
        scores: Scores = {}
        for table, form, likeness in zip(self._tables, _forms(key), _likeness(key), strict=True):
            for owner in table.get(form, ()) if likeness else ():
                score = (
                    (owner.quality if likeness == WRITTEN else min(owner.quality, ALIKE))
                    * likeness
                    * weight
                )
                if likeness < WRITTEN and _differ(key.kanji, owner.kanji):
                    score *= HOMOPHONE
                if score > scores.get(owner.entry, 0.0):
                    scores[owner.entry] = score
        return scores

    def heard(self, heard: str, weight: float) -> Scores:
        """The entries with a name of that sound."""
        owners = self._tables[2].get(heard, ())
        return {owner.entry: owner.quality * weight for owner in owners}


def merge(scores: Scores, more: Scores, weight: float = 1.0) -> None:
    """Put `more`, times `weight`, into `scores` where it is higher."""
    for entry, score in more.items():
        if score * weight > scores.get(entry, 0.0):
            scores[entry] = score * weight


def _forms(key: Keys) -> tuple[str, str, str, str]:
    return key.written, key.read, key.heard, key.murmured


def _likeness(key: Keys) -> tuple[float, float, float, float]:
    length = len(key.heard)
    heard = HEARD if length > 2 else SHORT if length == 2 else 0.0
    return WRITTEN, READ, heard, MURMURED if length > 2 else 0.0


def _differ(asked: frozenset[str], owned: frozenset[str]) -> bool:
    return bool(asked and owned and not asked & owned)
