"""Photos as work: which are to be fetched or deleted, under a lease; and what became of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from bot.media.rows import READY, REFUSED, WAITING, base_row
from bot.media.table import is_due, is_refused, media_table
from bot.pictures import Made, Refusal

LEASE_MS = 180_000
_m = media_table.c


@dataclass(frozen=True, slots=True)
class Work:
    """A row that this process has for the length of the lease; `attempts` counts this one."""

    key: str
    state: str
    message_id: str | None
    attempts: int
    made_ms: int


def take(connection: Connection, now_ms: int) -> Work | None:
    """The row that is due longest, under a lease; None if there is none."""
    wanted = (
        select(_m.key)
        .where(is_due, _m.due_ms <= now_ms)
        .order_by(_m.due_ms)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    key = connection.scalar(wanted)
    if key is None:
        return None
    leased = update(media_table).where(_m.key == key)
    leased = leased.values(due_ms=now_ms + LEASE_MS, attempts=_m.attempts + 1)
    fields = (_m.key, _m.state, _m.message_id, _m.attempts, _m.made_ms)
    return Work(*connection.execute(leased.returning(*fields)).one())


def has_due(connection: Connection, now_ms: int) -> bool:
    """Whether `take` would find something."""
    due = select(_m.key).where(is_due, _m.due_ms <= now_ms).limit(1)
    return connection.scalar(due) is not None


def ready(
    connection: Connection, key: str, made: Made, size: int, now_ms: int, *, original: bool
) -> bool:
    """The files are written; False where the photo is not waited for any more."""
    values = facts(made, size, now_ms, original=original)
    return _settle(connection, key, values | {"state": READY})


def refused(connection: Connection, key: str, reason: Refusal, now_ms: int) -> bool:
    """The photo cannot be used; False where it is not waited for any more."""
    return _settle(connection, key, {"state": REFUSED, "reason": reason, "ready_ms": now_ms})


def later(connection: Connection, key: str, due_ms: int) -> None:
    """Try again at `due_ms`."""
    connection.execute(update(media_table).where(_m.key == key).values(due_ms=due_ms))


def gone(connection: Connection, key: str) -> None:
    """The files of a dropped photo are deleted for good."""
    connection.execute(delete(media_table).where(_m.key == key))


def add_ready(
    connection: Connection,
    feature: str,
    key: str,
    made: Made,
    size: int,
    now_ms: int,
    *,
    original: bool,
) -> None:
    """Note a photo whose files are written already, in the transaction of what it belongs to."""
    values = base_row(key, feature, now_ms) | facts(made, size, now_ms, original=original)
    connection.execute(insert(media_table).values(values | {"state": READY, "due_ms": 0}))


def known(connection: Connection, keys: Collection[str]) -> set[str]:
    """Which of these there are rows of, in any state."""
    return set(connection.scalars(select(_m.key).where(_m.key.in_(list(keys)))))


def refusals(
    connection: Connection, feature: str, limit: int = 100
) -> Sequence[tuple[str, Refusal]]:
    """The feature's photos that cannot be used, and why, oldest first."""
    query = select(_m.key, _m.reason).where(is_refused, _m.feature == feature)
    rows = connection.execute(query.order_by(_m.ready_ms).limit(limit))
    return [(row.key, Refusal(row.reason)) for row in rows]


def note_redacted(connection: Connection, key: str, number: int) -> None:
    """The version with blacked-out parts that counts from now on; 0 for none."""
    connection.execute(update(media_table).where(_m.key == key).values(redacted=number))


def note_no_original(connection: Connection, key: str) -> None:
    """The file as it came is deleted."""
    connection.execute(update(media_table).where(_m.key == key).values(original=False))


def facts(made: Made, size: int, now_ms: int, *, original: bool) -> dict[str, Any]:
    return {
        "width": made.width,
        "height": made.height,
        "size": size,
        "original": original,
        "ready_ms": now_ms,
    }


def _settle(connection: Connection, key: str, values: dict[str, Any]) -> bool:
    mine = update(media_table).where(_m.key == key, _m.state == WAITING)
    # The message is not needed for fetching any more, but for its being taken back.
    return connection.execute(mine.values(values)).rowcount > 0
