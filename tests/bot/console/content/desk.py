"""What somebody of public relations does on the console's pages of content."""

from __future__ import annotations

import io
from typing import Any

from bot.console.trial import Browser
from bot.releases import drafts
from tests.bot.console import shelf

HOME = "/console/content"


MORE = shelf.CSV + "傘,かさ,金属の日です\r\n"


def upload(browser: Browser, path: str, data: bytes, name: str = "") -> str:
    sent = {"file": (io.BytesIO(data), name or path.rpartition("/")[2]), "base": ""}
    fields: dict[str, Any] = {f"upload-{key}": value for key, value in sent.items()}
    return browser.send(f"{HOME}/file/{path}", upload="1", **fields).text


def draft_of(browser: Browser) -> drafts.Draft:
    with browser.service.database.read() as connection:
        found = drafts.of_staff(connection, browser.id)
    assert found
    return found


def publish(browser: Browser, note: str = "直した") -> str:
    page = f"{HOME}/draft/{draft_of(browser).id}"
    browser.get(page)
    return browser.send(page, note=note).text


def in_use(browser: Browser, path: str) -> bytes:
    library = browser.service.library
    library.refresh()
    return (library.root / path).read_bytes()
