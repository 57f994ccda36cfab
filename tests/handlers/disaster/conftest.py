"""A desk with the project's own content and an empty database for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Row, select

from bot.content import Library
from bot.terminal import Rehearsal, Terminal
from handlers.disaster.files import Content, load
from handlers.disaster.notices.sending import Job
from handlers.disaster.tables import notice_table
from handlers.disaster.talk import feature
from handlers.disaster.watching.receiving import Raw, arrive, take
from handlers.disaster.words import Words
from tests.handlers.disaster.written import NOON

Told = tuple[str, int, str, str]


class Watch:
    """The feature's states and messages on a database of its own, at moments that the test says."""

    def __init__(self, rehearsal: Rehearsal[Words]) -> None:
        self.rehearsal = rehearsal
        job = rehearsal.at(NOON)
        self.content: Content = job.content(load)
        self.areas = self.content.codes.of(job.city)

    def job(self, now: datetime) -> Job:
        return self.rehearsal.at(now)

    def hears(self, *telegrams: bytes, at: datetime = NOON, drill: bool = False) -> list[Told]:
        """Take telegrams in together; what is to be told of them: hazard, level, change and state."""
        before = {row.id for row in self.notices()}
        arrived = [arrive(Raw("x", one), self.areas) for one in telegrams]
        take(self.job(at), self.content, arrived, drill=drill)
        return [told(row) for row in self.notices() if row.id not in before]

    def notices(self) -> Sequence[Row[tuple[object, ...]]]:
        with self.job(NOON).read() as session:
            return session.execute(select(notice_table).order_by(notice_table.c.id)).all()


def told(row: Row[tuple[object, ...]]) -> Told:
    return row.hazard, row.level, row.change, row.state


@pytest.fixture
def new_watch(own_library: Library) -> Iterator[Callable[[], Watch]]:
    """Opens watches, each on an empty database."""
    opened = []

    def open_one() -> Watch:
        own_library.refresh()
        desk = Terminal[Words](feature, own_library, NOON, print)
        context = desk.rehearsal()
        opened.append(context)
        return Watch(context.__enter__())

    yield open_one
    for context in opened:
        context.__exit__(None, None, None)


@pytest.fixture
def watch(new_watch: Callable[[], Watch]) -> Watch:
    return new_watch()


def later(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)
