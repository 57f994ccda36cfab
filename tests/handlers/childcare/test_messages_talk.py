"""What parents ask for and stop by talking, what is kept of it, and what is forgotten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.rehearsal import Chat, SetClock
from bot.testing import OpenChat
from handlers.childcare.messages.asking import ask, keep
from handlers.childcare.messages.cadence import Schedule
from handlers.childcare.messages.changes import forget, set_kind, set_weekly
from handlers.childcare.messages.children import MOST_CHILDREN, forgotten_until
from handlers.childcare.messages.pushed import stop, why
from handlers.childcare.plan.ages import same_day
from handlers.childcare.tables import Child
from tests.handlers.childcare.morning import VACCINES, Open
from tests.passing import at

BORN = date(2026, 9, 15)


def rows(chat: Chat) -> list[tuple[bool, date, str, bool, date | None, date | None]]:
    """What is kept: expected, day, district, weekly, and since when what is wanted."""
    columns = [column for column in Child.__table__.c if column.name != "citizen"]
    with chat.service.database.read() as connection:
        found = connection.execute(select(*columns).order_by(Child.born))
        return [tuple(row) for row in found]


def presses(chat: Chat, data: str) -> str:
    return chat.does({"type": "postback", "data": data}).text


def keeps(chat: Chat, born: date = BORN, *, due: bool = False, plan: bool = True) -> str:
    return presses(chat, keep.data(born, due, True, plan))


def test_nothing_is_kept_before_the_parent_agrees(chat: Chat) -> None:
    chat.says("子育てのお知らせ")
    chat.says("2026年9月15日")
    assert rows(chat) == []
    chat.taps("お便りを受け取る")
    assert rows(chat) == [(False, BORN, "", False, date(2026, 11, 21), None)]


@pytest.mark.parametrize(("hour", "day"), [(8, 21), (9, 22), (23, 22)])
def test_what_is_asked_for_begins_with_the_next_morning(
    chat: Chat, clock: SetClock, hour: int, day: int
) -> None:
    clock.now = clock.now.replace(hour=hour)
    assert f"2026年11月{day}日から" in keeps(chat)
    assert rows(chat)[0][4:] == (date(2026, 11, day), date(2026, 11, day))


def test_what_is_wanted_already_goes_on_without_a_gap(chat: Chat, clock: SetClock) -> None:
    keeps(chat, plan=False)
    clock.move(timedelta(days=3))
    keeps(chat)
    assert rows(chat)[0][4:] == (date(2026, 11, 21), date(2026, 11, 24))


def test_a_birth_takes_the_place_of_the_day_on_which_it_was_expected(
    chat: Chat, clock: SetClock
) -> None:
    keeps(chat, date(2026, 12, 1), due=True)
    presses(chat, set_weekly.data(date(2026, 12, 1), True, True))
    keeps(chat, date(2023, 4, 1))
    assert [row[:2] for row in rows(chat)] == [(False, date(2023, 4, 1)), (True, date(2026, 12, 1))]
    clock.move(timedelta(days=14))
    keeps(chat, date(2026, 12, 4))
    born = [(row[:2], row[3]) for row in rows(chat)]
    assert born == [((False, date(2023, 4, 1)), False), ((False, date(2026, 12, 4)), True)]


def test_the_button_below_a_message_stops_that_kind_for_all_children(chat: Chat) -> None:
    keeps(chat)
    keeps(chat, date(2024, 2, 29), plan=False)
    told = presses(chat, stop.data("messages"))
    assert "月齢のお便りを止めました" in told
    assert "続くお知らせ\n2026年9月15日生まれのお子さん: 予防接種と健診のお知らせ" in told
    assert [row[1] for row in rows(chat)] == [BORN]
    assert "保存していた日付も消しました" in presses(chat, stop.data("plan"))
    assert rows(chat) == []


def test_why_it_came(chat: Chat) -> None:
    keeps(chat)
    assert "2026年9月15日生まれのお子さん" in presses(chat, why.data("messages"))
    assert "もう受けたものが届くことがあります" in presses(chat, why.data("plan"))
    presses(chat, stop.data("plan"))
    assert "もう届きません" in presses(chat, why.data("plan"))


def test_stopping_the_last_kind_forgets_the_day(chat: Chat) -> None:
    keeps(chat)
    presses(chat, set_kind.data(BORN, False, "plan", False))
    assert rows(chat)[0][5] is None
    assert "日付も消しました" in presses(chat, set_kind.data(BORN, False, "messages", False))
    assert rows(chat) == []


def test_old_buttons_change_nothing_that_is_gone(chat: Chat) -> None:
    keeps(chat)
    presses(chat, forget.data(BORN, False))
    presses(chat, set_kind.data(BORN, False, "plan", True))
    presses(chat, set_weekly.data(BORN, False, True))
    assert rows(chat) == []


def test_old_buttons_do_not_keep_who_has_grown_up(chat: Chat, clock: SetClock) -> None:
    assert "13歳になる前" in keeps(chat, date(2013, 11, 21))
    assert "13歳になる前" in presses(chat, ask.data(date(2013, 11, 21)))
    assert "13歳になる前" in keeps(chat, date(2026, 11, 22))
    assert rows(chat) == []
    keeps(chat, date(2013, 11, 22))
    assert len(rows(chat)) == 1


def test_only_so_many_children(chat: Chat) -> None:
    for year in range(MOST_CHILDREN):
        keeps(chat, date(2018 + year, 4, 1))
    assert "8人まで" in keeps(chat, date(2017, 4, 1))
    assert "8人まで" in presses(chat, "childcare:news_add")
    assert len(rows(chat)) == MOST_CHILDREN


def test_the_district_follows_the_home(chat: Chat) -> None:
    keeps(chat)
    presses(chat, "settings:put?slot=home&district=桃生")
    assert rows(chat)[0][2] == "桃生"
    presses(chat, "settings:put?slot=work&district=河北")
    assert rows(chat)[0][2] == "桃生"
    keeps(chat, date(2025, 4, 1))
    assert {row[2] for row in rows(chat)} == {"桃生"}
    presses(chat, "settings:drop?slot=home")
    assert {row[2] for row in rows(chat)} == {""}


def test_all_of_it_is_told_and_erased(chat: Chat) -> None:
    keeps(chat)
    assert "2026年9月15日生まれのお子さん: 月齢のお便り" in chat.says("設定")
    assert "子育てのお知らせ: 2026年9月15日生まれのお子さん" in chat.says("登録の内容")
    question = chat.says("すべて消す")
    chat.taps(question.labels[0])
    assert rows(chat) == []


def test_a_city_without_messages_offers_the_plan_alone(open_city: Open) -> None:
    chat = open_city("2026-11-22 08:00", messages={}, vaccinations=VACCINES).chat
    chat.says("子育てのお知らせ")
    answer = chat.says("2026年9月15日")
    assert "妊娠中です" not in answer.labels
    chat.taps("保存して受け取る")
    assert rows(chat) == [(False, BORN, "", False, None, date(2026, 11, 22))]


def test_a_city_with_nothing_to_send_says_so(open_city: Open) -> None:
    chat = open_city("2026-11-22 08:00", messages={}).chat
    assert "いまは、このお知らせを行っていません" in chat.says("子育てのお知らせ")
    assert "子育てのお知らせ" not in chat.says("設定")


def test_who_is_kept_until_when() -> None:
    schedule = Schedule(keep_months=12 * 7)
    for offset in range(4 * 366):
        today = date(2027, 1, 1) + timedelta(days=offset)
        born = forgotten_until(schedule, today)
        assert same_day(born, 84) <= today < same_day(born + timedelta(days=1), 84)


def test_two_citizens_do_not_see_each_other(chat: Chat, new_chat: OpenChat) -> None:
    keeps(chat)
    other = new_chat(citizen="ほかの市民")
    assert "誕生日を送ってください" in other.says("子育てのお知らせ")
    presses(other, stop.data("messages"))
    assert rows(chat)[0][4] == at("2026-11-21 07:00").date()
