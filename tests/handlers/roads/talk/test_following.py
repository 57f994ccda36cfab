"""What a reporter hears afterwards, and what is forgotten."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from bot import outbox, schedule
from bot.rehearsal import Chat
from handlers.roads.ledger import changes, history, merging, photos
from handlers.roads.ledger.history import Act
from handlers.roads.ledger.numbers import shown
from handlers.roads.ledger.photos import Purpose
from handlers.roads.ledger.states import State
from handlers.roads.tables import draft_table, photo_table, reporter_table
from tests.handlers.roads.talk.reporter import (
    HALL,
    PHOTO,
    cases,
    count,
    fetch,
    let_time_pass,
    reported,
    run_jobs,
    staff,
)


def test_changes_are_told_once_with_the_reason_and_can_be_contested(chat: Chat) -> None:
    case = reported(chat)
    assert run_jobs(chat) == ""
    staff(chat, changes.change_state, case.id, State.DONE, reason="アスファルトで埋めました")
    told = run_jobs(chat)
    for words in ("「完了」", "アスファルトで埋めました", shown(case.number)):
        assert words in told
    assert run_jobs(chat) == ""
    shown_card = chat.says("通報の状況")
    assert "アスファルトで埋めました" in shown_card
    assert "直っていないのですね" in chat.taps("直っていません")
    assert "受付に戻しました" in chat.says("まだ穴のままです")
    (now,) = cases(chat)
    assert (now.state, now.reopened, now.unread) == (State.RECEIVED, 1, True)
    with chat.service.database.read() as connection:
        contested = [
            one for one in history.history(connection, case.id) if one.act is Act.CONTESTED
        ]
    assert [one.words for one in contested] == ["まだ穴のままです"]


def test_who_does_not_want_messages_gets_none(chat: Chat) -> None:
    case = reported(chat)
    assert "お知らせは送りません" in chat.taps("お知らせはいらない")
    staff(chat, changes.change_state, case.id, State.CONFIRMED, reason="見ました")
    assert run_jobs(chat) == ""
    chat.says("通報の状況")
    chat.taps("お知らせを受け取る")
    staff(chat, changes.change_state, case.id, State.WORKING, reason="手配しました")
    assert "手配しました" in run_jobs(chat)


def test_reporters_of_merged_cases_are_told_each_once(new_chat: Any) -> None:
    first, second = new_chat(citizen="一人目"), new_chat(citizen="二人目")
    kept = reported(first)
    gone = reported(second, spot=(38.4400, 141.3100))
    staff(first, merging.merge, gone.id, kept.id)
    staff(first, changes.send_message, kept.id, words="調べています")
    schedule.run_all(first.service)
    with first.service.database.read() as connection:
        query = select(outbox.outbox_table.c.recipients, outbox.outbox_table.c.messages)
        calls = connection.execute(query.where(outbox.outbox_table.c.method == "multicast")).all()
    told = {tuple(json.loads(call.recipients)): call.messages for call in calls}
    assert set(told) == {(first.user,), (second.user,)}
    assert "にまとめて" not in told[first.user,]
    assert shown(gone.number) in told[second.user,]
    assert f"受付番号 {shown(kept.number)} にまとめて" in told[second.user,]


def test_the_photo_of_the_repair_is_waited_for_and_shown(
    new_chat: Any, tmp_path: Any, clock: Any
) -> None:
    import shutil

    from bot.settings import PROJECT

    content = tmp_path / "content"
    shutil.copytree(PROJECT / "content", content)
    city = content / "city.yaml"
    city.write_text(city.read_text() + "\nsite: https://line.example.jp\n")
    chat = new_chat(content=content)
    case = reported(chat)
    chat.shows(PHOTO)
    with chat.service.database.read() as connection:
        (photo,) = photos.photos_of(connection, case.id)
    staff(chat, changes.change_state, case.id, State.DONE, reason="直しました", photo=photo.media)
    assert run_jobs(chat) == ""
    fetch(chat)
    text, image = let_time_pass(chat).messages
    assert "直しました" in text["text"]
    assert image["originalContentUrl"] == (
        f"https://line.example.jp/roads/photos/{photo.media}/photo.jpg"
    )


def test_a_photo_that_cannot_be_used_is_told_kindly(chat: Chat) -> None:
    reported(chat)
    chat.shows(PHOTO[:3000])
    fetch(chat)
    assert "こわれていて" in run_jobs(chat)
    assert run_jobs(chat) == ""
    assert cases(chat)[0].photos == 0
    assert count(chat, photo_table) == 0


def test_a_number_is_answered_only_to_its_reporter(new_chat: Any) -> None:
    first, second = new_chat(citizen="一人目"), new_chat(citizen="二人目")
    case = reported(first, words="秘密の言葉")
    assert "受付" in first.says(shown(case.number))
    answer = second.says(shown(case.number))
    assert "このLINEからの通報ではない" in answer
    assert "秘密" not in answer


def test_everything_of_the_reporter_is_told_and_erased(chat: Chat) -> None:
    reported(chat)
    chat.says("通報")
    chat.stands_at(*HALL)
    chat.taps("道路の穴・ひび")
    chat.shows(PHOTO)
    chat.says("やめる")
    stored = chat.says("登録の内容")
    for words in ("登録した通報 1件", "書きかけの通報 1件", "写真 1枚"):
        assert words in stored
    from bot import erasure

    with chat.service.database.write() as connection:
        erasure.erase(connection, chat.user)
    assert count(chat, reporter_table) == count(chat, draft_table) == count(chat, photo_table) == 0
    assert len(cases(chat)) == 1


def test_the_search_leads_to_a_report_of_the_kind(chat: Chat) -> None:
    answer = chat.says("カーブミラー")
    assert "場所はどこ" in answer
    assert "写真はありますか" in chat.stands_at(*HALL)


def test_purposes(chat: Chat) -> None:
    case = reported(chat)
    chat.shows(PHOTO)
    with chat.service.database.read() as connection:
        assert [one.purpose for one in photos.photos_of(connection, case.id)] == [Purpose.LATER]
