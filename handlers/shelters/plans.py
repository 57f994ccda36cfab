"""A file of states between its preview and its taking up: what it would change, kept for a day."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from handlers.shelters.files.states import Row
from handlers.shelters.now import Now
from handlers.shelters.shelter import Shelter
from handlers.shelters.states import State, Status, packed, unpacked
from handlers.shelters.tables import import_table

# Whoever has not confirmed by then sends the file again.
KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Change:
    """A shelter that gets another state. `is_new`: it stands in no list of the city."""

    shelter: Shelter
    status: Status
    is_new: bool = False


def changes_of(rows: Iterable[Row], now: Now, at_ms: int) -> list[Change]:
    """What differs from what is known."""
    found = []
    for row in rows:
        before = now.status(row.shelter)
        if (row.state, row.people) != (before.state, before.people):
            status = Status(row.state, row.people, at_ms)
            found.append(Change(row.shelter, status, not row.is_listed))
    return found


def missing_of(changes: Sequence[Change], rows: Iterable[Shelter], now: Now) -> list[Shelter]:
    """The shelters that are in use and that the file does not name."""
    named = {one.id for one in rows} | {one.shelter.id for one in changes}
    in_use = (State.OPEN, State.FULL)
    return [
        one for one in now.shelters.all if one.id not in named and now.status(one).state in in_use
    ]


def keep_plan(
    connection: Connection,
    changes: Sequence[Change],
    missing: Sequence[Shelter],
    by: str,
    now: datetime,
) -> str:
    """Keep what a file would change, and drop old ones; returns the name to take it up by."""
    table, name = import_table, secrets.token_hex(16)
    old = int((now - KEPT).timestamp() * 1000)
    connection.execute(delete(table).where(table.c.made_ms < old))
    held = {
        "changes": [_row(one) for one in changes],
        "missing": [packed(one) for one in missing],
    }
    row = {"id": name, "author": by, "made_ms": int(now.timestamp() * 1000)}
    kept = json.dumps(held, ensure_ascii=False)
    connection.execute(insert(table), row | {"changes": kept})
    return name


def kept_plan(connection: Connection, name: str, by: str) -> tuple[list[Change], list[Shelter]]:
    """What was kept under this name by this person; nothing where there is none."""
    table = import_table.c
    kept = connection.scalar(select(table.changes).where(table.id == name, table.author == by))
    held = json.loads(kept) if kept else {"changes": [], "missing": []}
    changes = [_change(one) for one in held["changes"]]
    return changes, [unpacked(one) for one in held["missing"]]


def drop_plan(connection: Connection, name: str) -> None:
    """Forget a plan that was carried out."""
    connection.execute(delete(import_table).where(import_table.c.id == name))


def closing(shelters: Iterable[Shelter], at_ms: int) -> list[Change]:
    """The shelters closed."""
    return [Change(one, Status(State.CLOSED, None, at_ms)) for one in shelters]


def at(change: Change, at_ms: int) -> Change:
    """The change, made at a moment."""
    return replace(change, status=replace(change.status, changed_ms=at_ms))


def _row(one: Change) -> dict[str, object]:
    status = one.status
    return {
        "shelter": packed(one.shelter),
        "state": status.state.value,
        "people": status.people,
        "new": one.is_new,
    }


def _change(row: dict[str, object]) -> Change:
    people = row["people"]
    status = Status(State(row["state"]), people if isinstance(people, int) else None)
    return Change(unpacked(str(row["shelter"])), status, bool(row["new"]))
