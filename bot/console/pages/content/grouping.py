"""What was asked in vain, in groups: the same word in other spellings, and words that are nearly it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import OSA

from bot.misses import Missed
from bot.search.keys import keys

# 「粗大ゴミ」 and 「粗大ごみの」, not 「雪かき」 and 「雪」: three signs, and most of both the same.
LEAST, SHORTEST = 0.75, 3
MOST_WORDS = 1000


@dataclass(frozen=True, slots=True)
class Group:
    """Words that mean the same, the most frequent first."""

    words: tuple[str, ...]
    category: str
    times: int
    last: date


def grouped(misses: Iterable[Missed]) -> list[Group]:
    """Groups by how often they were asked. Words that were not kept are left out."""
    found: dict[str, list[Missed]] = {}
    homes: dict[str, list[str]] = {}
    for one in list(misses)[:MOST_WORDS]:
        if one.text:
            found.setdefault(_home(keys(one.text).heard, homes), []).append(one)
    groups = [_group(one) for one in found.values()]
    return sorted(groups, key=lambda one: (-one.times, one.words))


def _home(heard: str, homes: dict[str, list[str]]) -> str:
    """The leading word of a group, as it sounds: misses come most frequent first.

    Words are alike whose beginnings or ends are the same and that differ by a slip or a particle.
    """
    ends = {heard[:2], heard[-2:]} if len(heard) >= SHORTEST else {heard}
    for end in ends:
        for other in homes.get(end, ()):
            if other == heard or OSA.normalized_similarity(heard, other) >= LEAST:
                return other
    for end in ends:
        homes.setdefault(end, []).append(heard)
    return heard


def _group(members: Sequence[Missed]) -> Group:
    times: dict[str, int] = {}
    for one in members:
        times[one.text] = times.get(one.text, 0) + one.times
    words = tuple(sorted(times, key=lambda word: (-times[word], word)))
    by_category = sorted(members, key=lambda one: -one.times)
    return Group(words, by_category[0].category, sum(times.values()), max(o.last for o in members))
