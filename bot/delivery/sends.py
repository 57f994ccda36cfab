"""The ledger of sends: every mailing with what became of it, each call of it, and trying the failed again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, Update, and_, case, func, or_, select, update

from bot.delivery.verdict import LONGEST_PUSH_MS
from bot.mailing import Ledger, ledger, mailing_table
from bot.outbox import outbox_table

PAGE = 30
HOUR_MS = 60 * 60 * 1000
_call, _mailing = outbox_table.c, mailing_table.c


@dataclass(frozen=True, slots=True)
class Send:
    """One mailing. Times in epoch ms; lags in seconds from queued to settled, of its calls so far."""

    id: int
    feature: str
    lane: int
    reason: str
    state: str
    error: str
    created_ms: int
    expires_ms: int
    kept_until_ms: int | None
    ledger: Ledger
    mean_lag: float
    longest_lag: float

    @property
    def under_way(self) -> bool:
        """Whether something of it is still to come."""
        return self.state == "writing" or self.ledger.queued > 0


@dataclass(frozen=True, slots=True)
class Chunk:
    """One call to LINE, of up to 500 people."""

    key: str
    letter: str
    people: int
    state: str
    attempts: int
    created_ms: int
    settled_ms: int | None
    status: int | None
    error: str

    @property
    def lag(self) -> float | None:
        """Seconds from queued to settled."""
        return None if self.settled_ms is None else (self.settled_ms - self.created_ms) / 1000


def sends(connection: Connection, before: int | None = None, limit: int = PAGE) -> list[Send]:
    """Mailings, the newest first; `before` is the id of the last one of the page before."""
    query = select(_mailing.id).order_by(_mailing.id.desc()).limit(limit)
    if before is not None:
        query = query.where(_mailing.id < before)
    found = [send(connection, one) for one in connection.scalars(query).all()]
    return [one for one in found if one is not None]


def send(connection: Connection, number: int) -> Send | None:
    """One mailing; None where there is none."""
    row = connection.execute(select(mailing_table).where(_mailing.id == number)).first()
    return None if row is None else _send(connection, row)


def named(connection: Connection, key: str) -> Send | None:
    """The mailing of this key; None where it was never opened."""
    row = connection.execute(select(mailing_table).where(_mailing.key == key)).first()
    return None if row is None else _send(connection, row)


def _send(connection: Connection, row: Row[Any]) -> Send:
    lag = _call.settled_ms - _call.created_ms
    lags = connection.execute(
        select(func.avg(lag), func.max(lag)).where(
            _call.mailing == row.id, _call.settled_ms.is_not(None)
        )
    ).one()
    return Send(
        **{name: row._mapping[name] for name in _PLAIN},
        error=row.error or "",
        ledger=ledger(connection, row.id),
        mean_lag=float(lags[0] or 0) / 1000,
        longest_lag=float(lags[1] or 0) / 1000,
    )


_PLAIN = ("id", "feature", "lane", "reason", "state", "created_ms", "expires_ms", "kept_until_ms")


def chunks(
    connection: Connection, mailing: int, state: str = "", limit: int | None = None
) -> Iterator[Chunk]:
    """The calls of a mailing that the outbox still has, in the order of writing."""
    query = select(
        *(_call.key, _call.letter, _call.people, _call.state, _call.attempts),
        *(_call.created_ms, _call.settled_ms, _call.status, _call.error),
    ).where(_call.mailing == mailing)
    if state:
        query = query.where(_call.state == state)
    query = query.order_by(_call.created_ms, _call.key).limit(limit)
    for row in connection.execute(query, execution_options={"yield_per": 500}):
        chunk = Chunk(*row)
        yield replace(chunk, letter=chunk.letter or "", error=chunk.error or "")


def reasons(connection: Connection, mailing: int) -> Sequence[tuple[str, int | None, str, int]]:
    """Why calls failed or are being tried again: state, status, reason, people."""
    people = func.sum(_call.people)
    query = (
        select(_call.state, _call.status, func.coalesce(_call.error, ""), people)
        .where(_call.mailing == mailing, _call.error.is_not(None), _call.state != "sent")
        .group_by(_call.state, _call.status, _call.error)
        .order_by(people.desc())
        .limit(20)
    )
    return [(row[0], row[1], row[2], int(row[3])) for row in connection.execute(query)]


def retry(connection: Connection, mailing: int, now_ms: int) -> int:
    """Queue the calls again that did not arrive, under their own keys; return how many.

    What LINE refused did not arrive. Of what is in doubt LINE knows the key for a day: within it
    a second try is told from the first; later it is left alone, since twice is worse than a doubt.
    A mailing that somebody took back is left alone, too.
    """
    row = connection.execute(select(_mailing.state).where(_mailing.id == mailing)).first()
    if row is None or row.state == "recalled":
        return 0
    count = connection.execute(_queued(mailing, now_ms)).rowcount
    if count and row.state == "stopped":
        going = update(mailing_table).where(_mailing.id == mailing, _mailing.state == "stopped")
        connection.execute(going.values(state="written", error=None))
    return count


def _queued(mailing: int, now_ms: int) -> Update:
    known = _call.created_ms > now_ms - LONGEST_PUSH_MS
    sure = and_(_call.state.in_(["failed", "expired"]), _call.ambiguous.is_(False))
    again = or_(sure, and_(_call.state.in_(["failed", "unknown"]), known))
    until = case((_call.expires_ms < now_ms + HOUR_MS, now_ms + HOUR_MS), else_=_call.expires_ms)
    values = {
        "state": "queued",
        "attempts": 0,
        "due_ms": now_ms,
        "settled_ms": None,
        "in_flight": False,
        "expires_ms": until,
        # For a call that was surely refused LINE's day begins anew.
        "created_ms": case((sure, now_ms), else_=_call.created_ms),
    }
    chosen = (_call.mailing == mailing, _call.recipients.is_not(None), again)
    return update(outbox_table).where(*chosen).values(values)
