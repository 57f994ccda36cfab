"""What is kept of what was asked in vain, and how it is counted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot import misses, upkeep
from bot.db import connect
from bot.misses import LONGEST, UNSAID, Miss, Missed, kept, search_miss_table
from tests.bot.conftest import OpenRoad
from tests.bot.road import ALICE, BOB, Road, counting, says

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ソーラーパネル？", "そーらーぱねる"),
        ("赤ちゃんの駅", "赤ちゃんの駅"),
        ("お母さん教室", "お母さん教室"),
        ("生さんまの骨", "生さんまの骨"),
        ("仕様", "仕様"),
        ("10円玉", "10円玉"),
    ],
)
def test_words_that_tell_nobody_are_kept_folded(text: str, expected: str) -> None:
    assert kept(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "山田さん",
        "タナカ様の家",
        "鈴木くんが",
        "さくらちゃん",
        "0225951111",
        "０２２５ー９５",
        "11-22",
        "3丁目",
        "35歳",
        "someone@example.jp",
        "https://example.jp",
        "とても長い文には書いた人のことが書いてあるかもしれない",
        "a\x00b",
        "",
    ],
)
def test_what_may_tell_who_asked_is_not_kept(text: str) -> None:
    assert kept(text) == UNSAID


@given(st.text(max_size=60))
def test_what_is_kept_fits_its_column_and_stays_as_it_is(text: str) -> None:
    found = kept(text)
    assert len(found) <= LONGEST
    assert kept(found) == found
    assert "\x00" not in found


def test_misses_are_added_up_when_read(database_url: str) -> None:
    database = connect(database_url)
    yesterday = TODAY - timedelta(days=1)
    with database.write() as connection:
        misses.add(connection, [Miss(yesterday, "宇宙船"), Miss(TODAY, "うちゅうせん")])
        misses.add(connection, [Miss(TODAY, "宇宙船"), Miss(TODAY, "宇宙船", "garbage")])
        misses.add(connection, [])
    with database.read() as connection:
        assert misses.since(connection, yesterday) == [
            Missed("宇宙船", "", 2, TODAY),
            Missed("うちゅうせん", "", 1, TODAY),
            Missed("宇宙船", "garbage", 1, TODAY),
        ]
        assert [one.times for one in misses.since(connection, TODAY)] == [1, 1, 1]
    database.close()


def test_past_days_become_one_row_each_and_go_after_their_term(road: Road) -> None:
    today = road.service.clock().date()
    old, past = today - timedelta(days=90), today - timedelta(days=89)
    with road.database.write() as connection:
        for day in (old, past, past, past, today, today):
            misses.add(connection, [Miss(day, "宇宙船")])
    assert upkeep.purge(road.service)["misses"] == 0
    with road.database.read() as connection:
        assert misses.since(connection, old) == [Missed("宇宙船", "", 6, today)]
        assert connection.scalar(select(func.count()).select_from(search_miss_table)) == 4
    road.pass_time(days=1)
    assert upkeep.purge(road.service)["misses"] == 1
    with road.database.read() as connection:
        assert misses.since(connection, old)[0].times == 5


def test_a_miss_is_written_with_its_event_or_not_at_all(new_road: OpenRoad) -> None:
    def pass_by(turn: object, text: str) -> None:
        if text == "こわれる":
            raise RuntimeError("a slip")

    feature = counting(pass_by)
    answer = feature.asked
    assert answer is not None
    feature.asked = lambda turn, text: (answer(turn, text), turn.pass_on())[1]
    road = new_road(feature)
    road.receive(says("うちゅうせん", ALICE), says("こわれる", BOB))
    road.handle()
    with road.database.read() as connection:
        found = misses.since(connection, date(2000, 1, 1))
    assert [(one.text, one.times) for one in found] == [("うちゅうせん", 1)]


# SQLite has one writer at a time, whatever is written.
@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_citizens_who_miss_the_same_do_not_wait_for_each_other(database_url: str) -> None:
    database = connect(database_url)
    with database.write() as one, database.write() as other:
        for connection in (one, other, one):
            misses.add(connection, [Miss(TODAY, "宇宙船"), Miss(TODAY, "うちゅうせん")])
    with database.read() as connection:
        assert [missed.times for missed in misses.since(connection, TODAY)] == [3, 3]
    database.close()


def test_nothing_in_the_table_tells_who_asked() -> None:
    columns = {column.name for column in search_miss_table.columns}
    assert columns == {"id", "day", "text", "category", "times"}
