"""Documents that change without the content: rows of a feature's tables, found beside the one index.

A feature that has such documents tells a version that is cheap to read, and the documents of that version.
When it has changed, only what is new is made into a small index, and what is gone is left out of the
large one. The large one is made anew, in a thread of its own, once the small one has grown.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from pydantic import BaseModel
from sqlalchemy import Connection, Engine

from bot.search import Entry, Found, Index, SearchWords, together

W = TypeVar("W", bound=BaseModel)
Entries = frozenset[Entry]
Asked = tuple[str, str | None]

# Indexing so many takes some milliseconds, which a citizen may wait for.
MOST_AT_ONCE = 200
MOST_HITS = 10


@dataclass(frozen=True)
class Shelf:
    """`entries`, as they are in this version; `base` is an index over `based`, which they once were."""

    version: Hashable
    words: SearchWords
    entries: Entries
    base: Index
    based: Entries

    @cached_property
    def gone(self) -> Entries:
        return self.based - self.entries

    @cached_property
    def added(self) -> Index:
        return Index.build(self.entries - self.based, self.words)

    @property
    def has_grown(self) -> bool:
        """Whether the large index should be made anew."""
        return len(self.entries ^ self.based) > MOST_AT_ONCE

    def search(self, asked: Asked) -> Sequence[Found]:
        """What is found, once in each index."""
        text, category = asked
        found = self.base.search(text, category=category, limit=MOST_HITS + len(self.gone))
        kept = tuple(hit for hit in found.hits if hit.entry not in self.gone)
        return Found(found.verdict, kept), self.added.search(text, category=category)


class Live(Generic[W]):
    """A feature's documents in a database. Safe to use from any number of threads.

    Args:
        version: a value that changes whenever the documents do; it is asked at every search.
        offer: the documents at a moment.
    """

    def __init__(
        self,
        version: Callable[[Connection, datetime], Hashable],
        offer: Callable[[Connection, datetime, W], Iterable[Entry]],
    ) -> None:
        self._version, self._offer = version, offer
        self._lock = threading.Lock()
        self._shelves: WeakKeyDictionary[Engine, Shelf] = WeakKeyDictionary()
        self._makers: WeakKeyDictionary[Engine, threading.Thread] = WeakKeyDictionary()

    def search(
        self, connection: Connection, now: datetime, words: W, common: SearchWords, asked: Asked
    ) -> Sequence[Found]:
        """What the documents of this moment have for a text, within a category or in all."""
        return self._current(connection, now, words, common).search(asked)

    def wait(self, engine: Engine) -> None:
        """Until the large index that is being made is in use."""
        if maker := self._makers.get(engine):
            maker.join()

    def _current(
        self, connection: Connection, now: datetime, words: W, common: SearchWords
    ) -> Shelf:
        engine, version = connection.engine, self._version(connection, now)
        shelf = self._shelves.get(engine)
        if shelf and (shelf.version, shelf.words) == (version, common):
            return shelf
        with self._lock:
            entries = frozenset(self._offer(connection, now, words))
            shelf = self._next(engine, version, entries, common)
            self._shelves[engine] = shelf
            return shelf

    def _next(
        self, engine: Engine, version: Hashable, entries: Entries, words: SearchWords
    ) -> Shelf:
        before = self._shelves.get(engine)
        if before is None or (before.words != words and len(entries) <= MOST_AT_ONCE):
            return Shelf(version, words, entries, Index.build(entries, words), entries)
        made = replace(before, version=version, words=words, entries=entries)
        if before.words == words and not made.has_grown:
            return made
        self._make(engine, entries, words)
        # Until then what there was is still found; what is gone is not.
        return replace(made, entries=entries & before.based)

    def _make(self, engine: Engine, entries: Entries, words: SearchWords) -> None:
        """Make the large index in a thread; the next search after that takes what is new since."""

        def run() -> None:
            base = Index.build(entries, words)
            with self._lock:
                self._shelves[engine] = Shelf(None, words, entries, base, entries)

        maker = threading.Thread(target=run, name="live index", daemon=True)
        self._makers[engine] = maker
        maker.start()


def found(
    lives: Iterable[tuple[Live[Any], Any]],
    fixed: Found,
    connection: Callable[[], Connection],
    now: datetime,
    words: SearchWords,
    asked: Asked,
) -> Found:
    """What was found in the content's index, together with what the features' tables have.

    Args:
        lives: each feature's documents and its words.
    """
    others = [
        one for live, own in lives for one in live.search(connection(), now, own, words, asked)
    ]
    return together([fixed, *others], MOST_HITS) if others else fixed
