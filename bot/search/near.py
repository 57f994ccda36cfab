"""`Near`: names that contain what is asked, or are spelt much like it."""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from bot.search.keys import Keys
from bot.search.likeness import holding, mixed, slip
from bot.search.mistyped import Label, Mistyped
from bot.search.named import Scores

MOST_POSTINGS = 1500
MOST_COMPARED, MOST_WEIGHED = 40, 250
# Of all pairs a name must share at least this many, to be worth a look.
FEWEST = 0.34
# Words of so many sounds are looked up with letters skipped, too.
SKIPPED = (4, 10)
# Texts of so many sounds are compared pair by pair.
LONG = 6


class _Weighed(NamedTuple):
    """The pairs of a text, and how much they tell together."""

    pairs: set[str]
    weight: float


class Near:
    """Pairs of neighbouring sounds, each with the names in which it stands."""

    def __init__(self) -> None:
        self._labels: list[Label] = []
        self._lengths: list[int] = []
        self._numbers: dict[tuple[str, str], int] = {}
        self._postings: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, key: Keys, entry: int, quality: float) -> None:
        """Let the entry be found by something like this name."""
        form = (key.written, key.heard)
        number = self._numbers.get(form)
        if number is None:
            number = self._numbers[form] = len(self._labels)
            self._labels.append(Label(key, []))
            self._lengths.append(len(key.heard))
            for pair in _pairs(key.heard) | key.kanji:
                self._postings[pair].append(number)
        self._labels[number].owners.append((entry, quality))

    @cached_property
    def mistyped(self) -> Mistyped:
        """The same names, to be found by how they are typed."""
        return Mistyped(self._labels)

    def names(self) -> Iterator[Keys]:
        """All names."""
        return (label.key for label in self._labels)

    def find(self, key: Keys, *, slips: float) -> Scores:
        """The entries with a name like the key. `slips`: how much a slip in the key may be one."""
        scores: Scores = {}
        asked = self._weighed(key.heard)
        for label in self._candidates(key.heard, key.kanji if slips == 1 else frozenset()):
            likeness = max(
                holding(key, label.key, unfinished=slips == 1),
                mixed(key, label.key),
                slip(key, label.key) * slips,
                self._shared(asked, label.key.heard) if asked else 0.0,
            )
            for entry, quality in label.owners:
                score = likeness * quality
                if score > scores.get(entry, 0.0):
                    scores[entry] = score
        return scores

    def _candidates(self, heard: str, signs: frozenset[str]) -> list[Label]:
        """The names that share the most pairs with the sound, or signs, rare ones looked up first."""
        counts: Counter[int] = Counter()
        near_by = _pairs(heard)
        pairs = sorted(
            near_by | _skips(heard) | signs,
            key=lambda pair: (len(self._postings.get(pair, ())), pair),
        )
        seen = 0
        for pair in pairs:
            postings = self._postings.get(pair, ())
            if seen and seen + len(postings) > MOST_POSTINGS:
                break
            counts.update(postings)
            seen += len(postings)
        return self._best(counts, heard, max(1, round(FEWEST * len(near_by))))

    def _best(self, counts: Counter[int], heard: str, fewest: int) -> list[Label]:
        """The names with the greatest shares of common pairs."""
        lengths, length = self._lengths, len(heard)
        least = _least(counts, fewest)
        enough = [
            (count / (lengths[number] + length), -number)
            for number, count in counts.items()
            if count >= least
        ]
        if len(enough) > MOST_COMPARED:
            enough = heapq.nlargest(MOST_COMPARED, enough)
        return [self._labels[-number] for _, number in enough]

    def _weighed(self, heard: str) -> _Weighed | None:
        """The pairs of a long text."""
        if len(heard) < LONG:
            return None
        pairs = _pairs(heard)
        return _Weighed(pairs, sum(self._weights.get(pair, self._rarest) for pair in pairs))

    def _shared(self, asked: _Weighed, name: str) -> float:
        """How much two long texts have in common, rare pairs counting more."""
        if len(name) < LONG:
            return 0.0
        named = _pairs(name)
        shared = asked.pairs & named
        if len(shared) * 2 < len(asked.pairs):
            return 0.0
        weights = self._weights
        common = sum([weights[pair] for pair in shared])
        recall = common / asked.weight
        precision = common / sum([weights[pair] for pair in named])
        return 0.9 * math.pow(recall, 0.7) * math.pow(precision, 0.3)

    @cached_property
    def _weights(self) -> dict[str, float]:
        """How much each pair tells: the rarer, the more."""
        labels = 1 + len(self._labels)
        return {pair: math.log(1 + labels / len(at)) for pair, at in self._postings.items()}

    @cached_property
    def _rarest(self) -> float:
        return math.log(2 + len(self._labels))


def _pairs(heard: str) -> set[str]:
    return {heard[at : at + 2] for at in range(max(1, len(heard) - 1))}


def _least(counts: Counter[int], fewest: int) -> int:
    """How many common pairs to ask for, so that not too many names have as many."""
    sizes = Counter(counts.values())
    total = sum(size for count, size in sizes.items() if count >= fewest)
    while total > MOST_WEIGHED and any(count > fewest for count in sizes):
        total -= sizes[fewest]
        fewest += 1
    return fewest


def _skips(heard: str) -> set[str]:
    """Pairs with one sound between them: what stands together in a word whose letters were swapped."""
    if not SKIPPED[0] <= len(heard) <= SKIPPED[1]:
        return set()
    return {heard[at] + heard[at + 2] for at in range(len(heard) - 2)}
