"""Everything of a citizen goes, from every table, and nothing of anybody else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    insert,
    select,
)

from bot import erasure, upkeep
from bot.api import Feature, Nothing, Reply, Text
from bot.citizens import citizen_table
from bot.conversation import conversation_table
from bot.db.base import metadata
from bot.inbox import inbox_table
from bot.mailing import capped_table
from bot.media import media_table
from bot.outbox import outbox_table
from bot.registry import discover
from tests.bot.conftest import OpenRoad
from tests.bot.road import ALICE, BOB, CAROL, NothingTurn, Road, counting, event, says

# What `Account.holdings` tells of; of `media` the feature tells that asked for the photo.
PLATFORM = {
    "citizen_place",
    "citizen_topic",
    "conversation",
    "inbox_event",
    "mailing_capped",
    "media",
    "outbox",
}


@pytest.fixture(scope="module")
def features() -> dict[str, Feature[Any, Any]]:
    return discover().features


def test_every_table_with_a_citizen_is_told_to_the_citizen(
    features: dict[str, Feature[Any, Any]],
) -> None:
    """The platform lists its own tables in `bot.account`; a feature says what its tables hold."""
    for table in metadata.sorted_tables:
        if "citizen" not in table.c or table.name in PLATFORM:
            continue
        owners = [f for f in features.values() if table.name.startswith(f"{f.name}_")]
        assert owners, f"{table.name}: the name of a feature's table begins with the feature's"
        assert all(one.kept for one in owners), f"{table.name}: @feature.stored says nothing of it"


def test_what_hangs_on_a_citizens_row_goes_with_it(features: dict[str, Feature[Any, Any]]) -> None:
    erased = {table.name for table in erasure.tables()} | {"citizen"}
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name in erased and table.name not in erased:
                assert key.ondelete == "CASCADE", f"{table.name} would hold its parent back"


def _row(table: Table, citizen: str, number: int) -> dict[str, Any]:
    """A row of any table: `number` in every column that needs something."""
    return {
        column.name: citizen if column.name == "citizen" else _value(column, number)
        for column in table.c
        if column.name == "citizen" or not (column.nullable or column.autoincrement is True)
    }


def _value(column: Column[Any], number: int) -> object:
    for kind, value in (
        (Boolean, True),
        (Integer, number),
        (BigInteger, number),
        (Float, float(number)),
        (DateTime, datetime(2026, 11, 21, tzinfo=UTC)),
        (Date, date(2026, 11, 21)),
    ):
        if isinstance(column.type, kind):
            return value
    return f"done{number}"[: getattr(column.type, "length", None) or 20]


def _rows_of(road: Road, citizen: str) -> dict[str, int]:
    """How many rows speak of a citizen, by table; the id is looked for in every column of text."""
    found = {}
    with road.database.read() as connection:
        for table in metadata.sorted_tables:
            rows = connection.execute(select(table)).all()
            found[table.name] = sum(citizen in str(tuple(row)) for row in rows)
    return {name: count for name, count in found.items() if count}


def _add_parents(connection: Connection, table: Table, citizen: str, number: int) -> None:
    """The rows that a required foreign key of the table refers to."""
    for key in table.foreign_keys:
        parent = key.column.table
        if not key.parent.nullable and parent.name not in {one.name for one in erasure.tables()}:
            row = _row(parent, citizen, number) | {key.column.name: number}
            connection.execute(insert(parent).values(**row))


def _fill(road: Road) -> set[str]:
    """One row for Alice and one for Bob in every table of citizens."""
    filled = {"citizen"}
    with road.database.write() as connection:
        for number, citizen in enumerate((ALICE, BOB), 1):
            for table in [*erasure.tables(), inbox_table, media_table]:
                _add_parents(connection, table, citizen, number)
                connection.execute(insert(table).values(**_row(table, citizen, number)))
                filled.add(table.name)
            connection.execute(insert(citizen_table).values(id=citizen, following=True))
    return filled


def test_no_table_keeps_anything_of_who_is_erased(
    road: Road, features: dict[str, Feature[Any, Any]]
) -> None:
    filled = _fill(road)
    assert set(_rows_of(road, ALICE)) == filled
    with road.database.write() as connection:
        assert erasure.erase(connection, ALICE) == 1
    assert _rows_of(road, ALICE) == {}
    assert set(_rows_of(road, BOB)) == filled, "nobody else lost anything"


def test_who_blocked_the_account_long_ago_is_erased_from_every_table(
    road: Road, features: dict[str, Feature[Any, Any]]
) -> None:
    filled = _fill(road)
    road.hears(event("unfollow"))
    road.pass_time(days=365)
    with road.database.write() as connection:
        connection.execute(inbox_table.update().values(finished_ms=road.now))
        connection.execute(outbox_table.update().values(settled_ms=road.now))
        connection.execute(conversation_table.update().values(updated_ms=road.now))
        connection.execute(capped_table.update().values(at_ms=road.now))
    assert upkeep.purge(road.service)["citizens"] == 1
    assert _rows_of(road, ALICE) == {}
    assert set(_rows_of(road, BOB)) == filled


def test_rows_that_hang_on_others_are_deleted_first(road: Road, monkeypatch: Any) -> None:
    own = MetaData()
    Table("parent", own, Column("id", Integer, primary_key=True), Column("citizen", Integer))
    Table(
        "child",
        own,
        Column("parent", ForeignKey("parent.id"), primary_key=True),
        Column("citizen", Integer),
    )
    monkeypatch.setattr(erasure, "metadata", own)
    assert [table.name for table in erasure.tables()] == ["child", "parent"]


def _eraser() -> Feature[Any, Any]:
    feature: Feature[Nothing, Nothing] = Feature("eraser", title="消す", order=1)

    @feature.step(Text)
    def waits(turn: NothingTurn, said: Text) -> Reply:
        return turn.end(f"待っていました: {said.text}")

    @feature.command("消す")
    def erase(turn: NothingTurn) -> Reply:
        turn.account.erase()
        return turn.end("消しました")

    @feature.command("始める")
    def start(turn: NothingTurn) -> Reply:
        return turn.ask(waits, "どうぞ")

    @feature.command("壊す")
    def breaks(turn: NothingTurn) -> Reply:
        turn.account.erase()
        raise RuntimeError("power cut")

    return feature


@pytest.fixture
def talk(new_road: OpenRoad) -> Road:
    return new_road(_eraser(), counting())


def test_only_the_goodbye_and_its_event_stay(talk: Road) -> None:
    talk.hears(event("follow"), says("一"), says("二", BOB))
    assert talk.hears(says("消す")) == ["消しました"]
    assert _rows_of(talk, ALICE) == {"inbox_event": 1, "outbox": 1}
    assert [row.citizen for row in talk.events()] == ["", "", BOB, ALICE]


def test_a_redelivery_of_an_erased_event_is_still_known(talk: Road) -> None:
    said = says("一")
    talk.hears(said)
    talk.hears(says("消す"))
    again = said | {"deliveryContext": {"isRedelivery": True}}
    assert talk.hears(again) == []
    assert talk.effects() == [(ALICE, "一")]


def test_the_talk_begins_anew(talk: Road) -> None:
    talk.hears(says("消す"))
    assert talk.hears(says("始める")) == ["どうぞ"]
    assert talk.hears(says("やあ")) == ["待っていました: やあ"]


def test_what_is_said_in_the_same_breath_is_answered_and_its_step_remembered(talk: Road) -> None:
    assert talk.hears(says("消す"), says("始める", at=1_001)) == ["消しました", "どうぞ"]
    assert talk.hears(says("やあ")) == ["待っていました: やあ"]


def test_an_event_that_waits_to_be_tried_again_is_not_lost(talk: Road) -> None:
    talk.receive(says("消す"), says("一", at=1_001))
    talk.handle()
    assert talk.effects() == [(ALICE, "一")]
    assert talk.states() == ["done", "done"]


def test_a_failure_after_the_erasure_takes_it_back(talk: Road) -> None:
    talk.hears(event("follow"), says("一"))
    before = _rows_of(talk, ALICE)
    talk.hears(says("壊す"))
    assert _rows_of(talk, ALICE) == before | {"inbox_event": before["inbox_event"] + 1}


def test_parked_words_go_too(talk: Road) -> None:
    talk.receive(says("壊す", CAROL))
    for _ in range(4):
        talk.handle()
        talk.pass_time(seconds=60)
    assert talk.states() == ["parked"]
    talk.hears(says("消す", CAROL))
    assert [row.payload for row in talk.events()] == [None, None]
