"""A real browser, the real emulator and a scripted bot between them."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright

from bot.emulator import Emulator, EmulatorConfig, RunningServer, create_app, serve_in_thread
from tests.browser.phone import Phone
from tests.browser.scripted_bot import ScriptedBot

NO_SKIP = os.environ.get("MADOGUCHI_NO_SKIP") == "1"
PATIENCE_MS = 20_000
# The first has no window and needs a fifth less of the processor.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Whatever a message names, the browser finds this machine and nothing else.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40">'
    '<rect width="60" height="40" fill="#7ab"/></svg>'
)


def _executable() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        missing = "no Chromium on this machine (name one in the environment variable CHROMIUM)"
        if NO_SKIP:
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    executable = _executable()
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def database_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """One kind of database is enough to look at pages."""
    file = shutil.copyfile(migrated_sqlite, tmp_path / "console.db")
    return f"sqlite:///{file}"


@pytest.fixture
def bot() -> Iterator[ScriptedBot]:
    """A bot that answers what the test tells it to."""
    with ScriptedBot() as scripted:
        yield scripted


@pytest.fixture
def emulator(bot: ScriptedBot) -> Iterator[RunningServer]:
    """The emulator, with the bot behind it."""
    config = EmulatorConfig(webhook_url=bot.webhook_url, webhook_backoff=0.05, webhook_attempts=2)
    emulator = Emulator(config)
    server = serve_in_thread(create_app(emulator))
    bot.api = server.url
    yield server
    server.close()
    emulator.close()


@pytest.fixture
def page(browser: Browser, emulator: RunningServer) -> Iterator[Page]:
    """An empty page that fails its test when a script of it fails or breaks the page's policy.

    Every https address leads to a small picture.
    """
    context = browser.new_context(
        base_url=emulator.url, locale="ja-JP", timezone_id="Asia/Tokyo",
        viewport={"width": 1340, "height": 940},
    )  # fmt: skip
    show_pictures(context)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.set_default_navigation_timeout(3 * PATIENCE_MS)
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: _note(said.text, troubles))
    yield page
    context.close()
    assert troubles == []


def show_pictures(context: BrowserContext) -> None:
    """Let every https address lead to a small picture."""
    context.route(re.compile("^https:"), _picture)


def _picture(route: Route) -> None:
    route.fulfill(body=PICTURE, content_type="image/svg+xml")


def _note(said: str, troubles: list[str]) -> None:
    if "Content Security Policy" in said:
        troubles.append(said)


@pytest.fixture
def hanako(page: Page) -> Phone:
    """石巻 花子's phone, the one a first visitor of the simulator sees."""
    page.goto("/simulator/")
    return Phone(page, "石巻 花子").ready()
