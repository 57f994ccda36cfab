"""`Dictionary`: from the name of a thing to its entries in the sorting dictionary.

A small matcher over one city's list. Whatever ranks better can take its place behind `lookup`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum

from handlers.garbage.finding.text import parts, squash, without_brackets
from handlers.garbage.kinds import Item

MOST = 12
NEAR = 0.7


class Rank(IntEnum):
    """How surely an entry is what was asked for.

    INSIDE stands somewhere in the question, ENDS at its end (こわれた扇風機 is a fan); CONTAINS and
    STARTS are entries of which the question is a piece; PART is one of several names, BARE the name
    without its bracket, or its reading.
    """

    NEAR = 1
    INSIDE = 2
    CONTAINS = 3
    STARTS = 4
    ENDS = 5
    PART = 6
    BARE = 7
    SAME = 8


@dataclass(frozen=True, slots=True)
class Match:
    """Entries of one name: a thing may belong to several kinds, by size or material."""

    name: str
    items: tuple[Item, ...]
    rank: Rank


class Dictionary:
    """A city's sorting dictionary."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items: dict[str, list[Item]] = {}
        for item in items:
            self._items.setdefault(item.name, []).append(item)
        self._by_key: dict[str, dict[str, Rank]] = {}
        self._by_reading: dict[str, dict[str, Rank]] = {}
        for name, entries in self._items.items():
            for key, rank in _keys(name).items():
                self._by_key.setdefault(key, {})[name] = rank
            for item in entries:
                if len(item.reading) > 1:
                    self._by_reading.setdefault(squash(item.reading), {})[name] = Rank.BARE
        # One long text, in which a part of a key is found faster than by asking every key.
        self._text = "\n" + "\n".join(self._by_key) + "\n"

    def __len__(self) -> int:
        return len(self._items)

    def exact(self, text: str) -> list[Match]:
        """The entries that `text` names, wholly or by a part of their name."""
        wanted = squash(text)
        return self._matches(self._by_reading.get(wanted, {}) | self._by_key.get(wanted, {}))

    def lookup(self, text: str) -> list[Match]:
        """The best entries for `text`, the surest first, at most twelve."""
        wanted = squash(text)
        ranks: dict[str, Rank] = {}
        for key, rank in self._inside(wanted) + self._around(wanted):
            for name in self._by_key[key]:
                ranks[name] = max(rank, ranks.get(name, rank))
        named = self._by_reading.get(wanted, {}) | self._by_key.get(wanted, {})
        return self._matches(ranks | named)

    def near(self, text: str) -> list[Match]:
        """Entries that are spelt much like `text`; for a slip of the finger."""
        wanted = squash(text)
        close = get_close_matches(wanted, list(self._by_key), n=4, cutoff=NEAR)
        return self._matches({name: Rank.NEAR for key in close for name in self._by_key[key]})

    def entry(self, start: str) -> list[Match]:
        """The entry whose name is, or first starts with, what a button carries of it."""
        named = start if start in self._items else None
        name = named or next((name for name in self._items if name.startswith(start)), None)
        return self._matches({name: Rank.SAME}) if name else self.lookup(start)

    def _around(self, wanted: str) -> list[tuple[str, Rank]]:
        """The keys that start with, or contain, what is wanted."""
        if len(wanted) < 2:
            return []
        found, at = [], self._text.find(wanted)
        while at >= 0:
            start, end = self._text.rfind("\n", 0, at) + 1, self._text.find("\n", at)
            found.append((self._text[start:end], Rank.STARTS if start == at else Rank.CONTAINS))
            at = self._text.find(wanted, end)
        return found

    def _inside(self, wanted: str) -> list[tuple[str, Rank]]:
        """The keys that what is wanted contains: at its end, or of three characters anywhere."""
        end = len(wanted)
        spans = ((i, j) for i in range(end) for j in range(i + 3, end))
        inside = [(wanted[i:j], Rank.INSIDE) for i, j in spans]
        ends = [(wanted[i:], Rank.ENDS) for i in range(1, end - 1)]
        return [(key, rank) for key, rank in inside + ends if key in self._by_key]

    def _matches(self, ranks: Mapping[str, Rank]) -> list[Match]:
        order = sorted(ranks.items(), key=lambda each: (-each[1], len(each[0]), each[0]))
        return [Match(name, tuple(self._items[name]), rank) for name, rank in order[:MOST]]


def _keys(name: str) -> dict[str, Rank]:
    """What names an entry: all of it, all but its bracket, and its parts."""
    bare = without_brackets(name)
    keys = dict.fromkeys(map(squash, parts(bare)), Rank.PART)
    keys |= {squash(bare): Rank.BARE, squash(name): Rank.SAME}
    keys.pop("", None)
    return keys
