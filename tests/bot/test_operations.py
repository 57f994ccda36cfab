"""What operations rely on: health, metrics, and letting go of old data."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from bot import upkeep
from bot.citizens import citizen_table
from bot.citizens.places import Places, place_table
from bot.conversation import conversation_table
from bot.db import schema
from bot.inbox import inbox_table
from bot.outbox import outbox_table
from tests.bot.road import ALICE, BOB, Road, event, says


def test_the_process_is_alive_and_ready(road: Road) -> None:
    assert (road.get("/healthz").status_code, road.get("/readyz").status_code) == (200, 200)


def test_an_older_database_makes_it_not_ready(road: Road) -> None:
    with road.database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    answer = road.get("/readyz")
    with road.database.write() as connection:
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{schema.head()}'"))
    assert (answer.status_code, "db upgrade" in answer.text) == (503, True)
    assert road.get("/healthz").status_code == 200


def test_a_database_out_of_reach_makes_it_not_ready(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(connection: Connection) -> bool:
        raise OperationalError("SELECT", {}, Exception("gone"))

    monkeypatch.setattr("bot.doors.health.schema.is_behind", fails)
    answer = road.get("/readyz")
    assert (answer.status_code, "database" in answer.text) == (503, True)


def test_metrics_count_events_and_calls_and_how_long_the_oldest_waits(road: Road) -> None:
    road.hears(says("一"))
    road.receive(says("二", BOB), event("beacon", source={"type": "group"}))
    road.pass_time(seconds=42)
    shown = road.get("/metrics").text
    for line in (
        'madoguchi_events{state="done"} 1.0',
        'madoguchi_events{state="new"} 1.0',
        'madoguchi_events{state="ignored"} 1.0',
        'madoguchi_sends{method="reply",state="sent"} 1.0',
        "madoguchi_oldest_event_seconds 42.0",
        "madoguchi_oldest_send_seconds 0.0",
        "madoguchi_send_lag_seconds 0.0",
    ):
        assert line in shown.splitlines()


def test_metrics_name_nobody(road: Road) -> None:
    road.hears(says("秘密"))
    assert ALICE not in road.get("/metrics").text


TABLES = (inbox_table, outbox_table, conversation_table, citizen_table, place_table)


def test_what_is_no_longer_needed_is_let_go(road: Road) -> None:
    road.hears(event("follow"), says("一"), says("二", BOB))
    with road.database.write() as connection:
        Places(connection, ALICE).put(town="門脇町")
    road.hears(event("unfollow"))
    road.pass_time(days=8)
    road.receive(says("まだ", BOB))
    gone = upkeep.purge(road.service)
    assert (gone["events"], gone["sends"], gone["citizens"]) == (4, 3, 0)
    assert [road.count(table) for table in TABLES][:2] == [1, 0]
    assert road.states() == ["new"], "what waits is kept"
    road.pass_time(days=30)
    assert upkeep.purge(road.service)["citizens"] == 1
    assert (road.count(citizen_table), road.count(place_table)) == (0, 0)


def test_a_purge_in_the_middle_of_a_talk_harms_nobody(road: Road) -> None:
    road.hears(says("一"))
    road.pass_time(days=8)
    upkeep.purge(road.service)
    assert road.hears(says("二")) == ["聞きました: 二"]
