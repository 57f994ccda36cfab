"""From telegrams to citizens through the emulator: in their language, once, taken back from the same."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.citizens import set_language
from bot.citizens.topics import topic_table
from bot.jobs import AnyJob
from bot.rehearsal import Chat, SetClock
from bot.schedule import job_of
from handlers.disaster.files import load
from handlers.disaster.jobs import follow_time
from handlers.disaster.notices import staffing
from handlers.disaster.notices.sending import send_due
from handlers.disaster.notices.settling import Step
from handlers.disaster.talk import feature
from handlers.disaster.watching.receiving import Raw, receive
from tests.handlers.disaster.written import NOON, new, report, shaken, tsunami


def job(chat: Chat) -> AnyJob:
    return job_of(chat.service, feature)


def hear(chat: Chat, *telegrams: bytes) -> None:
    """Telegrams come in, and what follows is sent."""
    receive(job(chat), [Raw(f"{number}.xml", one) for number, one in enumerate(telegrams)])
    deliver(chat)


def deliver(chat: Chat) -> None:
    chat.service.delivery.send_due()


def neighbour(chat: Chat, name: str) -> Chat:
    """Another citizen, with the same bot and the same LINE."""
    return Chat(chat.service, chat.emulator, chat._line, name)


def at(clock: SetClock, moment: datetime) -> None:
    clock.now = moment


def test_each_in_their_language_once_and_taken_back_from_the_same(
    chat: Chat, clock: SetClock
) -> None:
    at(clock, NOON)
    japanese, vietnamese, none = (neighbour(chat, name) for name in "日越無")
    for one in (japanese, vietnamese, none):
        one.follows()
    with japanese.service.database.write() as connection:
        set_language(connection, vietnamese.user, "vi")
        row = {"citizen": none.user, "topic": "disaster", "wanted": False}
        connection.execute(topic_table.insert().values(**row))
    hear(japanese, tsunami("52"), tsunami("52", serial="2"))
    assert "大津波警報" in japanese.answer()
    told = vietnamese.answer()
    assert "Cảnh báo sóng thần lớn" in told
    assert told.labels == ["Tìm nơi trú ẩn", "Cảnh báo hiện nay"]
    assert none.answer().messages == ()

    new_one = neighbour(chat, "新")
    new_one.follows()
    at(clock, NOON + timedelta(minutes=5))
    hear(
        japanese,
        report("津波警報・注意報・予報", event="20260901115900", info="取消", reported=clock.now),
    )
    assert "取り消しました" in japanese.answer()
    assert "hủy bỏ" in vietnamese.answer()
    assert "取り消" not in new_one.answer().text
    send_due(job(japanese))
    deliver(japanese)
    assert japanese.answer().messages == ()


def test_what_is_in_force_is_told_when_asked(chat: Chat, clock: SetClock) -> None:
    at(clock, NOON)
    hear(chat, new("大雨", "43"), new("その他注意報", "14"), shaken("3"))
    answer = chat.says("警報")
    assert "レベル４大雨危険警報（9月1日 12時00分発表）" in answer
    assert "雷注意報" in answer
    assert "【地震 震度3】" in answer
    assert "まだ受け取っていません" in answer


def test_staff_release_what_is_offered_and_take_back_what_was_wrong(
    chat: Chat, clock: SetClock
) -> None:
    at(clock, NOON)
    chat.follows()
    chat.answer()
    offer = report(
        "記録的短時間大雨情報", "<Warning><Item><Kind><Code>1</Code></Kind>"
        "<Area><Code>040000</Code></Area></Item></Warning>",
    )  # fmt: skip
    hear(chat, offer)
    assert chat.answer().messages == ()
    with job(chat).write() as session:
        (waiting,) = staffing.offered(session.connection())
        assert staffing.release(session.connection(), waiting.id, "佐藤", clock.now)
        assert not staffing.release(session.connection(), waiting.id, "鈴木", clock.now)
    follow_time(job(chat))
    deliver(chat)
    assert "記録的短時間大雨" in chat.answer()
    with job(chat).write() as session:
        wrong = staffing.withdraw(session.connection(), waiting.id, step(chat), "佐藤")
    assert wrong is not None
    follow_time(job(chat))
    deliver(chat)
    assert "誤って送られた" in chat.answer()


def step(chat: Chat) -> Step:
    return Step(job(chat).content(load), job(chat).now)
