"""The registry in Chromium: the preview is the simulator's card; axe-core finds nothing, wide or narrow."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import ConsoleMessage, Page, expect
from werkzeug.serving import make_server

from bot.console.configuration import COOKIE
from bot.staff import Role
from bot.testing import OpenStaff
from bot.time import system_clock
from handlers.procedures.registry.changes import create, publish
from tests.handlers.procedures.conftest import NOW, procedure

pytestmark = [pytest.mark.browser, pytest.mark.wire]
SHOTS = os.environ.get("MADOGUCHI_SHOTS", "")
CONSOLE = (
    "", "/1", "/1/edit", "/1/notice", "/1/publish", "/1/withdraw", "/1/versions/1", "/new", "/notice",
    "/import", "/links", "/report",
)  # fmt: skip
PUBLIC = ("", "/1", "/embed")


@pytest.fixture
def database_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """One kind of database is enough to look at pages."""
    file = tmp_path / "console.db"
    shutil.copyfile(migrated_sqlite, file)
    return f"sqlite:///{file}"


@pytest.fixture
def page(new_staff: OpenStaff, browser: Chromium) -> Iterator[Page]:
    """Somebody of the DX division at a real address; there is one procedure."""
    dx = new_staff()
    dx.service.clock = system_clock
    dx.sign_in([Role.DX], "職員", "dx@example.jp")
    with dx.service.database.write() as connection:
        publish(connection, create(connection, procedure(), "試験", NOW).procedure, NOW)
    server = make_server("127.0.0.1", 0, dx.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    where = f"http://localhost:{server.server_port}"
    context = browser.new_context(base_url=where)
    cookie = dx.client.get_cookie(COOKIE, path="/console")
    assert cookie
    context.add_cookies([{"name": COOKIE, "value": cookie.value, "url": f"{where}/console"}])
    yield context.new_page()
    context.close()
    server.shutdown()
    thread.join()
    server.server_close()


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


@pytest.mark.parametrize("width", [375, 1280])
def test_pages_are_usable_by_everybody(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for root, paths in (("/console/procedures", CONSOLE), ("/procedures", PUBLIC)):
        for path in paths:
            answer = page.goto(root + path)
            assert answer
            assert answer.status == 200
            if SHOTS:
                name = (root + path).strip("/").replace("/", "-")
                page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
            found = Axe().run(page)
            assert found.violations_count == 0, f"{root}{path}: {found.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
