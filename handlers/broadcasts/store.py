"""Broadcasts as rows, and how they go from a draft to what was sent.

States: `draft`, `waiting` (for another person's approval), `approved` (the clock sends it at `next_ms`),
`done`, `cancelled`. What is changed after it was approved is a draft again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from bot.api import JAPAN, Holidays
from bot.jobs import Audience
from handlers.broadcasts.draft import Draft
from handlers.broadcasts.plan import Plan
from handlers.broadcasts.tables import broadcast_table, run_table

_table, _runs = broadcast_table.c, run_table.c
CHANGEABLE = ("draft", "waiting", "approved")


class Changed(Exception):
    """Somebody else changed it meanwhile, or it is not in the state for this."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is approved."""

    draft: Draft
    audience: Audience
    plan: Plan
    urgent: bool

    def columns(self) -> dict[str, object]:
        """As it is stored."""
        return {
            "draft": self.draft.model_dump_json(),
            "audience": self.audience.model_dump_json(),
            "plan": self.plan.model_dump_json(),
            "urgent": self.urgent,
        }


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One broadcast as it stands."""

    id: int
    content: Content
    state: str
    version: int
    author_id: int
    author: str
    approver: str
    remark: str
    changed_ms: int
    next_ms: int | None

    @property
    def next(self) -> datetime | None:
        """When it is to be sent next, in the city's time zone."""
        return None if self.next_ms is None else datetime.fromtimestamp(self.next_ms / 1000, JAPAN)


@dataclass(frozen=True, slots=True)
class Run:
    """What was sent at one time."""

    broadcast: int
    at_ms: int
    draft: Draft
    audience: Audience
    urgent: bool
    state: str
    correction: Draft | None
    corrected_ms: int | None

    @property
    def key(self) -> str:
        """The key of its mailing."""
        return f"{self.broadcast}:{self.at_ms}"

    @property
    def at(self) -> datetime:
        """When it was due, in the city's time zone."""
        return datetime.fromtimestamp(self.at_ms / 1000, JAPAN)


def ms(moment: datetime) -> int:
    """Milliseconds since 1970 UTC."""
    return round(moment.timestamp() * 1000)


def find(db: Connection, number: int) -> Broadcast | None:
    """The broadcast of this number."""
    row = db.execute(select(broadcast_table).where(_table.id == number)).first()
    return None if row is None else _broadcast(row)


def newest(db: Connection, limit: int = 100) -> list[Broadcast]:
    """The latest changed first."""
    query = select(broadcast_table).order_by(_table.changed_ms.desc(), _table.id.desc())
    return [_broadcast(row) for row in db.execute(query.limit(limit))]


def due(db: Connection, now: datetime) -> list[Broadcast]:
    """Those that are approved and to be sent by now."""
    query = select(broadcast_table).where(_table.state == "approved", _table.next_ms <= ms(now))
    return [_broadcast(row) for row in db.execute(query.order_by(_table.next_ms))]


def count_waiting(db: Connection) -> int:
    """How many wait for approval."""
    query = select(func.count()).where(_table.state == "waiting")
    return db.scalar(query) or 0


def create(db: Connection, content: Content, author_id: int, author: str, now: datetime) -> int:
    """A new draft; its number."""
    made = db.execute(
        insert(broadcast_table).values(
            **content.columns(),
            state="draft",
            version=1,
            author_id=author_id,
            author=author,
            approver="",
            remark="",
            changed_ms=ms(now),
        )
    )
    key = made.inserted_primary_key
    assert key is not None
    return int(key[0])


def change(
    db: Connection, one: Broadcast, content: Content, author_id: int, author: str, now: datetime
) -> None:
    """Other content: it is a draft again, by who changed it. Raises Changed."""
    values = content.columns() | {"author_id": author_id, "author": author, "approver": ""}
    values |= {"version": one.version + 1, "remark": "", "next_ms": None}
    move(db, one, CHANGEABLE, "draft", now, **values)


def move(
    db: Connection,
    one: Broadcast,
    states: tuple[str, ...],
    to: str,
    now: datetime,
    **values: object,
) -> None:
    """Into another state, from one of `states` and the version that was looked at. Raises Changed."""
    here = (_table.id == one.id, _table.version == one.version, _table.state.in_(states))
    values = {"changed_ms": ms(now)} | values
    if not db.execute(update(broadcast_table).where(*here).values(state=to, **values)).rowcount:
        raise Changed(one.id)


def approve(
    db: Connection, one: Broadcast, approver: str, now: datetime, holidays: Holidays
) -> None:
    """The clock sends it at its next moment, or at once. Raises Changed."""
    plan = one.content.plan
    at = plan.after(now, holidays) if plan.first else now
    if at is None:
        raise Changed(one.id)
    states = ("draft", "waiting")
    move(db, one, states, "approved", now, approver=approver, next_ms=ms(at))


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
    return [_run(row) for row in db.execute(query.limit(limit))]


def _broadcast(row: Row[Any]) -> Broadcast:
    content = Content(
        Draft.model_validate_json(row.draft),
        Audience.model_validate_json(row.audience),
        Plan.model_validate_json(row.plan),
        row.urgent,
    )
    plain = {name: row._mapping[name] for name in Broadcast.__slots__ if name != "content"}
    return Broadcast(content=content, **plain)


def _run(row: Row[Any]) -> Run:
    plain = dict(row._mapping)
    correction = plain.pop("correction")
    return Run(
        **plain
        | {
            "draft": Draft.model_validate_json(row.draft),
            "audience": Audience.model_validate_json(row.audience),
            "correction": None if correction is None else Draft.model_validate_json(correction),
        }
    )
