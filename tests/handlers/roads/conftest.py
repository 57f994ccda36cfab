"""A ledger in a database, and reports to put into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.api import Point
from bot.db import Database, connect
from handlers.roads.ledger.case import Case, Source
from handlers.roads.ledger.opening import Opened, Report, join_case, open_case

DAY = 24 * 60 * 60 * 1000
NOW = 1_764_374_400_000  # 2025-11-29 00:00 UTC
HALL = Point(38.4343, 141.3027)


def report(spot: Point = HALL, **values: Any) -> Report:
    """A report of a hole, near the city hall."""
    usual = Report("hole", spot.latitude, spot.longitude, Source.LINE, due_ms=NOW + 7 * DAY)
    return replace(usual, **values)


class Ledger:
    """A ledger; every act is a transaction of its own, a second after the one before."""

    def __init__(self, database: Database) -> None:
        self.database, self.now, self._random = database, NOW, Random(1)

    def write(self) -> Any:
        self.now += 1000
        return self.database.write()

    def read(self) -> Any:
        return self.database.read()

    def opened(self, spot: Point = HALL, **values: Any) -> Opened:
        with self.write() as connection:
            return open_case(connection, report(spot, **values), self.now, self._random)

    def open(self, spot: Point = HALL, **values: Any) -> Case:
        return self.opened(spot, **values).case

    def join(self, case: int, **values: Any) -> Opened:
        with self.write() as connection:
            return join_case(connection, case, report(**values), self.now)

    def do(self, act: Any, *args: Any, **values: Any) -> Any:
        """Run a function of the ledger: (connection, *args, now_ms=.., **values)."""
        with self.write() as connection:
            return act(connection, *args, now_ms=self.now, **values)

    def ask(self, act: Any, *args: Any, **values: Any) -> Any:
        """Run a function of the ledger that only reads."""
        with self.read() as connection:
            return act(connection, *args, **values)


@pytest.fixture
def ledger(database_url: str) -> Iterator[Ledger]:
    """An empty ledger, on both databases."""
    database = connect(database_url)
    yield Ledger(database)
    database.close()


@pytest.fixture
def sqlite_ledger(tmp_path: Any, migrated_sqlite: Any) -> Iterator[Ledger]:
    """An empty ledger, for laws that do not depend on the database."""
    import shutil

    file = tmp_path / "ledger.db"
    shutil.copyfile(migrated_sqlite, file)
    database = connect(f"sqlite:///{file}")
    yield Ledger(database)
    database.close()


def connection_of(ledger: Ledger) -> Connection:
    return ledger.database.engine.connect()
