"""What the feeds list, each once: which of it is wanted, who fetches it, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, delete, select, update

from bot.db.upsert import insert
from bot.feeds import Entry, on_same_host
from handlers.disaster.states.keeping import ms
from handlers.disaster.tables import entry_table

LEASE = timedelta(seconds=90)
MOST_TRIES = 8
# The long feeds reach back for some days; what is gone from them never comes again.
KEEP = timedelta(days=21)
# ..._VPWW54_040000.xml: kind and office. An address of another shape is fetched, whatever it is.
_NAMED = re.compile(r"_(V[A-Z]{3})(\d\d)_(\d{6})\.xml$")
_FAMILIES = frozenset(
    {"VPWW", "VPNO", "VPOA", "VPBS", "VPHW", "VXWW", "VXKO", "VXSU", "VTSE", "VYSE"}
)
_KINDS = frozenset({"VXSE51", "VXSE53", "VFVO50", "VFVO56"})
# These are issued for one prefecture by its own office.
_LOCAL = frozenset({"VPWW", "VPNO", "VPOA", "VPBS", "VPHW", "VXWW"})


def wanted(link: str, offices: Collection[str]) -> bool:
    """Whether a telegram is to be fetched at all, by its address: others' are not worth their bytes."""
    named = _NAMED.search(link)
    if named is None:
        return True
    family, number, office = named.groups()
    if family in _LOCAL and offices and office not in offices:
        return False
    return family in _FAMILIES or f"{family}{number}" in _KINDS


def note(
    connection: Connection,
    entries: Iterable[Entry],
    base: str,
    offices: Collection[str],
    now: datetime,
) -> None:
    """Note what a feed lists; what is known already stays as it is."""
    rows = [
        {
            "id": entry.id[-300:], "link": link, "lease_ms": 0, "tries": 0, "seen_ms": ms(now),
            "state": "todo" if wanted(link, offices) else "skipped",
        }
        for entry in entries
        if (link := on_same_host(entry.link, base))
    ]  # fmt: skip
    for row in rows:
        given = insert(connection.dialect.name, entry_table).values(**row)
        connection.execute(given.on_conflict_do_nothing(index_elements=["id"]))


def waiting(connection: Connection, now: datetime) -> bool:
    """Whether there is anything to fetch."""
    table = entry_table.c
    free = select(table.id).where(table.state == "todo", table.lease_ms <= ms(now)).limit(1)
    return connection.scalar(free) is not None


def claim(connection: Connection, now: datetime) -> Sequence[Row[tuple[object, ...]]]:
    """What this process is to fetch now: nobody else will, as long as the lease lasts."""
    table = entry_table.c
    free = (table.state == "todo", table.lease_ms <= ms(now))
    query = select(entry_table).where(*free).order_by(table.seen_ms, table.id)
    mine = []
    for row in connection.execute(query).all():
        taken = update(entry_table).where(table.id == row.id, *free)
        if connection.execute(taken.values(lease_ms=ms(now + LEASE), tries=row.tries + 1)).rowcount:
            mine.append(row)
    return mine


def done(connection: Connection, ids: Iterable[str]) -> None:
    """Note that these were fetched and taken in."""
    for one in ids:
        mine = update(entry_table).where(entry_table.c.id == one)
        connection.execute(mine.values(state="done"))


def failed(connection: Connection, row: Row[tuple[object, ...]], now: datetime) -> None:
    """Note that a fetch failed: again in 5, 10, 20 ... seconds, and given up after eight tries."""
    wait = timedelta(seconds=5 * 2**row.tries)
    state = "failed" if row.tries + 1 >= MOST_TRIES else "todo"
    mine = update(entry_table).where(entry_table.c.id == row.id)
    connection.execute(mine.values(state=state, lease_ms=ms(now + wait)))


def forget(connection: Connection, now: datetime) -> None:
    """Forget what no feed lists any more."""
    connection.execute(delete(entry_table).where(entry_table.c.seen_ms < ms(now - KEEP)))
