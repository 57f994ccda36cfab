"""The talk: opening dates, waiting for an opening, old buttons, links, the search, and the menu's pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import schedule
from bot.rehearsal import Chat, SetClock
from bot.testing import OpenChat
from handlers.procedures.registry import changes
from handlers.procedures.tables import wish_table
from tests.handlers.procedures.conftest import NOW, Registry, at, procedure


def press(action: str, **values: object) -> dict[str, object]:
    query = "&".join(f"{name}={value}" for name, value in values.items())
    return {"type": "postback", "data": f"procedures:{action}?{query}"}


def links(chat: Chat, data: dict[str, object]) -> list[str]:
    """Where the buttons of the answer lead out of the talk."""
    found: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if value.get("type") == "uri":
                found.append(str(value["uri"]))
            for one in value.values():
                walk(one)
        if isinstance(value, (list, tuple)):
            for one in value:
                walk(one)

    walk(list(chat.does(data).messages))
    return found


def test_a_published_procedure_stands_in_the_menu_and_the_search_at_once(
    chat: Chat, registry: Registry
) -> None:
    assert "まだ登録されていません" in chat.says("オンライン申請")
    assert "申し込む" not in chat.says("空き家バンクの登録").labels
    registry.add(procedure("空き家バンクの登録", life_events=("住まい・くらし",)))
    assert "住まい・くらし" in chat.says("オンライン申請").labels
    assert "申し込む" in chat.says("空き家バンクの登録").labels


def test_a_withdrawn_one_is_gone_at_once(chat: Chat, registry: Registry) -> None:
    number = registry.add(procedure("空き家バンクの登録"))
    assert "申し込む" in chat.says("空き家バンクの登録").labels
    with registry.database.write() as connection:
        changes.withdraw(connection, number)
    assert "申し込む" not in chat.says("空き家バンクの登録").labels
    assert "いまの一覧にありません" in chat.does(press("show", number=number))
    assert "まだ登録されていません" in chat.says("オンライン申請")


def test_who_asks_is_told_when_it_opens_and_only_once(
    chat: Chat, registry: Registry, clock: SetClock
) -> None:
    number = registry.add(procedure(opens=at("2026-12-01 09:00"), closes=at("2026-12-26")))
    card = chat.does(press("show", number=number))
    assert "まだ始まっていません。12月1日（火） 9:00に始まります" in card
    assert "12月25日（金）まで" in card
    assert "申し込む" not in card.labels
    assert "12月1日（火） 9:00に始まったら" in chat.taps("開始したら知らせる")
    assert "受付が始まったら知らせること" in chat.does(
        {"type": "postback", "data": "settings:stored?"}
    )
    clock.now = at("2026-12-01 08:59")
    told(chat)
    assert not chat.answer().messages
    clock.now = at("2026-12-01 09:00")
    told(chat)
    news = chat.answer()
    assert "の受付が始まりました" in news
    assert "申し込む" in news.labels
    told(chat)
    assert not chat.answer().messages


def told(chat: Chat) -> None:
    """Let the clock work, and send what it wrote."""
    schedule.run_all(chat.service)
    chat.service.delivery.send_due()


def test_who_changes_their_mind_is_not_told(
    chat: Chat, registry: Registry, clock: SetClock
) -> None:
    number = registry.add(procedure(opens=at("2026-12-01 09:00")))
    chat.does(press("tell", number=number))
    assert "お知らせしません" in chat.taps("知らせなくてよい")
    clock.now = at("2026-12-01 09:00")
    told(chat)
    assert not chat.answer().messages


def test_an_opening_that_was_put_off_is_told_at_its_new_time(
    chat: Chat, registry: Registry, clock: SetClock
) -> None:
    number = registry.add(procedure(opens=at("2026-12-01 09:00")))
    chat.does(press("tell", number=number))
    with registry.database.write() as connection:
        later = procedure(opens=at("2026-12-08 09:00"))
        changes.edit(connection, number, later, "DX", NOW)
        changes.publish(connection, number, NOW)
    clock.now = at("2026-12-01 09:00")
    told(chat)
    assert not chat.answer().messages
    clock.now = at("2026-12-08 09:00")
    told(chat)
    assert "の受付が始まりました" in chat.answer()


def test_asking_twice_is_one_wish_and_erasing_ends_it(chat: Chat, registry: Registry) -> None:
    number = registry.add(procedure(opens=at("2026-12-01 09:00")))
    for _ in range(2):
        chat.does(press("tell", number=number))
    assert "知らせなくてよい" in chat.does(press("show", number=number)).labels
    with registry.database.read() as connection:
        assert len(connection.execute(select(wish_table)).all()) == 1
    chat.says("登録の内容")
    for _ in range(2):
        chat.taps("すべて消す")
    with registry.database.read() as connection:
        assert not connection.execute(select(wish_table)).all()


def test_a_closed_one_leaves_and_its_old_button_says_so(
    chat: Chat, registry: Registry, clock: SetClock
) -> None:
    number = registry.add(procedure(closes=at("2026-12-26")))
    clock.now = at("2026-12-25 23:59")
    assert "申し込む" in chat.says("児童手当の認定請求").labels
    clock.now = at("2026-12-26 00:00")
    closed = chat.does(press("show", number=number))
    assert "受付は終わりました。くわしくは担当（電話 0225-95-1111）へ" in closed
    assert "申し込む" not in chat.says("児童手当の認定請求").labels
    assert "受付は終わりました" in chat.does(press("tell", number=number))


def test_the_way_to_the_form(new_chat: OpenChat, registry: Registry) -> None:
    number = registry.add(procedure())
    assert links(new_chat(), press("show", number=number)) == [
        "https://example.jp/form",
        "tel:0225-95-1111",
    ]


def test_a_broken_link_is_told_with_the_phone_number(chat: Chat, registry: Registry) -> None:
    number = registry.add(procedure())
    with registry.database.write() as connection:
        changes.mark_broken(connection, number, broken=True)
    assert "開かないときは、担当（電話 0225-95-1111）へ" in chat.does(press("show", number=number))


@pytest.mark.parametrize(
    "button",
    [
        press("show", number=99),
        press("tell", number=99),
        press("hush", number=99),
        press("life", event="宇宙"),
        press("life", event="子育て", page=99),
        press("category", event="子育て", category="宇宙"),
        press("home", page=-1),
    ],
)
def test_an_old_button_is_answered_kindly(
    chat: Chat, registry: Registry, button: dict[str, object]
) -> None:
    registry.add(procedure())
    assert chat.does(button).labels


def test_long_lists_have_pages(chat: Chat, registry: Registry) -> None:
    for number in range(12):
        registry.add(procedure(f"手当{number:02}", reading=f"てあて{number:02}"))
    first = chat.does(press("life", event="子育て"))
    assert "手当09" in first.labels
    assert "手当11" in chat.taps("続きを見る").labels


def test_the_longest_that_may_be_written_fits(chat: Chat, registry: Registry) -> None:
    long = procedure(
        "名" * 40, summary="あ" * 300, who="い" * 300, fee="う" * 100, payment="え" * 100,
        prepare=tuple(f"{n:049}" for n in range(10)), note="お" * 300, department="か" * 40,
        languages=("英語",) * 20, url=f"https://example.jp/{'a' * 880}",
        opens=NOW - timedelta(days=400), closes=NOW + timedelta(days=400),
    )  # fmt: skip
    number = registry.add(long)
    assert "名" * 40 in chat.does(press("show", number=number))
