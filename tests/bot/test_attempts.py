"""Counting of attempts: exact for many at once, by household, and nothing of it says who it was."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from bot import attempts
from bot.attempts import DAY_MS, Limit, Who, attempt_table, network_of
from bot.db import Database, connect
from bot.visitors import who_of

MIDNIGHT = 20_000 * DAY_MS
HOUR = 60 * 60_000
FORM = Limit("roads.report", HOUR, of_address=5)
HOME = "203.0.113.7"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = connect(database_url)
    yield opened
    opened.close()


def begins(database: Database, at_ms: int, address: str = HOME, limit: Limit = FORM) -> bool:
    with database.write() as connection:
        return attempts.begin(connection, limit, Who("secret", address), at_ms)


def test_many_processes_at_once_count_one_by_one(database: Database) -> None:
    with ThreadPoolExecutor(8) as pool:
        fine = list(pool.map(lambda _: begins(database, MIDNIGHT), range(24)))
    assert sum(fine) == 5


def test_midnight_takes_nothing_away_and_an_hour_does(database: Database) -> None:
    assert all(begins(database, MIDNIGHT - 1000) for _ in range(5))
    assert not begins(database, MIDNIGHT + 1000)
    assert begins(database, MIDNIGHT + 1000, "203.0.113.8")
    assert begins(database, MIDNIGHT + 1000, limit=Limit("other", HOUR, of_address=1))
    assert begins(database, MIDNIGHT + HOUR)


def test_nothing_stored_says_who_and_nothing_stays(database: Database) -> None:
    assert begins(database, MIDNIGHT)
    assert begins(database, MIDNIGHT + DAY_MS, limit=Limit("other", HOUR, of_address=1))
    with database.read() as connection:
        rows = connection.execute(select(attempt_table)).all()
    assert HOME not in str(rows)
    assert len({row.address for row in rows}) == 2, "another day, another hash"
    with database.write() as connection:
        assert attempts.purge(connection, MIDNIGHT + DAY_MS + HOUR) == 1
        assert attempts.purge(connection, MIDNIGHT + DAY_MS + HOUR + 1) == 1


def test_a_household_is_one_and_an_unknown_proxy_is_nobody() -> None:
    assert network_of("2001:db8:1:2::7") == network_of("2001:db8:1:2:3:4:5:6")
    assert network_of("2001:db8:1:2::7") != network_of("2001:db8:1:3::7")
    assert network_of("::ffff:203.0.113.7") == "203.0.113.7"
    assert who_of("10.0.0.1", "8.8.8.8") == "", "all of the city would have this address"
    assert who_of("10.0.0.1", "") == "10.0.0.1"
    assert who_of("8.8.8.8", "1.1.1.1") == "8.8.8.8", "a visitor cannot choose who to be"
