"""Photos of a report: together, later, taken back."""

from __future__ import annotations

import json

from sqlalchemy import select

from bot import media
from bot.rehearsal import Chat
from handlers.roads.ledger.numbers import shown
from handlers.roads.tables import case_table, event_table, photo_table
from tests.handlers.roads.talk.reporter import (
    HALL,
    PHOTO,
    cases,
    count,
    fetch,
    reported,
)


def test_photos_together_in_any_order_are_answered_once(chat: Chat) -> None:
    chat.says("通報")
    chat.stands_at(*HALL)
    chat.taps("道路の穴・ひび")
    for _ in range(4):
        chat.shows(PHOTO)
    full = chat.shows(PHOTO)
    assert "写真を5枚受け取りました" in full
    assert "どんな様子" in full
    more = chat.shows(PHOTO)
    assert "写真を受け取りました" in more
    assert count(chat, photo_table) == 5


def test_of_a_set_only_the_last_is_answered(chat: Chat) -> None:
    chat.says("通報")
    chat.stands_at(*HALL)
    chat.taps("道路の穴・ひび")
    (answer,) = chat.shows(PHOTO, PHOTO, PHOTO).messages
    assert "写真を3枚受け取りました" in str(answer)


def test_a_photo_later_is_added_and_can_be_undone(chat: Chat) -> None:
    case = reported(chat)
    added = chat.shows(PHOTO)
    assert shown(case.number) in added
    fetch(chat)
    assert cases(chat)[0].photos == 1
    assert "消しました" in chat.taps("この写真を取り消す")
    fetch(chat)
    assert cases(chat)[0].photos == 0
    assert count(chat, photo_table) == 0


def test_what_is_taken_back_is_deleted(chat: Chat) -> None:
    chat.says("通報")
    chat.stands_at(*HALL)
    chat.taps("道路の穴・ひび")
    chat.shows(PHOTO)
    chat.taps("写真はこれで終わり")
    chat.says("山田さんの家の前")
    chat.taps("送る")
    fetch(chat)
    with chat.service.database.read() as connection:
        key = connection.scalars(select(photo_table.c.media)).one()
        messages = list(connection.scalars(select(media.media_table.c.message_id)))
    assert chat.service.media.files.read(key, "clean")
    _unsend(chat, messages[0])
    _unsend(chat, _message_of_words(chat))
    fetch(chat)
    (case,) = cases(chat)
    assert (case.photos, case.words) == (0, "")
    assert chat.service.media.files.read(key, "clean") is None
    with chat.service.database.read() as connection:
        assert "山田" not in str(connection.execute(select(event_table)).all())


def _message_of_words(chat: Chat) -> str:
    with chat.service.database.read() as connection:
        said = json.loads(connection.scalar(select(case_table.c.messages)) or "{}")
    return str(said["words"])


def _unsend(chat: Chat, message: str) -> None:
    chat.does({"type": "unsend", "messageId": message})
