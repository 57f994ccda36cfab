"""Processes and databases that go away in the middle: nothing is lost, nothing is said twice."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.db import Database, connect
from bot.outbox import outbox_table
from tests.faults.live import live_bot
from tests.wire.processes import Stage, until

pytestmark = pytest.mark.wire
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def _states(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.scalars(select(outbox_table.c.state)))


def _let_leases_end(database: Database) -> None:
    with database.write() as connection:
        connection.execute(update(outbox_table).values(due_ms=0))


@pytest.mark.parametrize("kind", ["hang", "accept_then_hang"])
def test_a_web_process_dies_between_its_commit_and_lines_answer(stage: Stage, kind: str) -> None:
    web, database = stage.start_web(), connect(stage.database_url)
    who = stage.citizen("花子")
    stage.faults({"kind": kind})
    stage.says(who, "メニュー")
    until(lambda: _states(database) == ["queued"], "the answer is committed")
    if kind == "accept_then_hang":
        until(lambda: stage.answers() == [1], "LINE accepted it")
    web.kill()
    stage.emulator.faults.clear()
    _let_leases_end(database)
    worker = stage.start("worker")
    until(lambda: _states(database) == ["sent"], "the worker took over")
    assert stage.answers() == [1]
    assert stage.ledger()["totals"]["pushes"] == 0
    assert worker.terminate() == 0
    database.close()


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_postgresql_restarts_in_the_middle(stage: Stage, postgres_server: Any) -> None:
    with live_bot(stage) as bot:
        who = stage.citizen("花子")
        stage.says(who, "前")
        bot.finish(1)
        postgres_server.stop()
        try:
            stage.says(who, "あいだ")
        finally:
            postgres_server.start()
        stage.says(who, "あと")
        bot.finish(3)
        # What came in between may have been sent again by LINE, after what came later.
        assert sorted(bot.heard()) == sorted(["前", "あいだ", "あと"])
    assert stage.answers() == [1, 1, 1]


@on_sqlite
def test_another_writer_keeps_sqlite_for_a_second(stage: Stage) -> None:
    file = Path(stage.database_url.removeprefix("sqlite:///"))
    with live_bot(stage) as bot:
        people = [stage.citizen(name) for name in ("花子", "次郎", "三郎")]
        other = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        release = threading.Timer(1.0, other.execute, ("COMMIT",))
        release.start()
        for who in people:
            stage.says(who, "ごみ")
        bot.finish(len(people))
        release.join()
        other.close()
        assert len(bot.heard()) == len(people)
    assert stage.answers() == [1] * len(people)
