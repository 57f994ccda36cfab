"""Somebody of the staff at a real address, past the sign-in; and axe-core on their pages."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page
from werkzeug.serving import make_server

from bot.console.configuration import COOKIE
from bot.console.trial import Browser

SHOTS = os.environ.get("MADOGUCHI_SHOTS", "")
WIDTHS = (375, 1280)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


@contextmanager
def at_desk(staff: Browser, chromium: Chromium) -> Iterator[Page]:
    """A page of the browser, signed in as `staff` is; the console is served until the end."""
    server = make_server("127.0.0.1", 0, staff.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    where = f"http://localhost:{server.server_port}"
    context = chromium.new_context(base_url=where)
    cookie = staff.client.get_cookie(COOKIE, path="/console")
    assert cookie
    context.add_cookies([{"name": COOKIE, "value": cookie.value, "url": f"{where}/console"}])
    try:
        yield context.new_page()
    finally:
        context.close()
        server.shutdown()
        thread.join()
        server.server_close()


def look(page: Page, name: str) -> None:
    """Nothing for axe-core to find, and nothing beyond the edge, on a telephone and on a desk."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
        found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        told = [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found]
        assert told == [], (name, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
