"""What became of a mailing: citizens and calls by outcome, also after the outbox let go of its rows."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection, Row, func, select, update
from sqlalchemy.sql.elements import ColumnElement

from bot.mailing.table import mailing_table
from bot.outbox import is_queued, outbox_table

log = logging.getLogger(__name__)

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


def _counts(
    connection: Connection, *which: ColumnElement[bool]
) -> list[Row[tuple[int, str, int, int]]]:
    table = outbox_table.c
    people = func.coalesce(func.sum(table.people), 0)
    query = select(
        table.mailing, table.state, func.count().label("calls"), people.label("people")
    ).where(table.mailing.is_not(None), *which)
    return list(connection.execute(query.group_by(table.mailing, table.state)))


def fold(connection: Connection, before_ms: int) -> None:
    """Keep the outcomes of the calls that the outbox is about to purge (settled before `before_ms`)."""
    for row in _counts(connection, outbox_table.c.settled_ms < before_ms):
        kept = mailing_table.c[row.state]
        connection.execute(
            update(mailing_table)
            .where(mailing_table.c.id == row.mailing)
            .values({kept: kept + int(row.people)})
        )


def stop(connection: Connection, mailing: int, why: str, now_ms: int) -> int:
    """End a mailing: nothing more of it is written or sent. Returns how many calls that saves.

    Calls that some process is sending at this moment come to their own end.
    """
    ended = connection.execute(
        update(mailing_table)
        .where(mailing_table.c.id == mailing, mailing_table.c.state.in_(["writing", "written"]))
        .values(state="stopped", error=why, finished_ms=now_ms, after="")
    )
    if ended.rowcount:
        log.error("mailing stopped", extra={"mailing": mailing, "error": why})
    waiting = update(outbox_table).where(
        outbox_table.c.mailing == mailing,
        is_queued,
        outbox_table.c.in_flight.is_(False),
    )
    given_up = waiting.values(state="failed", error=why, settled_ms=now_ms)
    return connection.execute(given_up).rowcount
