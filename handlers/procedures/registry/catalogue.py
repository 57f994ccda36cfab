"""`Catalogue`: the registry as citizens see it, kept in memory and brought up to date by single rows.

What is shown depends on the moment: planned versions become the shown ones, procedures open and close.
A `View` holds from one such moment to the next.
"""

from __future__ import annotations

import math
import threading
import time
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, select

from bot.api import fold
from handlers.procedures.registry.procedure import Procedure, State
from handlers.procedures.tables import procedure_table, release_table, version_table

# How long a process trusts what it read of the release's number.
FRESH_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Listed:
    """A procedure that is shown, at one moment."""

    id: int
    procedure: Procedure
    state: State
    broken: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the registry: what is shown now, and what will be from `planned_from` on."""

    id: int
    live: Procedure | None
    planned: Procedure | None
    planned_from: datetime | None
    broken: bool

    def at(self, now: datetime) -> Listed | None:
        due = self.planned_from is not None and now >= self.planned_from
        shown = self.planned if due else self.live
        return Listed(self.id, shown, shown.state(now), self.broken) if shown else None

    def moments(self) -> Iterable[datetime]:
        """When it may look different."""
        shown = [one for one in (self.live, self.planned) if one]
        moments = [self.planned_from, *(m for one in shown for m in (one.opens, one.closes))]
        return (moment for moment in moments if moment)


@dataclass(frozen=True)
class View:
    """What there is between two moments. Equal stamps mean equal views."""

    stamp: tuple[int, int]
    everything: dict[int, Listed]

    def find(self, number: int) -> Listed | None:
        """A procedure that is shown or was, until it closed."""
        return self.everything.get(number)

    @cached_property
    def listed(self) -> tuple[Listed, ...]:
        """What is in the menu, the search and the pages: by reading, without what has closed."""
        shown = (one for one in self.everything.values() if one.state is not State.CLOSED)
        return tuple(
            sorted(shown, key=lambda one: (one.procedure.reading or one.procedure.name, one.id))
        )

    @cached_property
    def names(self) -> dict[int, str]:
        """What each is called and does, folded, for looking for a part of it."""
        return {
            one.id: fold("\n".join((p.name, p.reading, p.summary, p.department, *p.synonyms)))
            for one in self.listed
            for p in (one.procedure,)
        }


class Catalogue:
    """All rows of the registry, as of one release; never changes."""

    def __init__(self, release: int, items: dict[int, Item]) -> None:
        self.release, self.items = release, items
        self._moments = sorted({moment for one in items.values() for moment in one.moments()})
        self._views: dict[int, View] = {}

    def at(self, now: datetime) -> View:
        """What is shown at `now`."""
        number = bisect_right(self._moments, now)
        view = self._views.get(number)
        if view is None:
            listed = (one.at(now) for one in self.items.values())
            view = View((self.release, number), {one.id: one for one in listed if one})
            self._views = {number: view}  # time hardly ever goes back
        return view


class Catalogues:
    """Each database's catalogue, for one process. Safe to use from any number of threads.

    Args:
        tick: seconds of a clock that only runs forward.
    """

    def __init__(self, tick: Callable[[], float] = time.monotonic) -> None:
        self.fresh_seconds = FRESH_SECONDS
        self._tick, self._lock = tick, threading.Lock()
        self._kept: WeakKeyDictionary[Engine, tuple[float, Catalogue]] = WeakKeyDictionary()

    def at(self, connection: Connection, now: datetime) -> View:
        """What is shown at `now`, never older than `fresh_seconds`."""
        return self.current(connection).at(now)

    def look_again(self, engine: Engine) -> None:
        """Ask this database at the next call: the caller has just changed it."""
        if kept := self._kept.get(engine):
            self._kept[engine] = (-math.inf, kept[1])

    def current(self, connection: Connection) -> Catalogue:
        """The catalogue as the database has it."""
        read, kept = self._kept.get(connection.engine) or (0.0, None)
        if kept and self._tick() - read < self.fresh_seconds:
            return kept
        with self._lock:
            moment, before = self._tick(), self._kept.get(connection.engine)
            fresh = _refreshed(connection, before[1] if before else None)
            self._kept[connection.engine] = (moment, fresh)
            return fresh


def _refreshed(connection: Connection, kept: Catalogue | None) -> Catalogue:
    release = connection.scalar(select(release_table.c.version)) or 0
    if kept is not None and kept.release == release:
        return kept
    # A number that went back is another database in the same place: a restored backup.
    before = kept if kept and kept.release < release else Catalogue(0, {})
    changed = {item.id: item for item in _items(connection, before.release)}
    return Catalogue(release, before.items | changed)


def _items(connection: Connection, after: int) -> Iterable[Item]:
    row, live, planned = procedure_table, version_table.alias(), version_table.alias()
    query = (
        select(row.c.id, live.c.snapshot, planned.c.snapshot, row.c.planned_ms, row.c.broken)
        .outerjoin_from(row, live, (live.c.procedure == row.c.id) & (live.c.version == row.c.live))
        .outerjoin(
            planned, (planned.c.procedure == row.c.id) & (planned.c.version == row.c.planned)
        )
        .where(row.c.release > after)
    )
    for number, shown, next_one, planned_ms, broken in connection.execute(query):
        yield Item(number, _read(shown), _read(next_one), _moment(planned_ms), broken)


def _read(snapshot: str | None) -> Procedure | None:
    return Procedure.model_validate_json(snapshot) if snapshot else None


def _moment(value: int | None) -> datetime | None:
    return None if value is None else datetime.fromtimestamp(value / 1000, UTC)
