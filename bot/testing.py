"""pytest fixtures for the features' tests: `chat`, a citizen's talk with the whole bot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from werkzeug.test import Client

from bot.app import create_app
from bot.console.roles import Role
from bot.console.trial import Browser
from bot.content import Library
from bot.db import Database
from bot.registry import Registry, discover
from bot.rehearsal import Chat, SetClock, open_chat
from bot.service import build, library_of
from bot.settings import PROJECT, Settings
from bot.time import JAPAN

OpenChat = Callable[..., Chat]
OpenSite = Callable[..., Client]
OpenStaff = Callable[..., Browser]


def settings_for(
    database_url: str, content: Path | None = None, more: dict[str, str] | None = None
) -> Settings:
    """The settings of a test: this database, this content, and never the machine's environment."""
    env = {"DATABASE_URL": database_url, "SECRET_KEY": "only-for-tests-0123456789"} | (more or {})
    return Settings.read(env | ({"MADOGUCHI_CONTENT": str(content)} if content else {}))


def _own_media(folder: Path) -> dict[str, str]:
    return {"MEDIA_URL": f"file://{folder}/media"}


@pytest.fixture
def clock() -> SetClock:
    """A Saturday morning in November; it stands still until the test moves it."""
    return SetClock(datetime(2026, 11, 21, 7, 0, tzinfo=JAPAN))


@pytest.fixture(scope="session")
def own_library() -> Library:
    """The project's own content, read once for all tests."""
    return library_of(PROJECT / "content", discover())


@pytest.fixture
def new_chat(
    database_url: str, clock: SetClock, own_library: Library, tmp_path: Path
) -> Iterator[OpenChat]:
    """Opens chats on the test's database: `new_chat(content=folder, citizen=name, registry=...)`."""
    opened: list[Chat] = []

    def open_one(
        *, content: Path | None = None, citizen: str = "市民", registry: Registry | None = None
    ) -> Chat:
        settings = settings_for(database_url, content, _own_media(tmp_path))
        library = None if content or registry else own_library
        chat = open_chat(settings, clock, citizen=citizen, registry=registry, library=library)
        opened.append(chat)
        return opened[-1]

    yield open_one
    for chat in opened:
        chat.emulator.close()
        chat.service.media.close()
        chat.service.database.close()


@pytest.fixture
def chat(new_chat: OpenChat) -> Chat:
    """A citizen in front of the bot with the project's own content."""
    return new_chat()


@pytest.fixture
def new_site(clock: SetClock, own_library: Library, tmp_path: Path) -> Iterator[OpenSite]:
    """Opens the public pages: `new_site(content=folder, registry=...)` is a client that asks for them.

    Pages live on content alone, so the database has no tables.
    """
    opened: list[Database] = []

    def open_one(*, content: Path | None = None, registry: Registry | None = None) -> Client:
        settings = settings_for(f"sqlite:///{tmp_path}/pages.db", content, _own_media(tmp_path))
        library = None if content or registry else own_library
        service = build(settings, clock=clock, registry=registry, library=library)
        opened.append(service.database)
        return create_app(service).test_client()

    yield open_one
    for database in opened:
        database.close()


@pytest.fixture
def site(new_site: OpenSite) -> Client:
    """The public pages with the project's own content."""
    return new_site()


@pytest.fixture
def new_staff(
    database_url: str, clock: SetClock, own_library: Library, tmp_path: Path
) -> Iterator[OpenStaff]:
    """Signs staff in at the console: `new_staff(Role.ROADS, registry=..)`; without roles, nobody.

    All browsers of a test share one process, so `content`, `registry` and `env` (settings by name) count
    only the first time. `.service` has the database and the clock.
    """
    opened: list[Browser] = []

    def open_one(
        *roles: Role,
        content: Path | None = None,
        registry: Registry | None = None,
        env: dict[str, str] | None = None,
        name: str = "職員",
    ) -> Browser:
        if not opened:
            settings = settings_for(database_url, content, _own_media(tmp_path) | (env or {}))
            library = None if content or registry else own_library
            service = build(settings, clock=clock, registry=registry, library=library)
            opened.append(Browser(create_app(service), service))
        browser = Browser(opened[0].app, opened[0].service)
        if roles:
            who = "-".join(sorted(roles))
            browser.sign_in(roles, name, f"{who}@example.jp")
        return browser

    yield open_one
    for browser in opened:
        browser.service.media.close()
        browser.service.database.close()
