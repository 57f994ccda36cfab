"""`Dictionary`: from the name of a thing to its entries in the sorting dictionary.

A small matcher over one city's list. Whatever ranks better can take its place behind `lookup`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum

from handlers.garbage.finding.text import parts, squash, without_brackets
from handlers.garbage.kinds import Item

MOST = 12
NEAR = 0.75


class Rank(IntEnum):
    """How surely an entry is what was asked for; `BARE` is its name without the bracket."""

    NEAR = 1
    INSIDE = 2
    CONTAINS = 3
    STARTS = 4
    PART = 5
    BARE = 6
    SAME = 7


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
        self._keys = {name: _keys(name, entries) for name, entries in self._items.items()}
        self._by_key: dict[str, list[str]] = {}
        for name, keys in self._keys.items():
            for key in keys:
                self._by_key.setdefault(key, []).append(name)

    def __len__(self) -> int:
        return len(self._items)

    def lookup(self, text: str) -> list[Match]:
        """The best entries for `text`, the surest first, at most twelve."""
        wanted = squash(text)
        if not wanted:
            return []
        ranked = [
            (rank, name) for name, keys in self._keys.items() if (rank := _rank(wanted, name, keys))
        ]
        if not ranked and len(wanted) > 3:
            ranked = [(Rank.NEAR, name) for name in self._near(wanted)]
        ranked.sort(key=lambda each: (-each[0], len(each[1]), each[1]))
        return [Match(name, tuple(self._items[name]), rank) for rank, name in ranked[:MOST]]

    def entry(self, start: str) -> list[Match]:
        """The entry whose name is, or first starts with, what a button carries of it."""
        named = start if start in self._items else None
        name = named or next((name for name in self._items if name.startswith(start)), None)
        if name is None:
            return self.lookup(start)
        return [Match(name, tuple(self._items[name]), Rank.SAME)]

    def _near(self, wanted: str) -> Iterable[str]:
        close = get_close_matches(wanted, list(self._by_key), n=4, cutoff=NEAR)
        return dict.fromkeys(name for key in close for name in self._by_key[key])


def _keys(name: str, items: Iterable[Item]) -> tuple[str, ...]:
    """Whole name and readings first, then the name without its bracket, then its parts."""
    readings = [item.reading for item in items if len(item.reading) > 1]
    texts = [name, *readings, without_brackets(name), *parts(without_brackets(name))]
    return tuple(key for key in dict.fromkeys(map(squash, texts)) if key)


def _rank(wanted: str, name: str, keys: Sequence[str]) -> Rank | None:
    if wanted in keys:
        ranks = {squash(without_brackets(name)): Rank.BARE, squash(name): Rank.SAME}
        return ranks.get(wanted, Rank.PART)
    if len(wanted) > 1 and any(key.startswith(wanted) for key in keys):
        return Rank.STARTS
    if len(wanted) > 1 and any(wanted in key for key in (squash(name), *keys)):
        return Rank.CONTAINS
    if any(len(key) > 2 and key in wanted for key in keys):
        return Rank.INSIDE
    return None
