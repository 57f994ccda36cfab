"""Time that passes over a clock process, which may be killed: for tests that nobody gets anything twice."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from bot.db import Database
from bot.rehearsal import Chat, SetClock
from bot.time import JAPAN


class Killed(BaseException):
    """The process ended there; nothing may catch it."""


@contextmanager
def dying(database: Database, write: int, *, after: bool) -> Iterator[None]:
    """The process is killed at its `write`th transaction from now on, before or after the commit."""
    really, left = type(database).write, [write]

    @contextmanager
    def deadly(**options: Any) -> Iterator[Connection]:
        left[0] -= 1
        last = left[0] == 0
        with really(database, **options) as connection:
            yield connection
            if last and not after:
                raise Killed
        if last:
            raise Killed

    database.write = deadly  # type: ignore[method-assign]
    try:
        yield
    finally:
        del database.write


def at(text: str) -> datetime:
    """2026-11-23 19:00 in the city's time."""
    return datetime.fromisoformat(text).replace(tzinfo=JAPAN)


def person(number: int) -> str:
    """A LINE user id."""
    return f"U{number * 2654435761 % 2**32:032x}"


class Passing(ABC):
    """The clock process of one city, and the emulator behind it."""

    step = timedelta(minutes=30)

    def __init__(self, chat: Chat, clock: SetClock, content: Path) -> None:
        self.chat, self.clock, self.content = chat, clock, content
        self.service, self.emulator = chat.service, chat.emulator

    @abstractmethod
    def runs(self) -> None:
        """The jobs run once, and workers send what they wrote."""

    def goes_on(self, until: str | datetime, step: timedelta | None = None) -> None:
        """Time passes, and the clock process runs its jobs at every step."""
        end = at(until) if isinstance(until, str) else until
        while self.clock.now < end:
            self.clock.now = min(self.clock.now + (step or self.step), end)
            self.runs()

    def skips_to(self, until: str) -> None:
        """Time passes while the clock process is down; then it comes up."""
        self.clock.now = at(until)
        self.runs()

    @contextmanager
    def dies(self, write: int, *, after: bool) -> Iterator[None]:
        """The process is killed at its `write`th transaction from now on, before or after the commit."""
        with dying(self.service.database, write, after=after):
            yield

    def calls(self) -> list[dict[str, Any]]:
        """The multicasts that LINE accepted."""
        return [c for c in self.emulator.deliveries.after(0, 10**6) if c["via"] == "multicast"]
