"""What citizens have really heard: not what was too late, still waits for its hour, or was taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, select, update

from handlers.disaster.states.deciding import Change
from handlers.disaster.states.keeping import ms
from handlers.disaster.tables import notice_table


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard of one hazard in one area.

    Attributes:
        level: the level that citizens believe in; 0 if they heard nothing.
        by: the number of the message that told it.
        fell: it said that the danger is less.
        is_mute: staff took the message back, so nothing of its end is told.
        too_late: the level that was not told, because it was too late.
    """

    level: int = 0
    by: int | None = None
    fell: bool = False
    is_mute: bool = False
    too_late: int = 0


def heard_of(
    connection: Connection, state: Row[tuple[object, ...]] | None, level: int, now: datetime
) -> Heard:
    """What was heard, by the row of `disaster_state`.

    A message that still waits for its hour is dropped if the level is another one by now.
    """
    if state is None or not state.told:
        return Heard()
    query = select(notice_table).where(notice_table.c.id == state.told_by)
    told = connection.execute(query).first()
    if told is None:
        return Heard(state.told, is_mute=True)
    if told.state == "planned" and told.from_ms > ms(now) and level != state.told:
        mine = update(notice_table).where(notice_table.c.id == told.id)
        connection.execute(mine.values(state="lapsed", settled_ms=ms(now)))
        return Heard()
    if told.state not in ("planned", "sent"):
        return Heard(by=told.id, too_late=state.told)
    return Heard(state.told, told.id, told.change == Change.LOWERED.value)
