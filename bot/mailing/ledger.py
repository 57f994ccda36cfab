"""What became of a mailing: citizens and calls by outcome, also after the outbox let go of its rows."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, Row, and_, case, func, select, update
from sqlalchemy.sql.elements import ColumnElement

from bot.mailing.table import find, mailing_table
from bot.outbox import is_old, is_queued, outbox_table

log = logging.getLogger(__name__)

_is_over = mailing_table.c.state.in_(["stopped", "recalled"])

OUTCOMES = ("sent", "failed", "unknown", "expired")


@dataclass(frozen=True, slots=True)
class Ledger:
    """How many citizens each outcome has, and how many calls are still to be made.

    `sent` LINE has accepted; `failed` it refused; of `unknown` it may have either; `expired` was too
    late; `queued` is still to come.
    """

    planned: int
    written: int
    queued: int
    sent: int
    failed: int
    unknown: int
    expired: int
    calls_left: int


def ledger(connection: Connection, mailing: int) -> Ledger:
    """What became of one mailing.

    Raises:
        LookupError: there is no such mailing.
    """
    row = connection.execute(select(mailing_table).where(mailing_table.c.id == mailing)).first()
    if row is None:
        raise LookupError(f"no mailing {mailing}")
    people, calls = Counter[str](), Counter[str]()
    for count in _counts(connection, outbox_table.c.mailing == mailing):
        people[count.state] += count.people
        calls[count.state] += count.calls
    past = {name: row._mapping[name] + people[name] for name in OUTCOMES}
    return Ledger(row.planned, row.written, people["queued"], **past, calls_left=calls["queued"])


def ledger_of(connection: Connection, key: str) -> Ledger | None:
    """What became of the mailing of this key; None where there is none."""
    found = find(connection, key)
    return ledger(connection, found.id) if found else None


def _counts(
    connection: Connection, *which: ColumnElement[bool]
) -> list[Row[tuple[int, str, int, int]]]:
    table = outbox_table.c
    people = func.coalesce(func.sum(table.people), 0)
    query = select(
        table.mailing, table.state, func.count().label("calls"), people.label("people")
    ).where(table.mailing.is_not(None), *which)
    return list(connection.execute(query.group_by(table.mailing, table.state)))


def fold(connection: Connection, before_ms: int, now_ms: int) -> None:
    """Keep the outcomes of the calls that the outbox is about to purge (settled before `before_ms`)."""
    for row in _counts(connection, is_old(before_ms, now_ms)):
        kept = mailing_table.c[row.state]
        connection.execute(
            update(mailing_table)
            .where(mailing_table.c.id == row.mailing)
            .values({kept: kept + int(row.people)})
        )


def stop(connection: Connection, mailing: int, why: str, now_ms: int) -> int:
    """End a mailing because LINE will not take more. Returns how many calls that saves.

    What a process has in hand it gives back within moments (`under_way`); a call that it makes at this
    moment comes to the end of that try, and is not tried again.
    """
    return _end(connection, mailing, "stopped", why, now_ms)


def recall(connection: Connection, mailing: int, why: str, now_ms: int) -> int:
    """End a mailing because somebody wants it to; as `stop`, but it can never go on."""
    return _end(connection, mailing, "recalled", why, now_ms)


def _end(connection: Connection, mailing: int, state: str, why: str, now_ms: int) -> int:
    going = [one for one in ("writing", "written", "stopped") if one != state]
    ended = connection.execute(
        update(mailing_table)
        .where(mailing_table.c.id == mailing, mailing_table.c.state.in_(going))
        .values(state=state, error=why, finished_ms=now_ms, after="")
    )
    if ended.rowcount:
        log.error("mailing %s", state, extra={"mailing": mailing, "error": why})
    return _give_up(connection, outbox_table.c.mailing == mailing, why, now_ms)


def stopped(connection: Connection, mailings: Collection[int]) -> set[int]:
    """Which of these mailings are not to go on."""
    query = select(mailing_table.c.id).where(mailing_table.c.id.in_(mailings), _is_over)
    return set(connection.scalars(query))


def under_way(connection: Connection, mailing: int) -> bool:
    """Whether some process has calls of a mailing in hand."""
    mine = select(outbox_table.c.key).where(
        outbox_table.c.mailing == mailing, is_queued, outbox_table.c.in_flight
    )
    return connection.execute(mine.limit(1)).first() is not None


def settle_stopped(connection: Connection, keys: Collection[str], now_ms: int) -> None:
    """End those of these calls that are to be tried again although their mailing was stopped."""
    calls = outbox_table.c.key.in_(keys)
    # The lock waits for a process that stops the mailing at this moment.
    ended = (
        select(mailing_table.c.id, mailing_table.c.error)
        .where(
            mailing_table.c.id.in_(select(outbox_table.c.mailing).where(calls)),
            _is_over,
        )
        .with_for_update(read=True)
    )
    for row in connection.execute(ended).all():
        which = and_(calls, outbox_table.c.mailing == row.id)
        _give_up(connection, which, row.error or "", now_ms)


def _give_up(connection: Connection, which: ColumnElement[bool], why: str, now_ms: int) -> int:
    waiting = update(outbox_table).where(which, is_queued, outbox_table.c.in_flight.is_(False))
    # What was tried before may have arrived.
    ended = case((outbox_table.c.ambiguous, "unknown"), else_="failed")
    return connection.execute(waiting.values(state=ended, error=why, settled_ms=now_ms)).rowcount
