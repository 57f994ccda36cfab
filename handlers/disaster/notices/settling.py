"""One step: telegrams come in, states follow, and what is due to be told is written down. All or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, select

from bot.db.upsert import insert
from handlers.disaster.files import Content
from handlers.disaster.notices.hearing import Heard, heard_of
from handlers.disaster.notices.making import lapse, make
from handlers.disaster.states.deciding import Decision, Send, decide
from handlers.disaster.states.folding import Standing, fold
from handlers.disaster.states.keeping import (
    GATE,
    Arrived,
    Key,
    all_said,
    keep,
    ms,
    pass_gate,
)
from handlers.disaster.tables import state_table
from handlers.disaster.telegrams.hazards import Hazard


@dataclass(frozen=True, slots=True)
class Step:
    """What a step works with. `drill`: 訓練 counts, and is marked in every message."""

    content: Content
    now: datetime
    drill: bool = False


def settle(connection: Connection, arrived: Iterable[Arrived], step: Step) -> int:
    """Take telegrams in and decide on all that follows; the number of telegrams that are new."""
    pass_gate(connection)
    new = sum([keep(connection, one, step.now, drill=step.drill) for one in arrived])
    before = {
        (Hazard(row.hazard), row.area): row
        for row in connection.execute(select(state_table).where(state_table.c.hazard != GATE))
    }
    for key, said in all_said(connection, drill=step.drill).items():
        standing = fold(said.claims, step.now, said.recalls)
        if standing is not None:
            _follow(connection, key, standing, before.get(key), step)
    return new


def _follow(
    connection: Connection,
    key: Key,
    standing: Standing,
    before: Row[tuple[object, ...]] | None,
    step: Step,
) -> None:
    """Decide about one hazard in one area, and write down what holds and what is told of it."""
    offered = before.offered if before else 0
    heard = heard_of(connection, before, standing.level, step.now)
    courses = step.content.courses(key[0])
    decision = decide(heard.level, offered, standing, courses, step.now, fell=heard.fell)
    told_by = heard.by
    if _is_due(decision, heard):
        notice = make(connection, key, standing, decision, (heard.level, heard.by), step)
        told_by = heard.by if decision.send is Send.OFFER else notice
    if offered > decision.offered:
        lapse(connection, key, step.now)
    level_before = before.level if before else 0
    _write(connection, key, {
        "level": standing.level, "reported_ms": ms(standing.reported),
        "since_ms": before.since_ms if before and level_before == standing.level else ms(standing.reported),
        "until_ms": ms(standing.until) if standing.until else None,
        "told": decision.told, "told_by": told_by if decision.told else None,
        "offered": decision.offered, "doubt": standing.doubt,
        "facts": json.dumps(dict(standing.facts), ensure_ascii=False),
    })  # fmt: skip


def _is_due(decision: Decision, heard: Heard) -> bool:
    """Whether a message is written: not again what was too late already, nor of what staff took back."""
    if decision.stale:
        return decision.told != heard.too_late
    is_less = decision.told < heard.level
    return decision.change is not None and not (is_less and heard.is_mute)


def _write(connection: Connection, key: Key, values: dict[str, object]) -> None:
    row = insert(connection.dialect.name, state_table).values(
        hazard=key[0].value, area=key[1], **values
    )
    connection.execute(row.on_conflict_do_update(index_elements=["hazard", "area"], set_=values))
