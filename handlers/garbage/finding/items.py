"""`Dictionary`: the things of the sorting dictionary by their exact names.

What a citizen means by other words is for the one search to say; here is what needs no doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from handlers.garbage.finding.text import parts, squash, without_brackets
from handlers.garbage.kinds import Item


@dataclass(frozen=True, slots=True)
class Thing:
    """The entries of one name: a thing may belong to several kinds, by size or material."""

    name: str
    items: tuple[Item, ...]

    @property
    def reading(self) -> str:
        """In hiragana; empty where the file gives none, or only its first letter."""
        return next((item.reading for item in self.items if len(item.reading) > 1), "")


class _By(IntEnum):
    """What of an entry's name a word is."""

    PART = 1
    BARE = 2
    WHOLE = 3


class Dictionary:
    """A city's sorting dictionary; iterates over its things in the order of the file."""

    def __init__(self, items: Sequence[Item]) -> None:
        named: dict[str, list[Item]] = {}
        for item in items:
            named.setdefault(item.name, []).append(item)
        self._things = {name: Thing(name, tuple(own)) for name, own in named.items()}
        self._by_key: dict[str, dict[str, _By]] = {}
        for thing in self:
            for key, by in _keys(thing):
                names = self._by_key.setdefault(key, {})
                names[thing.name] = max(by, names.get(thing.name, by))

    def __iter__(self) -> Iterator[Thing]:
        return iter(self._things.values())

    def named(self, text: str) -> list[Thing]:
        """The things that `text` names: wholly or by their reading, else without the bracket, else
        by one of several names; several things where it does not tell them apart.
        """
        names = self._by_key.get(squash(text), {})
        best = max(names.values(), default=None)
        return [self._things[name] for name, by in names.items() if by is best]

    def entry(self, start: str) -> Thing | None:
        """The thing whose name is, or first starts with, what a button carries of it."""
        likely = (thing for name, thing in self._things.items() if name.startswith(start))
        return self._things.get(start) or next(likely, None)


def _keys(thing: Thing) -> Iterator[tuple[str, _By]]:
    bare = without_brackets(thing.name)
    for text, by in (
        *((part, _By.PART) for part in parts(bare)),
        (bare, _By.BARE),
        (thing.name, _By.WHOLE),
        (thing.reading, _By.WHOLE),
    ):
        if key := squash(text):
            yield key, by
