"""Messages and reminders as parents get them, through the real job and LINE's side of the wire."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest

from bot.citizens import block
from bot.testing import OpenChat
from handlers.childcare import jobs
from tests.handlers.childcare.morning import MESSAGES, VACCINES, Morning, Open, write_content
from tests.passing import Killed, at, person

TODAY = date(2026, 11, 22)


def born(days: int) -> date:
    """So many days old on the day of the tests."""
    return TODAY - timedelta(days=days)


def test_each_child_gets_the_message_of_its_day(open_city: Open) -> None:
    city = open_city("2026-11-22 08:00")
    one, other = city.has(1, born(30)), city.has(2, "2026-09-22")
    city.has(3, born(29))
    city.goes_on("2026-11-22 08:59")
    assert not city.calls()
    city.goes_on("2026-11-22 21:00")
    assert city.got() == {(one, "三十日"): 1, (other, "二か月"): 1}
    city.goes_on("2026-11-23 12:00")
    assert city.got()[one, "三十一日"] == 1
    assert city.got()[person(3), "三十日"] == 1


def test_every_message_can_be_stopped_changed_and_asked_about(open_city: Open) -> None:
    city = open_city("2026-11-22 09:00", vaccinations=VACCINES)
    city.has(1, born(30), plan=date(2000, 1, 1))
    city.has(2, "2026-09-23", plan=date(2000, 1, 1))
    city.runs()
    city.goes_on("2026-11-23 09:00")
    assert len(city.calls()) == 4
    for call in city.calls():
        labels = [i["action"]["label"] for i in call["messages"][-1]["quickReply"]["items"]]
        assert labels == ["この通知を止める", "間隔や種類を変える", "なぜ届いた？"]


def test_one_call_for_all_who_read_the_same(open_city: Open) -> None:
    """Twins, brothers of the same month and strangers: the message decides, not the day of birth."""
    messages = {"m01": "title: 一か月\nsince: 1か月\n", "d31": "title: 別\nsince: 生後40日"}
    city = open_city("2027-03-01 09:00", messages=messages)
    for number in range(600):
        # In 2027 those born on the 29th, 30th and 31st of January are all one month old on March 1st.
        city.has(number, date(2027, 1, 29 + number % 3))
    city.has(0, "2027-02-01")
    city.runs()
    assert sorted(call["recipients"] for call in city.calls()) == [100, 500]
    assert city.got() == {(person(number), "一か月"): 1 for number in range(600)}


def test_a_district_gets_its_own_message_in_place_of_the_one_for_all(open_city: Open) -> None:
    city = open_city("2026-11-22 09:00")
    here, there = city.has(1, born(31), district="北町"), city.has(2, born(31), district="南町")
    nowhere = city.has(3, born(31))
    city.runs()
    assert city.got() == {
        (here, "三十一日、北町"): 1,
        (there, "三十一日"): 1,
        (nowhere, "三十一日"): 1,
    }


def test_one_message_a_week_is_the_first_of_the_week_of_life(open_city: Open) -> None:
    city = open_city("2026-11-22 08:00")
    weekly = city.has(1, born(30), weekly=True)
    city.goes_on("2026-11-24 10:00")
    assert city.got() == {(weekly, "三十日"): 1}
    city.goes_on("2026-12-30 10:00", timedelta(hours=2))
    assert city.got() == {(weekly, "三十日"): 1, (weekly, "二か月"): 1}


def test_before_birth_the_weeks_count(open_city: Open) -> None:
    city = open_city("2026-11-22 08:00")
    mother = city.has(1, TODAY + timedelta(days=20 * 7), expected=True)
    city.has(2, TODAY + timedelta(days=20 * 7))
    city.goes_on("2026-11-22 10:00")
    assert city.got() == {(mother, "二十週"): 1}


def test_every_third_day_a_message_waits_for_its_day(open_city: Open) -> None:
    """Half a year is day 181 here, day 184 there; the cadence has days 103, 106 .. 181, 184."""
    city = open_city("2026-11-01 08:00")
    first, second = city.has(1, "2026-05-15"), city.has(2, "2026-05-16")
    city.goes_on("2026-11-30 12:00", timedelta(hours=2))
    days = {call["to"][0]: call for call in city.calls()}
    assert set(days) == {first, second}
    assert city.got() == {(first, "六か月"): 1, (second, "六か月"): 1}


@pytest.mark.parametrize(
    ("child", "day"),
    [("2024-02-29", "2024-08-31"), ("2024-12-31", "2025-03-01"), ("2025-02-28", "2025-04-28")],
)
def test_months_are_counted_as_families_do(open_city: Open, child: str, day: str) -> None:
    """Born on a leap day, or on a day that the month does not have."""
    months = "6か月" if child == "2024-02-29" else "2か月"
    messages = {"m": f"title: 月\nsince: {months}"}
    before = date.fromisoformat(day) - timedelta(days=1)
    city = open_city(f"{before - timedelta(days=5)} 08:00", messages=messages)
    parent = city.has(1, child)
    city.goes_on(f"{before} 21:00", timedelta(hours=6))
    assert not city.calls()
    city.goes_on(f"{day} 21:00", timedelta(hours=2))
    assert city.got() == {(parent, "月"): 1}


def test_a_clock_that_was_down_catches_up_on_the_same_day_only(open_city: Open) -> None:
    city = open_city("2026-11-22 08:00")
    one = city.has(1, born(30))
    city.skips_to("2026-11-22 19:59")
    assert city.got() == {(one, "三十日"): 1}
    city.has(2, born(29))
    city.skips_to("2026-11-23 20:00")
    assert city.got() == {(one, "三十日"): 1}


def test_who_begins_after_the_hour_begins_tomorrow(open_city: Open) -> None:
    city = open_city("2026-11-22 08:00")
    city.has(1, born(30), messages=date(2026, 11, 23))
    city.goes_on("2026-11-22 12:00")
    assert not city.calls()


def test_who_blocked_the_account_is_left_out(open_city: Open) -> None:
    city = open_city("2026-11-22 08:00")
    gone, stays = city.has(1, born(30)), city.has(2, born(30))
    with city.service.database.write() as connection:
        block(connection, gone, 0)
    city.goes_on("2026-11-22 10:00")
    assert city.got() == {(stays, "三十日"): 1}


def test_after_its_last_date_a_message_does_not_come(open_city: Open) -> None:
    messages = {"d30": "title: 三十日\nsince: 生後30日\nlast: 2026-11-22"}
    city = open_city("2026-11-22 08:00", messages=messages)
    one = city.has(1, born(30))
    city.has(2, born(29))
    city.goes_on("2026-11-23 12:00")
    assert city.got() == {(one, "三十日"): 1}


def test_the_plan_reminds_of_what_begins_and_what_ends(open_city: Open) -> None:
    city = open_city("2026-10-01 08:00", vaccinations=VACCINES)
    parent = city.has(1, "2026-08-15", messages=None, plan=date(2026, 1, 1))
    city.has(2, "2026-08-15", messages=date(2027, 12, 1))
    for quiet, busy in (("2026-10-12", "10-16"), ("2027-01-12", "01-18"), ("2027-02-05", "02-17")):
        city.skips_to(f"{quiet} 12:00")
        city.goes_on(f"{quiet[:5]}{busy} 12:00", timedelta(hours=6))
    told = [str(call["messages"][0]["altText"]) for call in city.calls()]
    assert [call["to"] for call in city.calls()] == [[parent]] * 3
    assert "受ける時期になりました\n試験ワクチン" in told[0]
    assert "あと30日(2027年2月14日まで)" in told[1]
    assert "あと7日(2027年2月14日まで)" in told[2]
    titles = [text.splitlines()[0] for text in told]
    assert titles == ["1か月のお子さん", "5か月のお子さん", "5か月のお子さん"]


def test_who_has_grown_up_is_forgotten(open_city: Open) -> None:
    city = open_city("2026-11-22 08:00")
    city.has(1, "2019-11-22")
    young = city.has(2, "2019-11-23")
    city.has(3, "2026-09-23", expected=True)
    late = city.has(4, "2026-09-24", expected=True)
    city.goes_on("2026-11-22 09:30")
    assert city.kept() == {(young, date(2019, 11, 23)), (late, date(2026, 9, 24))}


def test_a_child_that_fails_holds_up_no_other_kind(
    open_city: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    city = open_city("2026-11-22 08:00", vaccinations=VACCINES)
    one = city.has(1, "2026-10-23", plan=date(2000, 1, 1))

    def fail(*_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(jobs, "_reminders", fail)
    city.goes_on("2026-11-22 10:00")
    assert city.got() == {(one, "三十日"): 1}
    assert "plan of 2026-11-22 failed" in caplog.text


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("write", range(1, 8))
def test_a_clock_that_dies_anywhere_goes_on_with_the_same_letters(
    open_city: Open, write: int, after: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between its death and its return the messages change, and with them who reads the same."""
    monkeypatch.setattr("bot.mailing.mailer.CALL_PEOPLE", 2)
    monkeypatch.setattr("bot.mailing.mailer.PIECE_CALLS", 1)
    city = open_city("2026-11-22 09:00")
    people = [city.has(n, born(30 + n % 2)) for n in range(6)]
    with suppress(Killed), city.dies(write, after=after):
        city.runs()
    city.service.delivery.send_due()
    write_content(city.content, MESSAGES | {"a": "title: 新しい\nsince: 生後30日"})
    city.goes_on("2026-11-22 12:00")
    assert {citizen for citizen, _ in city.got()} == set(people)
    assert sum(city.got().values()) == len(people)


def test_two_clocks_send_once(open_city: Open, new_chat: OpenChat) -> None:
    city = open_city("2026-11-22 08:00")
    other = Morning(new_chat(content=city.content, citizen="二"), city.clock, city.content)
    people = [city.has(n, born(30)) for n in range(3)]
    city.clock.now = at("2026-11-22 09:00:05")
    city.runs()
    other.runs()
    assert sum((city.got() + other.got()).values()) == len(people)
