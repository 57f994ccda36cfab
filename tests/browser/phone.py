"""A phone of the simulator as a test sees and handles it."""

from __future__ import annotations

from typing import Self

from playwright.sync_api import Locator, Page, expect


class Phone:
    """One citizen's phone on the page."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.name = name
        self.node = page.get_by_role("region", name=f"{name}のスマートフォン")
        self.log = self.node.get_by_role("log")
        self.input = self.node.get_by_label("メッセージを入力")
        self.quick = self.node.get_by_role("group", name="クイックリプライ")
        self.own = self.node.locator(".row--own")
        self.bot = self.node.locator(".row--bot")

    def ready(self) -> Self:
        """Wait until the talk has begun."""
        expect(self.log.get_by_text("友だちに追加しました")).to_be_visible()
        return self

    def says(self, words: str) -> None:
        """Type a text and send it with Enter."""
        self.input.fill(words)
        self.input.press("Enter")

    def heard(self, index: int = -1) -> Locator:
        """Return what the bot sent: its newest message, or another one."""
        rows = self.bot.locator(".row__body > :first-child")
        return rows.nth(index) if index >= 0 else rows.last

    def taps(self, name: str) -> None:
        """Tap a button in the talk."""
        self.log.get_by_role("button", name=name, exact=True).click()

    def opens_menu(self, item: str) -> None:
        """Open the + menu and choose from it."""
        self.node.get_by_role("button", name="メニューを開く").click()
        self.node.get_by_role("group", name="メニュー", exact=True).get_by_text(item).click()
