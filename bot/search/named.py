"""`Named`: which entries have exactly this name, in one of four degrees of likeness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

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


class Owner(NamedTuple):
    """Whose name it is, how surely, and from which degree on this is the name's form."""

    entry: int
    quality: float
    key: Keys
    degree: int


class Named:
    """A table from the forms of names to entries."""

    def __init__(self) -> None:
        self._owners: defaultdict[str, list[Owner]] = defaultdict(list)

    def add(self, key: Keys, entry: int, quality: float) -> None:
        """Give the entry a name."""
        for degree, form in _forms(key):
            self._owners[form].append(Owner(entry, quality, key, degree))

    def find(
        self, key: Keys, weight: float = 1.0, *, most: int = MURMURED, best: float = 1.0
    ) -> Scores:
        """The entries of that name with their scores, times `weight`; alike in no more than degree `most`.

        No name counts more than `best`.
        """
        scores: Scores = {}
        for asked, form in _forms(key):
            for owner in self._owners.get(form, ()):
                if max(asked, owner.degree) > most or (asked and owner.key.written == key.written):
                    continue
                score = weight * min(best, _score(owner, max(asked, owner.degree), key))
                if score > scores.get(owner.entry, 0.0):
                    scores[owner.entry] = score
        return scores

    def heard(self, heard: str, weight: float) -> Scores:
        """The entries with a name of that sound."""
        owners = self._owners.get(heard, ())
        return {each.entry: each.quality * weight for each in owners if each.degree <= HEARD}


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


def _score(owner: Owner, degree: int, asked: Keys) -> float:
    if not degree:
        return owner.quality
    likeness = LIKENESS[degree]
    if degree == HEARD and len(asked.heard) < 3:
        likeness = SHORT
    elif degree == MURMURED:
        likeness = _unvoiced(asked, owner.key)
    if apart(asked, owner.key):
        likeness *= HOMOPHONE
    return min(owner.quality, ALIKE) * likeness


def _unvoiced(asked: Keys, name: Keys) -> float:
    """A short word without its voicing is often another (ダンス, たんす), as is one of another length."""
    if len(asked.heard) < 4 or len(asked.read) != len(name.read):
        return DOUBTFUL
    one = len(asked.heard) > 4 and _one_mark(asked.heard, name.heard)
    return ONE_MARK if one else LIKENESS[MURMURED]


def _one_mark(heard: str, other: str) -> bool:
    return len(heard) == len(other) and sum(map(str.__ne__, heard, other)) == 1
