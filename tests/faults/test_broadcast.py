"""A broadcast while clocks, workers and the web are killed and LINE is out of order: everybody once."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import func, insert, select, update

from bot.api import Holidays
from bot.citizens import citizen_table
from bot.db import Database, connect
from bot.jobs import Audience
from bot.mailing import mailing_table
from bot.outbox import outbox_table
from handlers.broadcasts import store
from handlers.broadcasts.draft import Draft, Text
from handlers.broadcasts.plan import Plan
from handlers.broadcasts.store import Content
from tests.bot.mailing.town import person
from tests.wire.processes import Process, Stage, until

pytestmark = pytest.mark.wire
PEOPLE = 20_000
RATE = {"message": "The API rate limit has been exceeded. Try again later."}
# Together 30 % of the calls.
FAULTS: tuple[dict[str, Any], ...] = (
    {"kind": "status", "status": 429, "body": RATE, "probability": 0.1},
    {"kind": "status", "status": 500, "probability": 0.05},
    {"kind": "accept_then_status", "status": 500, "probability": 0.05},
    {"kind": "delay", "seconds": 0.3, "probability": 0.1},
)


def approve(database: Database) -> None:
    """Settle the people, and approve a broadcast to all of them."""
    now = datetime.now(UTC)
    draft = Draft(texts={"ja": Text(title="断水", body="断水しています。")})
    content = Content(draft, Audience(everyone=True), Plan(), urgent=True)
    with database.write() as connection:
        rows = [{"id": person(number), "following": True} for number in range(1, PEOPLE + 1)]
        connection.execute(insert(citizen_table), rows)
        one = store.find(connection, store.create(connection, content, 1, "試験", now))
        assert one
        store.approve(connection, one, "試験", now, Holidays())


def count(database: Database, *states: str) -> int:
    """How many calls are in these states."""
    query = select(func.count()).where(outbox_table.c.state.in_(states))
    with database.read() as connection:
        return connection.scalar(query) or 0


def written(database: Database) -> bool:
    with database.read() as connection:
        return "written" in connection.scalars(select(mailing_table.c.state)).all()


def kill(process: Process, database: Database) -> None:
    """kill -9; what it held is taken over at once instead of after its lease."""
    process.kill()
    with database.write() as connection:
        waiting = update(outbox_table).where(outbox_table.c.state == "queued")
        connection.execute(waiting.values(due_ms=0))


def test_everybody_gets_a_broadcast_once_whoever_dies(stage: Stage) -> None:
    stage.faults(*FAULTS)
    web, clocks = stage.start_web(), [stage.start("clock"), stage.start("clock")]
    with closing(connect(stage.database_url)) as database:
        approve(database)
        until(lambda: count(database, "queued", "sent") > 0, "a clock writes")
        kill(clocks[0], database)
        worker = stage.start("worker")
        until(lambda: count(database, "sent") > 3, "the worker sends")
        kill(worker, database)
        kill(web, database)
        stage.start("worker")
        until(lambda: written(database), "the other clock wrote all of it")
        stage.start("clock")
        until(lambda: not count(database, "queued"), "all is settled")
        assert count(database, "sent") == PEOPLE // 500
    (told,) = stage.emulator.deliveries.tally()
    assert (told["once"], told["moreThanOnce"]) == (PEOPLE, 0)
