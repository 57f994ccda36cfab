"""Browsers at a real address that tell of troubles; staff who are signed in; axe-core on their pages."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from wsgiref.types import WSGIApplication

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page, expect
from werkzeug.serving import make_server

from bot.console.configuration import COOKIE
from bot.console.trial import Browser

SHOTS = os.environ.get("MADOGUCHI_SHOTS", "")
WIDTHS = (375, 1280)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
# A click does not wait for the page it leads to: axe-core would read the page that is left, or half
# of it.
LEAVING = """navigation.addEventListener("navigate", (event) => {
  if (!event.destination.sameDocument && event.downloadRequest === null)
    document.documentElement.dataset.leaving = "";
});"""

# Only what is wrong comes back: everything that is right would be most of the work.
READ = """async (rules) => {
  const read = await axe.run(document, {runOnly: rules, resultTypes: ["violations"]});
  return read.violations.map((one) => [one.id, one.nodes.map((node) => node.html.slice(0, 200))]);
}"""


@contextmanager
def served(app: WSGIApplication) -> Iterator[str]:
    """Serve an application until the end; yields its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def window(chromium: Chromium, where: str, **options: Any) -> Iterator[BrowserContext]:
    """A browser of its own that fails its test when a script fails or a page breaks its own policy."""
    troubles: list[str] = []
    context = chromium.new_context(base_url=where, locale="ja-JP", **options)
    context.add_init_script(LEAVING)
    context.on("weberror", lambda failed: troubles.append(str(failed.error)))
    context.on(
        "console", lambda said: troubles.append(said.text) if "Policy" in said.text else None
    )
    try:
        yield context
    finally:
        context.close()
    assert troubles == []


def sign_in(context: BrowserContext, staff: Browser, where: str) -> Page:
    """A page of the browser, signed in as `staff` is."""
    cookie = staff.client.get_cookie(COOKIE, path="/console")
    assert cookie
    context.add_cookies([{"name": COOKIE, "value": cookie.value, "url": f"{where}/console"}])
    return context.new_page()


@contextmanager
def at_desk(staff: Browser, chromium: Chromium) -> Iterator[Page]:
    """The same, with the console served until the end."""
    with served(staff.app) as where, window(chromium, where) as context:
        yield sign_in(context, staff, where)


def look(page: Page, name: str) -> None:
    """Nothing for axe-core to find, and nothing beyond the edge, on a telephone and on a desk."""
    expect(page.locator("html[data-leaving]")).to_have_count(0)
    page.wait_for_load_state()
    page.evaluate(AXE_SCRIPT)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
        assert page.evaluate(READ, RULES) == [], (name, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
