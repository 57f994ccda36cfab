"""How the feeds are: late, stale, broken, contradictory, or well; also while no clock runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, func, select

from handlers.disaster.files import Content
from handlers.disaster.states.keeping import at, ms
from handlers.disaster.tables import (
    entry_table,
    feed_table,
    notice_table,
    state_table,
    telegram_table,
)

LATE = timedelta(seconds=100)


class Fault(StrEnum):
    """What is wrong with a feed."""

    LATE = "late"
    STALE = "stale"
    BROKEN = "broken"
    CONTRADICTORY = "contradictory"


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """One feed: the last good answer, what it says of its own age, and what is wrong.

    Times are None where there was none yet.
    """

    name: str
    good: datetime | None
    updated: datetime | None
    faults: frozenset[Fault]
    trouble: str


def feeds(connection: Connection, now: datetime, content: Content) -> list[FeedHealth]:
    """Every feed of the content."""
    rows = {row.name: row for row in connection.execute(select(feed_table))}
    found = []
    for name, settings in content.feeds.feeds.items():
        row = rows.get(name)
        good = at(row.good_ms) if row and row.good_ms else None
        updated = at(row.updated_ms) if row and row.updated_ms else None
        stale = timedelta(minutes=settings.stale_minutes)
        faults = {
            Fault.LATE: good is None or now - good > LATE,
            Fault.STALE: updated is not None and now - updated > stale,
            Fault.BROKEN: bool(row and row.failures),
            Fault.CONTRADICTORY: bool(row and row.trouble and not row.failures),
        }
        wrong = frozenset(fault for fault, is_so in faults.items() if is_so)
        found.append(FeedHealth(name, good, updated, wrong, row.trouble if row else ""))
    return found


def last_good(connection: Connection) -> datetime | None:
    """Until when everything is known: the oldest of the feeds' last good answers; None if one never came."""
    oldest = connection.scalar(select(func.min(feed_table.c.good_ms)))
    return at(oldest) if oldest else None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for staff: telegrams not understood, not fetched, messages offered, hazards in doubt."""

    not_understood: int
    not_fetched: int
    offered: int
    in_doubt: int


def waiting(connection: Connection, now: datetime) -> Waiting:
    """What waits for staff, of the last two weeks."""
    since = ms(now - timedelta(days=14))
    telegram, entry = telegram_table.c, entry_table.c
    unread = (telegram.problems != "", telegram.looked_ms.is_(None), telegram.received_ms > since)
    return Waiting(*_counts(connection, [
        select(func.count()).where(*unread),
        select(func.count()).where(entry.state == "failed", entry.seen_ms > since),
        select(func.count()).where(notice_table.c.state == "offered"),
        select(func.count()).where(state_table.c.doubt.is_(True)),
    ]))  # fmt: skip


def _counts(connection: Connection, queries: list) -> Iterator[int]:  # type: ignore[type-arg]
    return (connection.scalar(query) or 0 for query in queries)
