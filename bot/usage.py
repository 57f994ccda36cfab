"""How much the bot is used: counts by day, never who.

Each process counts in memory what its desk answered, and adds that to the day's rows once a minute: a row
that every event touched would make all citizens wait for each other. What a process has counted since its
last minute is lost when it is killed; figures of use may be short by that, and nothing depends on them.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from sqlalchemy import Column, Connection, Date, Integer, String, Table, func, select

from bot.citizens import citizen_table
from bot.db import Database
from bot.db.base import metadata
from bot.db.upsert import insert


class Kind(StrEnum):
    """What is counted."""

    QUESTION = "question"
    """Questions by the feature that answered; steps of a conversation that it leads are not counted."""
    SEARCH = "search"
    """Searches by what came of them: see `SEARCHED`."""
    FOLLOWERS = "followers"
    """Who follows the account at the end of the day, under the name "following"."""


CLEAR, NEAR, NONE, REJECTED = "clear", "near", "none", "rejected"
SEARCHED = (CLEAR, NEAR, NONE, REJECTED)
"""Answered at once; offered as buttons; not found; offered, but it was none of these."""
FOLLOWING = "following"

Counted = tuple[Kind, str]
Days = Mapping[date, int]

usage_table = Table(
    "usage_day",
    metadata,
    Column("day", Date, primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("name", String(40), primary_key=True),
    Column("count", Integer, nullable=False),
)
_usage = usage_table.c


class Tally:
    """What this process has counted and not yet written. Safe to use from any number of threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[tuple[date, Kind, str]] = Counter()

    def add(self, day: date, counted: Iterable[Counted]) -> None:
        """Count what happened on a day."""
        with self._lock:
            self._counts.update((day, kind, name[:40]) for kind, name in counted)

    def flush(self, database: Database) -> None:
        """Write it. Raises DBAPIError where that fails; it is then written the next time."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if not counts:
            return
        try:
            with database.write(durable=False) as connection:
                _add(connection, counts)
        except BaseException:
            with self._lock:
                self._counts.update(counts)
            raise


def _add(connection: Connection, counts: Mapping[tuple[date, Kind, str], int]) -> None:
    # In one order in all processes, so that two never wait for each other in a circle.
    rows = [
        {"day": day, "kind": kind.value, "name": name, "count": count}
        for (day, kind, name), count in sorted(counts.items())
    ]
    made = insert(connection.dialect.name, usage_table).values(rows)
    more = {"count": _usage.count + made.excluded["count"]}
    connection.execute(
        made.on_conflict_do_update(index_elements=["day", "kind", "name"], set_=more)
    )


def note_followers(connection: Connection, day: date) -> int:
    """Count who follows the account now, as the figure of a day; the last count of a day stays."""
    query = select(func.count()).select_from(citizen_table).where(citizen_table.c.following)
    count = connection.scalar(query) or 0
    made = insert(connection.dialect.name, usage_table).values(
        day=day, kind=Kind.FOLLOWERS.value, name=FOLLOWING, count=count
    )
    connection.execute(
        made.on_conflict_do_update(
            index_elements=["day", "kind", "name"], set_={"count": made.excluded["count"]}
        )
    )
    return count


def counted(connection: Connection, kind: Kind, first: date, last: date) -> dict[str, Days]:
    """Counts by name and day, of a period, both days included; days without any are left out."""
    query = select(_usage.name, _usage.day, _usage.count).where(
        _usage.kind == kind.value, _usage.day >= first, _usage.day <= last
    )
    found: dict[str, dict[date, int]] = {}
    for name, day, count in connection.execute(query.order_by(_usage.day)):
        found.setdefault(name, {})[day] = count
    return dict(found)
