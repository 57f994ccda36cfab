"""The page on a narrow screen, and by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.phone import Phone
from tests.browser.scripted_bot import ScriptedBot, text

pytestmark = [pytest.mark.browser, pytest.mark.wire]


def wide_things() -> list[dict[str, object]]:
    bubble = {"type": "bubble", "size": "giga", "body": {"type": "box", "layout": "vertical",
              "contents": [text("あ" * 60, wrap=True)]}}  # fmt: skip
    return [
        {"type": "flex", "altText": "x", "contents": bubble},
        {
            "type": "flex",
            "altText": "x",
            "contents": {"type": "carousel", "contents": [bubble] * 3},
        },
        text("https://example.com/" + "a" * 200),
    ]


@pytest.mark.parametrize("width", [320, 375, 414])
def test_one_phone_fills_a_narrow_screen(
    hanako: Phone, page: Page, bot: ScriptedBot, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 667})
    bot.answers(*wide_things())
    hanako.says("広いもの")
    expect(hanako.bot).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    log = "(log) => log.scrollWidth - log.clientWidth"
    assert hanako.log.evaluate(log) == 0
    box = hanako.node.bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, width)
    carousel = hanako.log.locator(".carousel")
    assert carousel.evaluate("(node) => node.scrollWidth > node.clientWidth")


def test_tabs_change_the_phone_on_a_narrow_screen(hanako: Phone, page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 667})
    page.get_by_label("追加する市民の名前").fill("牡鹿 太郎")
    page.get_by_role("button", name="市民を追加").click()
    taro = Phone(page, "牡鹿 太郎").ready()
    expect(hanako.node).to_be_hidden()
    page.get_by_role("button", name="石巻 花子", exact=True).click()
    expect(hanako.node).to_be_visible()
    expect(taro.node).to_be_hidden()


def test_the_newest_message_is_in_view(hanako: Phone, bot: ScriptedBot) -> None:
    bot.answers(*(text(f"{n}\n" * 12) for n in range(5)))
    hanako.says("長い話")
    expect(hanako.bot).to_have_count(5)
    expect(hanako.bot.last).to_be_in_viewport(ratio=0.9)
    hanako.log.evaluate("(log) => { log.scrollTop = 0 }")
    down = hanako.node.get_by_role("button", name="最新のメッセージへ")
    expect(down).to_be_visible()
    down.click()
    expect(hanako.bot.last).to_be_in_viewport(ratio=0.9)
    expect(down).to_be_hidden()


def test_a_reader_of_old_messages_is_left_in_peace(hanako: Phone, bot: ScriptedBot) -> None:
    bot.answers(*(text(f"{n}\n" * 12) for n in range(5)))
    hanako.says("長い話")
    expect(hanako.bot).to_have_count(5)
    hanako.log.evaluate("(log) => { log.scrollTop = 0 }")
    expect(hanako.node.get_by_role("button", name="最新のメッセージへ")).to_be_visible()
    bot.push(bot.event("message")["source"]["userId"], text("新しい知らせ"))
    expect(hanako.bot).to_have_count(6)
    assert hanako.log.evaluate("(log) => log.scrollTop") == 0


def test_a_flex_box_is_a_button_by_keyboard(hanako: Phone, bot: ScriptedBot) -> None:
    action = {"type": "message", "label": "選ぶ", "text": "はい、これを"}
    box = {"type": "box", "layout": "vertical", "contents": [text("これ")], "action": action}
    body = {"type": "box", "layout": "vertical", "contents": [box]}
    contents = {"type": "bubble", "body": body}
    bot.script = lambda event: (
        [{"type": "flex", "altText": "x", "contents": contents}]
        if event.get("message", {}).get("text") == "見せて"
        else []
    )
    hanako.says("見せて")
    button = hanako.log.get_by_role("button", name="これ")
    button.focus()
    button.press("Enter")
    expect(hanako.own.last).to_contain_text("はい、これを")
