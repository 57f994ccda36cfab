"""`Tokens`: a set of strings to be found in a text, at a place, up to a place, or anywhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

_SIGN = re.compile(r"[\W_]")


class Tokens:
    """Strings to look for; every search takes time in proportion to the text's length."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(word for word in words if word)
        self._most = max(map(len, self._words), default=0)
        self._by_first = _lengths((word[0], len(word)) for word in self._words)

    @cached_property
    def _by_last(self) -> dict[str, list[int]]:
        return _lengths((word[-1], len(word)) for word in self._words)

    def ends(self, text: str, start: int, end: int) -> Iterator[int]:
        """Where the tokens that begin at `start` end, the longest first."""
        for length in self._by_first.get(text[start : start + 1], ()):
            if start + length <= end and text[start : start + length] in self._words:
                yield start + length

    def longest(self, text: str, start: int, end: int) -> int:
        """Where the longest token that begins at `start` ends; `start` if there is none."""
        return next(self.ends(text, start, end), start)

    def begins(self, text: str, start: int, end: int) -> list[int]:
        """Where the tokens that end at `end` begin, after `start`; those of short ones first."""
        return [
            end - length
            for length in reversed(self._by_last.get(text[end - 1 : end], ()))
            if end - length > start and text[end - length : end] in self._words
        ]

    def back(self, text: str, start: int, end: int) -> set[int]:
        """The places from which tokens and signs alone lead to `end`."""
        reached, least = {end}, end
        for at in range(end - 1, start - 1, -1):
            if least - at > self._most:
                break
            on = any(to in reached for to in self.ends(text, at, end))
            if on or (at + 1 in reached and _SIGN.match(text[at])):
                reached.add(at)
                least = at
        return reached

    def inside(self, text: str) -> bool:
        """Whether any token stands anywhere in the text."""
        by_first, words = self._by_first, self._words
        for at, sign in enumerate(text):
            if lengths := by_first.get(sign):
                for length in lengths:
                    if text[at : at + length] in words:
                        return True
        return False


def _lengths(signs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    """For each sign the lengths of the words that have it, the longest first."""
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for sign, length in signs:
        lengths[sign].add(length)
    return {sign: sorted(each, reverse=True) for sign, each in lengths.items()}
