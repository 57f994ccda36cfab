"""The registry in Chromium: the preview is the simulator's card; axe-core finds nothing, wide or narrow."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import ConsoleMessage, Page, expect

from bot.staff import Role
from bot.testing import OpenStaff
from bot.time import system_clock
from handlers.procedures.registry.changes import create, publish
from tests.browser.desk import at_desk, look
from tests.handlers.procedures.conftest import NOW, procedure

pytestmark = [pytest.mark.browser, pytest.mark.wire]
CONSOLE = (
    "", "/1", "/1/edit", "/1/notice", "/1/publish", "/1/withdraw", "/1/versions/1", "/new", "/notice",
    "/import", "/links", "/report",
)  # fmt: skip
PUBLIC = ("", "/1", "/embed")


@pytest.fixture
def page(new_staff: OpenStaff, browser: Chromium) -> Iterator[Page]:
    """Somebody of the DX division at a real address; there is one procedure."""
    dx = new_staff()
    dx.service.clock = system_clock
    dx.sign_in([Role.DX], "職員", "dx@example.jp")
    with dx.service.database.write() as connection:
        publish(connection, create(connection, procedure(), "試験", NOW).procedure, NOW)
    with at_desk(dx, browser) as opened:
        yield opened


def test_the_preview_is_the_simulators_card(page: Page) -> None:
    mistakes: list[str] = []
    page.on("console", lambda said: _note(said, mistakes))
    page.goto("/console/procedures/1")
    expect(page.locator(".fx-bubble")).to_contain_text("児童手当の認定請求")
    expect(page.locator(".fx-bubble")).to_contain_text("申し込む")
    assert mistakes == []


def _note(said: ConsoleMessage, mistakes: list[str]) -> None:
    if said.type == "error" and not said.location["url"].endswith("/favicon.ico"):
        mistakes.append(said.text)


def test_pages_are_usable_by_everybody(page: Page) -> None:
    for root, paths in (("/console/procedures", CONSOLE), ("/procedures", PUBLIC)):
        for path in paths:
            answer = page.goto(root + path)
            assert answer
            assert answer.status == 200
            look(page, (root + path).strip("/").replace("/", "-"))
