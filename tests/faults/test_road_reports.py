"""Processes die while a citizen reports road damage: one report, each photo once, no file left over."""

from __future__ import annotations

import base64
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select, update

from bot import media
from bot.db import Database, connect
from bot.outbox import outbox_table
from handlers.roads.ledger import drafts
from handlers.roads.tables import case_table, draft_table, event_table, photo_table
from handlers.roads.talk import feature
from tests.bot.pictures.photos import picture
from tests.wire.processes import Process, Stage, until

pytestmark = pytest.mark.wire
CONTENT = "/v2/bot/message/*/content"


@dataclass
class Reporter:
    """A citizen with a photo in hand, and what the tables and the folder of photos say."""

    stage: Stage
    who: str
    database: Database

    def says(self, text: str) -> None:
        self.stage.says(self.who, text)

    def stands(self) -> None:
        place = {"latitude": 38.4343, "longitude": 141.3027, "title": "", "address": "日本"}
        self.stage.does(self.who, {"type": "location"} | place)

    def shows(self, photo: bytes) -> None:
        data = base64.b64encode(photo).decode()
        self.stage.does(self.who, {"type": "image", "data": data, "contentType": "image/jpeg"})

    def sends(self) -> None:
        with self.database.read() as connection:
            unsent = drafts.find(connection, self.who)
        assert unsent is not None
        data = feature.buttons["send"].data(unsent.mark)
        self.stage.does(self.who, {"type": "postback", "data": data})

    def count(self, table: object) -> int:
        with self.database.read() as connection:
            return connection.scalar(select(func.count()).select_from(table)) or 0  # type: ignore[arg-type]

    def ready(self) -> int:
        table = media.media_table
        query = select(func.count()).where(table.c.state == "ready")
        with self.database.read() as connection:
            return connection.scalar(query.select_from(table)) or 0

    def keys(self) -> set[str]:
        with self.database.read() as connection:
            return set(connection.scalars(select(photo_table.c.media)))

    def folders(self) -> set[str]:
        root = self.stage.folder / "media"
        return {path.name for path in root.glob("*/*")}

    def let_leases_end(self) -> None:
        with self.database.write() as connection:
            connection.execute(update(media.media_table).values(due_ms=0))


@contextmanager
def reporter(stage: Stage) -> Iterator[Reporter]:
    database = connect(stage.database_url)
    yield Reporter(stage, stage.citizen("花子"), database)
    database.close()


def _start(stage: Stage, *names: str) -> list[Process]:
    settings = {"MEDIA_URL": f"file://{stage.folder}/media"}
    if "web" in names:
        stage.start_web(**settings)
    return [stage.start(name, **settings) for name in names if name != "web"]


def _workshops(process: Process) -> list[int]:
    """The ids of a process's children, which make photos anew."""
    found = subprocess.run(
        ["pgrep", "-P", str(process.popen.pid)], capture_output=True, text=True, check=False
    )
    return [int(line) for line in found.stdout.split()]


def test_workers_die_while_photos_come_in(stage: Stage) -> None:
    (worker,) = _start(stage, "web", "worker")
    with reporter(stage) as one:
        one.says("通報")
        one.stands()
        one.says("穴")
        until(lambda: one.count(draft_table) == 1, "the report has begun")
        stage.emulator.faults.put([{"path": CONTENT, "kind": "hang"}])
        one.shows(picture())
        one.shows(picture(800, 600))
        until(lambda: one.count(photo_table) == 2, "the photos are asked for")
        until(lambda: _attempts(one) >= 2, "they are being fetched")
        worker.kill()
        stage.emulator.faults.clear()
        one.let_leases_end()
        (worker,) = _start(stage, "worker")
        until(lambda: one.ready() == 2, "another worker fetched them", 60)
        for child in _workshops(worker):
            os.kill(child, signal.SIGKILL)
        one.shows(picture(320, 240))
        until(lambda: one.ready() == 3, "a new child made the third one anew", 60)
        one.says("大きな穴")
        until(lambda: _said(one), "the words are noted")
        one.sends()
        until(lambda: one.count(case_table) == 1, "the case is open")
        assert one.folders() == one.keys()
        assert len(one.keys()) == 3
        assert worker.terminate() == 0


def _attempts(one: Reporter) -> int:
    with one.database.read() as connection:
        return int(connection.scalar(select(func.sum(media.media_table.c.attempts))) or 0)


def _said(one: Reporter) -> bool:
    with one.database.read() as connection:
        found = drafts.find(connection, one.who)
    return bool(found and found.said)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_web_process_dies_as_the_report_is_sent(stage: Stage) -> None:
    web = stage.start_web(MEDIA_URL=f"file://{stage.folder}/media")
    with reporter(stage) as one:
        for words in ("通報", "穀町14-1", "穴", "なし", "深い穴"):
            one.says(words)
        until(lambda: _said(one), "all was said")
        stage.faults({"kind": "hang"})
        one.sends()
        until(lambda: one.count(case_table) == 1, "the case is open")
        web.kill()
        stage.emulator.faults.clear()
        _start(stage, "web", "worker")
        _calls_are_due(one)
        until(lambda: any("受付番号" in text for text in stage.texts(one.who)), "the number", 60)
        assert one.count(case_table) == 1
        assert one.count(event_table) == 1
        assert one.count(draft_table) == 0
        numbers = [text for text in stage.texts(one.who) if "受付番号" in text]
        assert len(numbers) == 1


def _calls_are_due(one: Reporter) -> None:
    with one.database.write() as connection:
        connection.execute(update(outbox_table).values(due_ms=0))
