"""What a phrase names: its parts that are names, and what their places in it make of them.

In Japanese the last noun decides: 自転車のタイヤ is a tyre. So a name at the end counts most, one in
front of a particle or of another noun much less, and what stands before it may tell which of several
(陶器の茶わん) is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from bot.search.fold import flat, sound, squash
from bot.search.keys import Keys, keys_of, word_reading
from bot.search.reading import morphemes

MOST_WORDS = 14


class Sort(Enum):
    """What a word does in a phrase."""

    NOUN = "noun"
    PREDICATE = "predicate"
    AUXILIARY = "auxiliary"
    OF = "の"
    AND = "と"
    PARTICLE = "particle"
    BREAK = "break"
    POLITE = "お"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a phrase."""

    surface: str
    read: str
    sort: Sort


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a phrase: its keys, how much its place lets it count, and what is beside it.

    `before` and `after` are how the phrase reads there; `rest` the keys of their nouns and predicates,
    `behind` of those that follow, if any.
    """

    key: Keys
    weight: float
    before: str
    after: str
    rest: Keys
    behind: Keys | None = None

    def with_other(self, other: Keys) -> str:
        """How the phrase sounds with another word in place of this part."""
        return sound(squash(flat(self.before + other.read + self.after)))


# How much a name counts by what stands before it, and by what follows.
BEFORE = {
    Sort.OF: 0.91,
    Sort.PREDICATE: 0.93,
    Sort.AUXILIARY: 0.93,
    Sort.PARTICLE: 0.9,
    Sort.AND: 0.72,
    Sort.BREAK: 0.86,
    Sort.NOUN: 0.76,
    Sort.POLITE: 0.98,
}
AFTER = {
    Sort.OF: 0.62,
    Sort.PREDICATE: 0.72,
    Sort.AUXILIARY: 0.72,
    Sort.PARTICLE: 0.72,
    Sort.AND: 0.72,
    Sort.BREAK: 0.84,
    Sort.NOUN: 0.6,
    Sort.POLITE: 0.7,
}
_SOLID = (Sort.NOUN, Sort.PREDICATE)
_AND = frozenset(("と", "や", "か", "も"))


def words_of(phrase: str) -> list[Word]:
    """The words of a cleaned phrase."""
    return [Word(m.surface(), word_reading(m), sort_of(m)) for m in morphemes(phrase)]


def spans(words: list[Word]) -> Iterator[Span]:
    """The parts of a phrase that may be names: not the whole, and not beginning or ending in a particle."""
    words = words[-MOST_WORDS:]
    solid = [at for at, word in enumerate(words) if word.sort in _SOLID]
    ends = [end for at in solid for end in {at + 1, _said_out(words, at)}]
    for first in (at for at, word in enumerate(words) if word.sort in (*_SOLID, Sort.POLITE)):
        for end in ends:
            if first < end and end - first < len(words):
                yield _span(words, first, end)


def _said_out(words: list[Word], at: int) -> int:
    """Where a predicate ends with all that belongs to it: 亡くなりました."""
    end = at + 1
    while (
        words[at].sort is Sort.PREDICATE and end < len(words) and words[end].sort is Sort.AUXILIARY
    ):
        end += 1
    return end


def _span(words: list[Word], first: int, end: int) -> Span:
    before, after = words[:first], words[end:]
    weight = BEFORE[before[-1].sort] if before else 1.0
    if after:
        follower = after[0].sort
        if follower is Sort.PARTICLE and any(word.sort is Sort.NOUN for word in after):
            follower = Sort.AND
        weight *= AFTER[follower]
    behind = [word for word in after if word.sort in _SOLID]
    beside = [word for word in before if word.sort in _SOLID] + behind
    return Span(
        keys_of_words(words[first:end]),
        weight,
        read_of(before),
        read_of(after),
        keys_of_words(beside),
        keys_of_words(behind) if behind else None,
    )


def keys_of_words(words: list[Word]) -> Keys:
    """The keys of words that stand together."""
    return keys_of("".join(word.surface for word in words), read_of(words))


def read_of(words: list[Word]) -> str:
    """How words that stand together are read."""
    return "".join(word.read for word in words)


def sort_of(morpheme: Any) -> Sort:
    """What a word of the dictionary does in a phrase."""
    surface, kind = flat(morpheme.surface()), morpheme.part_of_speech()[0]
    if kind in ("空白", "補助記号", "記号"):
        return Sort.BREAK
    if kind == "助詞":
        return Sort.OF if surface == "の" else Sort.AND if surface in _AND else Sort.PARTICLE
    if kind == "接頭辞" and surface in ("お", "ご", "御"):
        return Sort.POLITE
    if kind == "助動詞":
        return Sort.AUXILIARY
    if kind in ("動詞", "形容詞"):
        return Sort.PREDICATE
    return Sort.NOUN
