"""A broadcast in the talk: why it came, stopping its kind, and the code that links a member of staff."""

from __future__ import annotations

from datetime import timedelta

from bot import schedule
from bot.api import Holidays
from bot.citizens.places import Places
from bot.jobs import Areas, Audience
from bot.rehearsal import Chat, SetClock
from handlers.broadcasts import links, store
from handlers.broadcasts.draft import Draft, Text
from handlers.broadcasts.plan import Plan
from handlers.broadcasts.store import Content
from handlers.broadcasts.talk import feature

WHY, STOP, AGAIN = "届いた理由・配信停止", "「市の行事」を止める", "「市の行事」をまた受け取る"
EVENTS = Audience(topics=("events",))


def broadcast(chat: Chat, title: str, audience: Audience, *, urgent: bool = False) -> None:
    """Write and approve a broadcast; the clock and the senders do the rest."""
    now = chat.service.clock()
    draft = Draft(texts={"ja": Text(title=title, body="8月1日です。")})
    with chat.service.database.write() as connection:
        content = Content(draft, audience, Plan(), urgent)
        one = store.find(connection, store.create(connection, content, 1, "広報 花子", now))
        assert one
        store.approve(connection, one, "広報 太郎", now, Holidays())
    for each in feature.schedules.values():
        each.run(schedule.job_of(chat.service, feature))
    chat.service.delivery.send_due()


def test_why_it_came_and_how_to_stop_it(chat: Chat, clock: SetClock) -> None:
    chat.follows()
    chat.says("お知らせの種類")
    chat.taps("市の行事を受け取る")
    broadcast(chat, "川開き祭り", EVENTS)
    assert "8月1日です。" in chat.answer()
    said = chat.taps(WHY)
    for words in ("「川開き祭り」(11月", "「市の行事」を受け取る設定", "いつでも元に戻せます"):
        assert words in said
    assert "止めました" in chat.taps(STOP)
    assert "またお届けします" in chat.taps(AGAIN)
    broadcast(chat, "秋祭り", EVENTS)
    assert "8月1日です。" in chat.answer()
    chat.taps(WHY)
    chat.taps(STOP)
    clock.move(timedelta(days=2))
    broadcast(chat, "冬祭り", EVENTS)
    assert "8月1日です。" not in chat.answer(), "it was stopped"


def test_what_is_urgent_says_so_and_is_not_stopped(chat: Chat) -> None:
    chat.follows()
    here = Areas(scheme="district", areas=("河北",))
    with chat.service.database.write() as connection:
        Places(connection, chat.user).put("home", district="河北")
    broadcast(chat, "断水", Audience(places=(here,)), urgent=True)
    chat.answer()
    said = chat.taps(WHY)
    assert "安全に関わるお知らせ" in said
    assert "「河北」にあります" in said
    assert said.labels == []


def test_an_old_button_gets_a_friendly_word(chat: Chat) -> None:
    chat.follows()
    data = "broadcasts:why?of=1&at=2"
    assert "もう残っていません" in chat.does({"type": "postback", "data": data})
    assert "もうありません" in chat.does({"type": "postback", "data": "broadcasts:stop?topic=gone"})


def test_the_code_of_the_console_links_and_nothing_else_is_taken(chat: Chat) -> None:
    chat.follows()
    with chat.service.database.write() as connection:
        code = links.new_code(connection, 7, "道路 花子", chat.service.clock())
    assert "つなぎました" not in chat.says(code), "a bare number may be anything"
    assert "使えません" in chat.says("職員 00000000")
    assert "道路 花子さんのLINE" in chat.says(f"職員　{code}")
    assert "つないだこと" in chat.says("登録の内容")
    assert "使えません" in chat.says(f"職員{code}")
    with chat.service.database.read() as connection:
        assert links.linked(connection, 7) == chat.user
