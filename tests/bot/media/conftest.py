"""A kit for photos on a database and a folder, and LINE's data host as the test wants it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import media
from bot.db import Database, connect
from bot.line import Content, TransportError
from bot.media import Fetcher, Media, Version, open_files
from bot.media.files import PREFIXES, Files
from bot.pictures import Workshop
from bot.time import millis
from tests.bot.pictures import photos

CITIZEN, MESSAGE = "U1", "1000"
PHOTO = photos.picture()


class Host:
    """LINE's data host: answers what it is told to, then the photo; an answer may be an act of death."""

    def __init__(self) -> None:
        self.answers: list[int | Content | Exception] = []
        self.asked: list[str] = []

    def __call__(self, message_id: str, limit: int) -> Content:  # noqa: ARG002 - the seam's
        self.asked.append(message_id)
        answer = self.answers.pop(0) if self.answers else Content(200, PHOTO)
        if isinstance(answer, Exception):
            raise answer
        return Content(answer, b"") if isinstance(answer, int) else answer


class Lab:
    """The kit, with a clock that the test moves."""

    def __init__(self, database: Database, files: Files, workshop: Workshop) -> None:
        self.now = datetime(2026, 11, 29, tzinfo=UTC)
        self.database, self.host = database, Host()
        self.media = Media(files, workshop, database, lambda: self.now)
        self.fetcher = Fetcher(self.media, self.host, 1)

    def ask(self, message_id: str = MESSAGE) -> str:
        """What the talk does when a photo comes in."""
        with self.database.write() as connection:
            return media.wait_for(connection, "roads", CITIZEN, message_id, millis(self.now))

    def state(self, key: str) -> str:
        with self.database.read() as connection:
            found = media.find(connection, [key]).get(key)
        return f"{found.state}:{found.reason}".strip(":") if found else "-"

    def read(self, key: str, version: Version = Version.CLEAN) -> bytes | None:
        with self.database.read() as connection:
            return self.media.read(connection, key, version)

    def later(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def lying_about(self) -> set[str]:
        """The keys of all files there are."""
        return {key for prefix in PREFIXES for key in self.media.files.listed(prefix)}


@pytest.fixture(scope="session")
def workshop() -> Iterator[Workshop]:
    made = Workshop()
    yield made
    made.close()


@pytest.fixture
def lab(database_url: str, tmp_path: Path, workshop: Workshop) -> Iterator[Lab]:
    """On both databases."""
    database = connect(database_url)
    yield Lab(database, open_files(f"file://{tmp_path}/media"), workshop)
    database.close()


NO_ANSWER = TransportError("timeout")
