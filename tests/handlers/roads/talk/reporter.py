"""A citizen who reports road damage in the talk, and what became of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from bot import outbox, schedule
from bot.emulator.errors import ApiError
from bot.rehearsal import Chat
from bot.rehearsal.chat import Answer
from handlers.roads.ledger import lists
from handlers.roads.ledger.case import Case
from handlers.roads.ledger.lists import Filter, Sort
from tests.bot.pictures.photos import picture

PHOTO = picture()


HALL = (38.4343, 141.3027)


def cases(chat: Chat) -> list[Case]:
    with chat.service.database.read() as connection:
        found = lists.page(connection, Filter(merged=True), now_ms=0, sort=Sort.OLDEST)
    return list(found.cases)


def count(chat: Chat, table: Any) -> int:
    with chat.service.database.read() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


def staff(chat: Chat, act: Any, *args: Any, **values: Any) -> Any:
    with chat.service.database.write() as connection:
        now = int(chat.service.clock().timestamp() * 1000)
        return act(connection, *args, who="road@example.jp", now_ms=now, **values)


def run_jobs(chat: Chat) -> str:
    """The clock runs, and what it wrote is sent; what this citizen reads of it."""
    return let_time_pass(chat).text


def let_time_pass(chat: Chat) -> Answer:
    schedule.run_all(chat.service)
    with chat.service.database.write() as connection:
        now = int(chat.service.clock().timestamp() * 1000)
        calls = outbox.take_multicasts(connection, now, 100)
    chat.service.delivery.send_now(calls)
    return chat.answer()


def fetch(chat: Chat) -> None:
    """A worker fetches the photos, as from LINE, through the emulator's application."""
    from bot.line import Content
    from bot.media import Fetcher

    def download(message_id: str, limit: int) -> Content:
        try:
            return Content(200, chat.emulator.media.get(message_id).data)
        except ApiError as error:
            return Content(error.status, b"")

    Fetcher(chat.service.media, download, 1).work_off()


def reported(chat: Chat, words: str = "大きな穴です", spot: tuple[float, float] = HALL) -> Case:
    chat.says("通報")
    chat.stands_at(*spot)
    chat.taps("道路の穴・ひび")
    chat.taps("写真はない")
    chat.says(words)
    if "どれともちがう" in chat._last.labels:
        chat.taps("どれともちがう")
    assert "受付番号" in chat.taps("送る")
    return cases(chat)[-1]
