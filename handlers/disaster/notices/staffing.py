"""What staff do with messages: release what is offered, decline it, take back what was wrong."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, select, update

from handlers.disaster.notices.making import texts_of
from handlers.disaster.notices.settling import Step
from handlers.disaster.notices.wording import News
from handlers.disaster.states.deciding import Change
from handlers.disaster.states.keeping import at, ms, pass_gate
from handlers.disaster.tables import notice_table, state_table
from handlers.disaster.telegrams.hazards import Hazard

Notice = Row[tuple[object, ...]]
_AFTERWARDS = timedelta(hours=6)


def offered(connection: Connection) -> Sequence[Notice]:
    """What waits for a tap, the gravest first."""
    table = notice_table.c
    query = select(notice_table).where(table.state == "offered")
    return connection.execute(query.order_by(table.level.desc(), table.id)).all()


def find(connection: Connection, number: int) -> Notice | None:
    """One message; None if there is no such number."""
    query = select(notice_table).where(notice_table.c.id == number)
    return connection.execute(query).first()


def release(connection: Connection, number: int, staff: str, now: datetime) -> bool:
    """Let an offered message go; False if it does not wait any more."""
    pass_gate(connection)
    row = find(connection, number)
    if row is None or not _settle(connection, number, "planned", staff, now):
        return False
    later = ms(max(now, at(row.from_ms)))
    lasts = row.until_ms - row.from_ms
    mine = update(notice_table).where(notice_table.c.id == number)
    connection.execute(mine.values(from_ms=later, until_ms=later + lasts, settled_ms=None))
    state = state_table.c
    told = update(state_table).where(state.hazard == row.hazard, state.area == row.area)
    connection.execute(told.values(told=row.level, told_by=number, offered=0))
    return True


def decline(connection: Connection, number: int, staff: str, now: datetime) -> bool:
    """Keep an offered message back; False if it does not wait any more. It is not offered again."""
    pass_gate(connection)
    return _settle(connection, number, "declined", staff, now)


def _settle(connection: Connection, number: int, state: str, staff: str, now: datetime) -> bool:
    waits = (notice_table.c.id == number, notice_table.c.state == "offered")
    done = update(notice_table).where(*waits)
    values = {"state": state, "staff": staff[:200], "settled_ms": ms(now)}
    return bool(connection.execute(done.values(**values)).rowcount)


def can_withdraw(row: Notice) -> bool:
    """Whether a message went out that can be called a mistake."""
    return row.state in ("planned", "sent") and row.change in (
        Change.RAISED.value, Change.LOWERED.value,
    )  # fmt: skip


def withdraw(connection: Connection, number: int, step: Step, staff: str) -> int | None:
    """Tell exactly those who got a message that it was a mistake; the number of that message.

    None if there is nothing to take back, or somebody did it already. What holds is not told again.
    """
    pass_gate(connection)
    row = find(connection, number)
    if row is None or not can_withdraw(row) or _is_taken_back(connection, number):
        return None
    texts = _mistaken(row, step)
    values = {
        **{name: getattr(row, name) for name in ("hazard", "area", "topic", "districts")},
        "level": 0, "before": row.level, "change": Change.CANCELLED.value, "state": "planned",
        "follows": number, "texts": json.dumps(texts, ensure_ascii=False),
        "reported_ms": ms(step.now), "made_ms": ms(step.now), "from_ms": ms(step.now),
        "until_ms": ms(step.now + _AFTERWARDS), "staff": staff[:200],
    }  # fmt: skip
    made = notice_table.insert().values(**values).returning(notice_table.c.id)
    found: int = connection.execute(made).scalar_one()
    state = state_table.c
    quiet = update(state_table).where(state.hazard == row.hazard, state.area == row.area)
    connection.execute(quiet.values(told_by=None))
    return found


def _is_taken_back(connection: Connection, number: int) -> bool:
    table = notice_table.c
    again = select(table.id).where(table.follows == number, table.change == Change.CANCELLED.value)
    return connection.scalar(again.limit(1)) is not None


def _mistaken(row: Notice, step: Step) -> dict[str, str]:
    # The facts are not needed: only the name of what was told is.
    news = News(
        Hazard(row.hazard), 0, row.level, Change.CANCELLED, "", step.now, {}, mistaken=True,
    )  # fmt: skip
    return texts_of(news, step.content)
