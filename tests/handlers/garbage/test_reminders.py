"""Reminders as the citizens get them, through the real job and LINE's side of the wire."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest

from bot.citizens import block
from bot.testing import OpenChat
from handlers.garbage.reminders import jobs
from handlers.garbage.reminders.telling import Telling
from tests.handlers.garbage.evening import AREA_DAYS, Evening, Open, write_content
from tests.passing import Killed, at, person

TOMORROW = "明日 11月23日(月)は「燃えるごみ」の日です。"
TODAY = "今日 11月23日(月)は「燃えるごみ」の日です。"


def test_the_evening_before_and_the_morning_of(open_city: Open) -> None:
    city = open_city("2026-11-22 18:00")
    eve, day = city.wishes(1, "eve", "19:00"), city.wishes(2, "day", "7:05")
    city.goes_on("2026-11-22 18:59:50", timedelta(minutes=10))
    assert not city.calls()
    city.goes_on("2026-11-22 19:01")
    assert city.got() == {(eve, TOMORROW): 1}
    city.goes_on("2026-11-23 12:00", timedelta(minutes=5))
    assert city.got() == {(eve, TOMORROW): 1, (day, TODAY): 1}
    (first, second) = city.texts()
    assert "8時30分までに出してください" in first
    assert "北町" not in first + second


def test_a_day_without_collection_is_silent(open_city: Open) -> None:
    city = open_city("2026-11-23 18:00")
    city.wishes(1, "eve", "19:00")
    city.goes_on("2026-11-25 18:00", timedelta(minutes=30))
    assert not city.calls()
    city.goes_on("2026-11-25 20:00", timedelta(minutes=30))
    assert [text.splitlines()[0] for text in city.texts()] == [
        "明日 11月26日(木)は「燃えるごみ」の日です。"
    ]


def test_districts_with_the_same_days_share_calls(open_city: Open) -> None:
    city = open_city("2026-11-22 18:00")
    for number in range(700):
        city.wishes(number, "eve", "19:00", "北町" if number % 2 else "南町")
    for number in range(700, 710):
        city.wishes(number, "eve", "19:00", "西町")
    city.goes_on("2026-11-22 19:01", timedelta(minutes=1))
    assert sorted(call["recipients"] for call in city.calls()) == [200, 500]
    assert city.got() == {(person(n), TOMORROW): 1 for n in range(700)}


def test_another_place_is_named(open_city: Open) -> None:
    city = open_city("2026-11-22 18:00")
    city.wishes(1, "eve", "19:00")
    city.wishes(1, "eve", "19:00", "南町", slot="parents")
    city.wishes(2, "eve", "19:00", "北町", slot="parents")
    city.goes_on("2026-11-22 19:01")
    assert city.got() == {
        (person(1), TOMORROW): 1,
        (person(1), f"実家: {TOMORROW}"): 1,
        (person(2), f"実家: {TOMORROW}"): 1,
    }
    assert len(city.calls()) == 2


def test_a_usual_day_that_rests_is_told_with_the_next(open_city: Open) -> None:
    city = open_city("2026-12-30 18:00")
    eve, day = city.wishes(1, "eve", "19:00"), city.wishes(2, "day", "7:00")
    city.goes_on("2027-01-04 09:00", timedelta(minutes=30))
    assert city.got() == {
        (eve, "明日 12月31日(木)の「燃えるごみ」は休みです。"): 1,
        (day, "今日 12月31日(木)の「燃えるごみ」は休みです。"): 1,
        (eve, "明日 1月4日(月)は「燃えるごみ」の日です。"): 1,
        (day, "今日 1月4日(月)は「燃えるごみ」の日です。"): 1,
    }
    assert (
        "明日は、いつもなら「燃えるごみ」の日ですが、休みです。次は1月4日(月)です。"
        in (city.texts()[0])
    )
    assert "8時30分までに" not in city.texts()[0]


def test_a_clock_that_was_down_catches_up_while_it_is_of_use(open_city: Open) -> None:
    city = open_city("2026-11-22 18:00")
    eve, day = city.wishes(1, "eve", "19:00"), city.wishes(2, "day", "7:00")
    city.runs()
    city.skips_to("2026-11-23 08:10")
    assert city.got() == {(eve, TODAY): 1, (day, TODAY): 1}
    city.goes_on("2026-11-23 12:00", timedelta(minutes=5))
    assert sum(city.got().values()) == 2


def test_what_is_too_late_is_not_sent_and_is_counted(
    open_city: Open, caplog: pytest.LogCaptureFixture
) -> None:
    city = open_city("2026-11-22 18:00")
    city.wishes(1, "eve", "19:00")
    city.wishes(2, "day", "7:00")
    city.runs()
    city.skips_to("2026-11-23 08:30")
    assert not city.calls()
    assert "2 reminders of 2026-11-23 were too late" in caplog.text
    caplog.clear()
    city.runs()
    assert "too late" not in caplog.text


def test_who_begins_today_is_not_told_of_what_is_past(open_city: Open) -> None:
    city = open_city("2026-11-22 20:00")
    city.wishes(1, "eve", "19:00", since=date(2026, 11, 24))
    city.goes_on("2026-11-23 12:00", timedelta(minutes=10))
    assert not city.calls()


def test_who_blocked_the_account_is_left_out(open_city: Open) -> None:
    city = open_city("2026-11-22 18:00")
    gone, stays = city.wishes(1, "eve", "19:00"), city.wishes(2, "eve", "19:00")
    with city.service.database.write() as connection:
        block(connection, gone, 0)
    city.goes_on("2026-11-22 19:01")
    assert city.got() == {(stays, TOMORROW): 1}


def test_a_district_that_left_the_calendar_is_asked_about_once(open_city: Open) -> None:
    city = open_city("2026-11-22 18:00")
    lost = city.wishes(1, "eve", "19:00", "旧町")
    city.wishes(1, "day", "7:00", "旧町")
    stays = city.wishes(2, "eve", "19:00")
    city.goes_on("2026-11-28 12:00", timedelta(minutes=30))
    mine = {text: count for (citizen, text), count in city.got().items() if citizen == lost}
    assert mine == {
        "地区「旧町」が、今の収集日の表にないため、ごみの日をお知らせできなくなりました。": 1
    }
    assert (stays, TOMORROW) in city.got()


def test_without_a_calendar_nothing_is_sent_and_it_is_said_once(
    open_city: Open, caplog: pytest.LogCaptureFixture
) -> None:
    jobs._say_no_calendar.cache_clear()
    city = open_city("2026-11-22 18:00", area_days="地名,センター,燃えるごみ\n")
    city.wishes(1, "eve", "19:00")
    city.goes_on("2026-11-22 19:05")
    assert not city.calls()
    assert caplog.text.count("has no calendar") == 1


def test_a_district_that_fails_holds_up_no_other(
    open_city: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    city = open_city("2026-11-22 18:00")
    city.wishes(1, "eve", "19:00", "南町")
    told = city.wishes(2, "eve", "19:00", "北町")
    really = Telling.message

    def message(self: Telling, day: date) -> object:
        if self.blocks.area.label == "南町":
            raise RuntimeError
        return really(self, day)

    monkeypatch.setattr(Telling, "message", message)
    city.goes_on("2026-11-22 19:05")
    assert city.got() == {(told, TOMORROW): 1}


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("write", range(1, 8))
def test_a_clock_that_dies_anywhere_goes_on_with_the_same_letters(
    open_city: Open, write: int, after: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between its death and its return the calendar changes, so that other districts share words."""
    monkeypatch.setattr("bot.mailing.mailer.CALL_PEOPLE", 2)
    monkeypatch.setattr("bot.mailing.mailer.PIECE_CALLS", 1)
    city = open_city("2026-11-22 18:59:50")
    towns = ["北町", "南町", "西町"]
    people = [city.wishes(n, "eve", "19:00", towns[n % 2]) for n in range(6)]
    city.clock.move(timedelta(seconds=20))
    with suppress(Killed), city.dies(write, after=after):
        city.runs()
    city.service.delivery.send_due()
    changed = AREA_DAYS.replace("南町,東部,月 木,水1,土2", "南町,東部,月 木,月4,土2")
    write_content(city.content, area_days=changed)
    city.goes_on("2026-11-22 19:03")
    assert {citizen for citizen, _ in city.got()} == set(people)
    assert sum(city.got().values()) == len(people)


def test_two_clocks_send_once(open_city: Open, new_chat: OpenChat) -> None:
    city = open_city("2026-11-22 18:00")
    other = Evening(new_chat(content=city.content, citizen="二"), city.clock, city.content)
    people = [city.wishes(n, "eve", "19:00") for n in range(3)]
    city.clock.now = at("2026-11-22 19:00:05")
    city.runs()
    other.runs()
    assert sum((city.got() + other.got()).values()) == len(people)
