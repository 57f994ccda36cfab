"""What the nouns of a phrase alone say: the last of them, or all without what stands between."""

from __future__ import annotations

from collections.abc import Iterator

from bot.search.fold import flat, sound, squash
from bot.search.keys import Keys
from bot.search.spans import Sort, Word, keys_of_words, read_of


def head(words: list[Word]) -> tuple[Keys, bool] | None:
    """The last noun of a phrase with what belongs to it, and whether anything stands before it.

    Nothing if that is all of the phrase.
    """
    end = len(words)
    while end and words[end - 1].sort is not Sort.NOUN:
        end -= 1
    first = end
    while first and words[first - 1].sort is Sort.NOUN:
        first -= 1
    if first == end or end - first == len(words):
        return None
    return keys_of_words(words[first:end]), first > 0


def with_of(words: list[Word]) -> Iterator[str]:
    """How the phrase sounds with a の put between two of its nouns: からしチューブ, からしのチューブ."""
    for at in range(1, len(words)):
        if words[at - 1].sort is words[at].sort is Sort.NOUN:
            yield sound(squash(flat(read_of(words[:at]) + "の" + read_of(words[at:]))))


def squeezed(words: list[Word]) -> str:
    """The nouns of a phrase with a clause among them (コートを掛けるハンガー), else nothing."""
    solid = [word for word in words if word.sort in (Sort.NOUN, Sort.POLITE)]
    inside = words[1:-1]
    clause = any(word.sort is Sort.PREDICATE for word in inside)
    if not clause or len(solid) < 2 or words[-1].sort is not Sort.NOUN:
        return ""
    return "".join(word.surface for word in solid)
