"""`Named`: which entries have exactly this name, in one of four degrees of likeness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from bot.search.fold import bones
from bot.search.keys import Keys, apart

# The same as written, as read, as heard, and as heard without voicing.
LIKENESS = (1.0, 0.98, 0.95, 0.88)
HEARD, MURMURED = 2, 3
# A longer word with one voicing mark too few or too many: びにーるふくろ.
ONE_MARK = 0.92
# A word without voicing that may be another.
DOUBTFUL = 0.8
# Two short words that only sound alike; two words in different Chinese characters (紙, 髪).
SHORT, HOMOPHONE = 0.8, 0.62
# 傘（骨が金属） and 笠 are both かさ: by sound alone the one without a bracket is no better.
ALIKE = 0.97

Scores = dict[int, float]


class _Name(NamedTuple):
    """From which degree on this is the name's form, the name, and whose it is, how surely."""

    degree: int
    key: Keys
    owners: list[tuple[int, float]]


class Named:
    """A table from the forms of names to the names, and from these to entries."""

    def __init__(self) -> None:
        self._names: defaultdict[str, list[_Name]] = defaultdict(list)
        self._owners: dict[Keys, list[tuple[int, float]]] = {}

    def add(self, key: Keys, entry: int, quality: float) -> None:
        """Give the entry a name."""
        owners = self._owners.get(key)
        if owners is None:
            owners = self._owners[key] = []
            for degree, form in _forms(key):
                self._names[form].append(_Name(degree, key, owners))
        owners.append((entry, quality))

    def find(
        self, key: Keys, weight: float = 1.0, *, most: int = MURMURED, best: float = 1.0
    ) -> Scores:
        """The entries of that name with their scores, times `weight`; alike in no more than degree `most`.

        No name counts more than `best`.
        """
        scores: Scores = {}
        names = self._names
        for asked, form in _forms(key):
            for degree, name, owners in names.get(form, ()):
                alike = max(asked, degree)
                if alike > most or (asked and name.written == key.written):
                    continue
                surest, likeness = _worth(name, alike, key)
                for entry, quality in owners:
                    score = weight * min(best, min(quality, surest) * likeness)
                    if score > scores.get(entry, 0.0):
                        scores[entry] = score
        return scores

    def heard(self, heard: str, weight: float) -> Scores:
        """The entries with a name of that sound."""
        names = self._names.get(heard, ())
        owners = (owner for name in names if name.degree <= HEARD for owner in name.owners)
        return {entry: quality * weight for entry, quality in owners}


def merge(scores: Scores, more: Scores, weight: float = 1.0) -> None:
    """Put `more`, times `weight`, into `scores` where it is higher."""
    for entry, score in more.items():
        if score * weight > scores.get(entry, 0.0):
            scores[entry] = score * weight


def _forms(key: Keys) -> Iterator[tuple[int, str]]:
    """The different forms of a key, each with its lowest degree; what is heard only if long enough."""
    before = key.written
    yield 0, before
    if key.read != before:
        yield 1, key.read
    if len(key.heard) > 1:
        if key.heard not in (before, key.read):
            yield 2, key.heard
        if len(key.heard) > 2 and key.murmured != key.heard:
            yield 3, key.murmured
    if 1 < len(key.kanji) < len(before) and (bare := bones(before)) != before:
        yield HEARD, bare


def _worth(name: Keys, degree: int, asked: Keys) -> tuple[float, float]:
    """How sure a name found so can be at most, and how much it is like what is asked."""
    if not degree:
        return 1.0, 1.0
    likeness = LIKENESS[degree]
    if degree == HEARD and len(asked.heard) < 3:
        likeness = SHORT
    elif degree == MURMURED:
        likeness = _unvoiced(asked, name)
    if apart(asked, name):
        likeness *= HOMOPHONE
    return ALIKE, likeness


def _unvoiced(asked: Keys, name: Keys) -> float:
    """A short word without its voicing is often another (ダンス, たんす), as is one of another length."""
    if len(asked.heard) < 4 or len(asked.read) != len(name.read):
        return DOUBTFUL
    one = len(asked.heard) > 4 and _one_mark(asked.heard, name.heard)
    return ONE_MARK if one else LIKENESS[MURMURED]


def _one_mark(heard: str, other: str) -> bool:
    return len(heard) == len(other) and sum(map(str.__ne__, heard, other)) == 1
