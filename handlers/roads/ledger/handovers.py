"""Cases that were given to who looks after the road or the thing, and what they answered."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from handlers.roads.ledger import history
from handlers.roads.ledger.history import SYSTEM, Act, Line
from handlers.roads.tables import case_table, handover_table

_h = handover_table.c
LEASE_MS = 5 * 60 * 1000
MOST_ATTEMPTS = 8
LONGEST_ANSWER = 1000


class Way(StrEnum):
    """How it was given."""

    MAIL = "mail"
    PHONE = "phone"
    OPEN311 = "open311"


class Step(StrEnum):
    """How far it is; `label` is what everybody reads."""

    WAITING = "waiting"
    SENT = "sent"
    SEEN = "seen"
    ACCEPTED = "accepted"
    FINISHED = "finished"
    REFUSED = "refused"
    FAILED = "failed"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Step.WAITING: "送信待ち",
    Step.SENT: "送った",
    Step.SEEN: "相手が見た",
    Step.ACCEPTED: "相手が受け付けた",
    Step.FINISHED: "相手の対応が終わった",
    Step.REFUSED: "相手のものではない",
    Step.FAILED: "送れなかった",
}
ANSWERS = (Step.ACCEPTED, Step.FINISHED, Step.REFUSED)


@dataclass(frozen=True, slots=True)
class Handover:
    """A row of roads_handover; `words` is what they are told, `address` an e-mail or a phone number."""

    id: int
    case: int
    owner: str
    way: Way
    address: str
    token: str | None
    state: Step
    words: str
    who: str
    made_ms: int
    changed_ms: int
    attempts: int
    remote: str | None


_COLUMNS = tuple(_h[field.name] for field in fields(Handover))


def hand_over(
    connection: Connection,
    case: int,
    owner: str,
    way: Way,
    address: str,
    *,
    words: str,
    who: str,
    now_ms: int,
) -> Handover:
    """Note that a case is given to an owner; the case's state is the caller's. Mails wait for their job."""
    by_hand = way is Way.PHONE
    values = {
        "case": case, "owner": owner, "way": way, "address": address, "words": words, "who": who,
        "state": Step.SENT if by_hand else Step.WAITING,
        "token": None if by_hand else secrets.token_urlsafe(32),
        "made_ms": now_ms, "changed_ms": now_ms, "due_ms": now_ms, "attempts": 0,
    }  # fmt: skip
    made = connection.execute(insert(handover_table).values(values).returning(*_COLUMNS)).one()
    history.add(connection, Line(case, now_ms, Act.HANDOVER, old=way, new=owner, who=who))
    return _handover(made)


def handovers_of(connection: Connection, case: int) -> list[Handover]:
    """Those of a case, oldest first."""
    query = select(*_COLUMNS).where(_h.case == case).order_by(_h.id)
    return [_handover(row) for row in connection.execute(query)]


def by_id(connection: Connection, handover: int) -> Handover | None:
    row = connection.execute(select(*_COLUMNS).where(_h.id == handover)).first()
    return _handover(row) if row else None


def by_token(connection: Connection, token: str, *, made_after_ms: int) -> Handover | None:
    """The one whose link this is, unless it is too old."""
    query = select(*_COLUMNS).where(_h.token == token, _h.made_ms > made_after_ms)
    row = connection.execute(query).first()
    return _handover(row) if row else None


def note_seen(connection: Connection, handover: int, now_ms: int) -> None:
    """Its link was opened for the first time."""
    unseen = update(handover_table).where(_h.id == handover, _h.state == Step.SENT)
    connection.execute(unseen.values(state=Step.SEEN, changed_ms=now_ms))


def answer(connection: Connection, handover: Handover, step: Step, words: str, now_ms: int) -> None:
    """The owner said how far they are; staff see the case as unread.

    Raises:
        ValueError: that is nothing that an owner can say.
    """
    if step not in ANSWERS:
        raise ValueError(step)
    change = update(handover_table).where(_h.id == handover.id)
    connection.execute(change.values(state=step, changed_ms=now_ms))
    _tell_staff(connection, handover, step, words[:LONGEST_ANSWER], now_ms)


def take_due(
    connection: Connection, now_ms: int, way: Way = Way.MAIL, limit: int = 20
) -> Sequence[Handover]:
    """What is to be sent now in this way, leased to the caller: nobody else gets it for five minutes."""
    due = (
        select(_h.id)
        .where(_h.state == Step.WAITING, _h.due_ms <= now_ms, _h.way == way)
        .order_by(_h.due_ms)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    lease = {"due_ms": now_ms + LEASE_MS, "attempts": _h.attempts + 1}
    taken = update(handover_table).where(_h.id.in_(due.scalar_subquery()))
    rows = connection.execute(taken.values(lease).returning(*_COLUMNS))
    return [_handover(row) for row in rows]


def settle(
    connection: Connection,
    handover: Handover,
    step: Step,
    now_ms: int,
    *,
    remote: str | None = None,
    note: str = "",
) -> None:
    """It was sent, by the job or by hand, or it never will be.

    Args:
        remote: the number that the other system gave it.
        note: why it failed, for the staff.
    """
    open_yet = _h.state.in_([Step.WAITING, Step.FAILED])
    mine = update(handover_table).where(_h.id == handover.id, open_yet)
    values = {"state": step, "changed_ms": now_ms, "remote": remote}
    changed = connection.execute(mine.values(values)).rowcount
    if changed and step is Step.FAILED:
        _tell_staff(connection, handover, step, note, now_ms)


def with_partners(connection: Connection, limit: int = 200) -> Sequence[Handover]:
    """Those that another system has and has not finished, longest unchanged first."""
    open_yet = _h.state.in_([Step.SENT, Step.SEEN, Step.ACCEPTED])
    query = select(*_COLUMNS).where(_h.way == Way.OPEN311, _h.remote.is_not(None), open_yet)
    rows = connection.execute(query.order_by(_h.changed_ms).limit(limit))
    return [_handover(row) for row in rows]


def postpone(connection: Connection, handover: Handover, now_ms: int) -> None:
    """A mail could not be sent now: later, and later each time; after eight tries it has failed."""
    if handover.attempts >= MOST_ATTEMPTS:
        settle(connection, handover, Step.FAILED, now_ms)
        return
    mine = update(handover_table).where(_h.id == handover.id, _h.state == Step.WAITING)
    connection.execute(mine.values(due_ms=now_ms + 60_000 * 2**handover.attempts))


def _tell_staff(
    connection: Connection, handover: Handover, step: Step, words: str, now_ms: int
) -> None:
    line = Line(handover.case, now_ms, Act.HANDOVER, step, handover.owner, note=words, who=SYSTEM)
    history.add(connection, line)
    touched = update(case_table).where(case_table.c.id == handover.case)
    connection.execute(touched.values(unread=True, changed_ms=now_ms))


def _handover(row: Row[Any]) -> Handover:
    values = dict(row._mapping)
    return Handover(**values | {"way": Way(row.way), "state": Step(row.state)})
