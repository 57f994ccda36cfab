"""How far the clock's work is done, kept in the database."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.garbage.reminders.tables import Mark

REMINDERS = "reminders"


def done_until(session: Session, zone: datetime) -> datetime | None:
    """All reminders due up to this moment are in the outbox; None where none ever was.

    In the time zone of `zone`.
    """
    done = session.scalar(select(Mark.done_ms).where(Mark.name == REMINDERS))
    return None if done is None else datetime.fromtimestamp(done / 1000, zone.tzinfo)


def mark_done(session: Session, until: datetime) -> None:
    """Remember that; another clock that has come further stays where it is."""
    done_ms = int(until.timestamp() * 1000)
    kept = session.get(Mark, REMINDERS, with_for_update=True)
    if kept is None:
        session.add(Mark(name=REMINDERS, done_ms=done_ms))
    else:
        kept.done_ms = max(kept.done_ms, done_ms)
