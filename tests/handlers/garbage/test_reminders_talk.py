"""Setting reminders by talking: times, changes, places that move or go, old buttons."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.rehearsal import Chat, SetClock
from bot.testing import OpenChat
from handlers.garbage.reminders.parts import Part, first_day, minutes_between, moment
from handlers.garbage.reminders.tables import Reminder
from handlers.garbage.reminders.talk import set_time, stop, why
from tests.handlers.garbage.evening import Open, write_content
from tests.passing import at


def rows(chat: Chat) -> dict[tuple[str, str], tuple[int, str]]:
    """What is stored: minute and district by place and part."""
    with chat.service.database.read() as connection:
        found = connection.execute(select(*Reminder.__table__.c))
        return {(row.slot, row.part): (row.minute, row.area) for row in found}


def presses(chat: Chat, data: str, **params: str) -> str:
    return chat.does({"type": "postback", "data": data, "params": params}).text


def asks_for(chat: Chat, slot: str, part: Part, hour: int, minute: int = 0) -> str:
    data = set_time.data(slot=slot, part=str(part), at=time(hour, minute))
    return chat.does({"type": "postback", "data": data}).text


@pytest.mark.parametrize(
    ("part", "minute", "after", "expected"),
    [
        (Part.EVE, 19 * 60, "2026-11-22 18:59:59", "2026-11-23"),
        (Part.EVE, 19 * 60, "2026-11-22 19:00:00", "2026-11-24"),
        (Part.DAY, 7 * 60, "2026-11-22 06:00:00", "2026-11-22"),
        (Part.DAY, 7 * 60, "2026-11-22 07:00:00", "2026-11-23"),
    ],
)
def test_the_first_day_is_that_of_the_next_reminder(
    part: Part, minute: int, after: str, expected: str
) -> None:
    now = at(after)
    day = first_day(part, minute, now)
    assert str(day) == expected
    assert moment(part, minute, day, now) > now >= moment(part, minute, day - timedelta(1), now)


def test_minutes_begin_after_the_one_moment_and_up_to_the_other() -> None:
    assert minutes_between(at("2026-11-22 19:00:20"), at("2026-11-22 19:00:40")) == []
    assert minutes_between(at("2026-11-22 18:59:59"), at("2026-11-22 19:00:00")) == [
        (date(2026, 11, 22), 1140, 1140)
    ]
    assert minutes_between(at("2026-11-22 23:58:30"), at("2026-11-24 00:00:00")) == [
        (date(2026, 11, 22), 1439, 1439),
        (date(2026, 11, 23), 0, 1439),
        (date(2026, 11, 24), 0, 0),
    ]


def test_a_time_after_the_garbage_is_taken_is_refused_with_other_times(open_city: Open) -> None:
    chat = open_city("2026-11-22 12:00").chat
    chat.says("北町")
    answer = asks_for(chat, "home", Part.DAY, 8, 30)
    assert "ごみを出す時間(8時30分まで)より前の時刻" in answer
    assert not rows(chat)
    assert "8時29分にお知らせします" in asks_for(chat, "home", Part.DAY, 8, 29)
    assert "23時59分にお知らせします" in asks_for(chat, "home", Part.EVE, 23, 59)


def test_a_picker_without_a_time_sets_nothing(open_city: Open) -> None:
    chat = open_city("2026-11-22 12:00").chat
    chat.says("北町")
    data = set_time.data(slot="home", part="eve")
    assert "お知らせしていません" in chat.does({"type": "postback", "data": data}).text
    assert not rows(chat)


def test_strange_places_and_parts_are_taken_for_the_usual_ones(open_city: Open) -> None:
    chat = open_city("2026-11-22 12:00").chat
    chat.says("北町")
    presses(chat, "garbage:remind_at?slot=moon&part=noon&at=19:00")
    assert rows(chat) == {("home", "eve"): (1140, "北町")}


def test_where_no_end_of_the_hours_is_known_every_morning_time_before_noon_is_free(
    new_chat: OpenChat, clock: SetClock, tmp_path: Path
) -> None:
    folder = write_content(tmp_path)
    (folder / "garbage" / "rules.yaml").unlink()
    chat = new_chat(content=folder)
    chat.says("北町")
    assert "11時59分にお知らせします" in asks_for(chat, "home", Part.DAY, 11, 59)


def test_a_later_time_on_the_same_evening_does_not_repeat_what_was_sent(open_city: Open) -> None:
    city = open_city("2026-11-22 18:00")
    city.chat.says("北町")
    asks_for(city.chat, "home", Part.EVE, 19)
    city.goes_on("2026-11-22 19:10", timedelta(minutes=1))
    assert len(city.calls()) == 1
    answer = asks_for(city.chat, "home", Part.EVE, 20)
    assert "最初のお知らせは、11月25日(水)の20時です" in answer
    city.goes_on("2026-11-23 12:00", timedelta(minutes=10))
    assert len(city.calls()) == 1


def test_a_later_time_chosen_before_the_reminder_still_comes(open_city: Open) -> None:
    city = open_city("2026-11-22 18:00")
    city.chat.says("北町")
    asks_for(city.chat, "home", Part.EVE, 19)
    city.goes_on("2026-11-22 18:30", timedelta(minutes=10))
    asks_for(city.chat, "home", Part.EVE, 20)
    city.goes_on("2026-11-22 21:00", timedelta(minutes=1))
    assert len(city.calls()) == 1


def test_a_change_while_the_clock_is_down_loses_nothing(open_city: Open) -> None:
    city = open_city("2026-11-22 18:00")
    city.chat.says("北町")
    asks_for(city.chat, "home", Part.EVE, 19)
    city.runs()
    city.clock.now = at("2026-11-22 19:30")
    asks_for(city.chat, "home", Part.EVE, 20)
    city.skips_to("2026-11-22 20:30")
    assert len(city.calls()) == 1


def test_the_message_can_be_stopped_explained_and_changed(open_city: Open) -> None:
    city = open_city("2026-11-22 18:00")
    city.chat.says("北町")
    asks_for(city.chat, "home", Part.EVE, 19)
    city.goes_on("2026-11-22 19:01")
    message = city.chat.answer()
    assert {"この通知を止める", "時間を変える", "なぜ届いた？"} <= set(message.labels)
    explained = city.chat.taps("なぜ届いた？")
    assert "「自宅」(北町)のごみの日を、前の日の夜の19時に" in explained
    assert "止めました" in city.chat.taps("この通知を止める")
    assert not rows(city.chat)
    assert "登録されていません" in presses(city.chat, why.data(slot="home", part="eve"))
    assert "止めました" in presses(city.chat, stop.data(slot="home"))


def test_another_district_takes_the_reminders_along(open_city: Open) -> None:
    chat = open_city("2026-11-22 18:00").chat
    chat.says("北町")
    asks_for(chat, "home", Part.EVE, 19)
    chat.says("地区を変える")
    chat.says("西町")
    assert rows(chat) == {("home", "eve"): (1140, "西町")}


def test_who_lost_the_district_is_asked_and_reminded_again(open_city: Open) -> None:
    city = open_city("2026-11-22 18:00")
    city.chat.says("北町")
    asks_for(city.chat, "home", Part.EVE, 19)
    shrunk = "地名,センター,燃えるごみ\n南町,東部,月 木\n西町,西部,火 金\n"
    write_content(city.content, area_days=shrunk)
    city.goes_on("2026-11-22 19:02")
    assert "地区「北町」が、今の収集日の表にない" in city.chat.answer()
    city.chat.taps("地区を選ぶ")
    city.chat.says("西町")
    assert rows(city.chat) == {("home", "eve"): (1140, "西町")}
    city.goes_on("2026-11-23 19:02", timedelta(minutes=10))
    assert "明日 11月24日(火)" in city.chat.answer()


def test_reminders_go_with_all_that_is_stored(open_city: Open) -> None:
    chat = open_city("2026-11-22 18:00").chat
    chat.says("北町")
    asks_for(chat, "home", Part.EVE, 19)
    asks_for(chat, "home", Part.DAY, 7)
    assert len(rows(chat)) == 2
    told = chat.says("登録の内容を見る")
    assert "自宅(北町) 前の日の夜 19時" in told
    assert "自宅(北町) 当日の朝 7時" in told
    chat.says("すべて消す")
    chat.taps("すべて消す")
    assert not rows(chat)


def test_reminders_follow_a_place_that_is_changed_in_the_settings(chat: Chat) -> None:
    """With the districts and towns of the project's own content."""
    chat.says("河北")
    asks_for(chat, "home", Part.EVE, 19)
    chat.says("場所を変える")
    chat.taps("自宅を変える")
    answer = chat.says("雄勝")
    assert rows(chat) == {("home", "eve"): (1140, "雄勝")}
    assert "「自宅」のごみの日のお知らせも、「雄勝」の分に変えました" in answer


def test_reminders_end_with_the_place(chat: Chat) -> None:
    chat.says("河北")
    asks_for(chat, "home", Part.EVE, 19)
    chat.says("場所を変える")
    answer = chat.taps("自宅を消す")
    assert "「自宅」のごみの日のお知らせも、止めました" in answer
    assert not rows(chat)


def test_the_settings_show_the_reminders(chat: Chat) -> None:
    assert "ごみの日のお知らせ: お知らせしていません" in chat.says("設定")
    chat.says("河北")
    asks_for(chat, "home", Part.EVE, 19)
    answer = chat.says("設定")
    assert "ごみの日のお知らせ: 自宅 前の日の夜 19時" in answer
    assert "どこのごみの日を" in chat.taps("ごみの日をお知らせ")
