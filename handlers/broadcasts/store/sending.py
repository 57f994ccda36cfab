"""Runs: what the clock began to send of a broadcast, and what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select, update

from bot.api import Holidays
from handlers.broadcasts.store.records import Broadcast, Changed, Run, ms, run_of
from handlers.broadcasts.tables import broadcast_table, run_table

_table, _runs = broadcast_table.c, run_table.c


def begin(db: Connection, one: Broadcast, now: datetime, holidays: Holidays) -> bool:
    """Write down a run that is due, and when the next one is; False where another clock did."""
    following = one.content.plan.after(now, holidays)
    state = "approved" if following else "done"
    here = (_table.id == one.id, _table.version == one.version, _table.next_ms == one.next_ms)
    moved = update(broadcast_table).where(*here, _table.state == "approved")
    after = {"state": state, "next_ms": ms(following) if following else None}
    if not db.execute(moved.values(after)).rowcount:
        return False
    columns = one.content.columns()
    del columns["plan"]
    run = insert(run_table).values(broadcast=one.id, at_ms=one.next_ms, state="sending", **columns)
    db.execute(run)
    return True


def runs(db: Connection, number: int, limit: int = 50) -> list[Run]:
    """What was sent of a broadcast, the latest first."""
    return _read_runs(db, _run_query().where(_runs.broadcast == number), limit)


def runs_in(db: Connection, state: str) -> list[Run]:
    """The runs that the clock has to go on with."""
    return _read_runs(db, _run_query().where(_runs.state == state), 50)


def run(db: Connection, number: int, at_ms: int) -> Run | None:
    """One run."""
    mine = _run_query().where(_runs.broadcast == number, _runs.at_ms == at_ms)
    return next(iter(_read_runs(db, mine, 1)), None)


def note_run(db: Connection, one: Run, was: str, **values: object) -> None:
    """Change a run that is in the state `was`. Raises Changed."""
    here = (_runs.broadcast == one.broadcast, _runs.at_ms == one.at_ms, _runs.state == was)
    if not db.execute(update(run_table).where(*here).values(**values)).rowcount:
        raise Changed(one.key)


def forget(db: Connection, before_ms: int) -> None:
    """Delete runs of long ago."""
    db.execute(delete(run_table).where(_runs.at_ms < before_ms, _runs.state != "sending"))


def _run_query() -> Select[Any]:
    return select(run_table).order_by(_runs.at_ms.desc())


def _read_runs(db: Connection, query: Select[Any], limit: int) -> list[Run]:
    return [run_of(row) for row in db.execute(query.limit(limit))]
