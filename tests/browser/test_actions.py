"""What a citizen taps, chooses and sends besides words."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.phone import Phone
from tests.browser.pictures import png
from tests.browser.scripted_bot import Message, ScriptedBot, text

pytestmark = [pytest.mark.browser, pytest.mark.wire]


def buttons(*actions: dict[str, Any]) -> Message:
    template = {"type": "buttons", "text": "お選びください", "actions": list(actions)}
    return {"type": "template", "altText": "お選びください", "template": template}


def quick(words: str, action: dict[str, Any]) -> Message:
    return text(words, quickReply={"items": [{"type": "action", "action": action}]})


def asked(hanako: Phone, bot: ScriptedBot, message: Message) -> None:
    """Let the bot send a message once, as the answer to a first text."""
    bot.script = lambda event: (
        [message] if event.get("message", {}).get("text") == "はじめる" else []
    )
    hanako.says("はじめる")
    expect(hanako.bot).to_have_count(1)


def test_a_postback_shows_its_words_and_sends_its_data(hanako: Phone, bot: ScriptedBot) -> None:
    action = {
        "type": "postback",
        "label": "選ぶ",
        "data": "garbage:district?7",
        "displayText": "山下町",
    }
    asked(hanako, bot, buttons(action))
    hanako.taps("選ぶ")
    assert bot.event("postback")["postback"] == {"data": "garbage:district?7"}
    expect(hanako.own.last.locator(".msg-text")).to_have_text("山下町")


def test_a_postback_without_words_leaves_no_trace(hanako: Phone, bot: ScriptedBot) -> None:
    asked(hanako, bot, buttons({"type": "postback", "label": "次へ", "data": "next"}))
    hanako.taps("次へ")
    assert bot.event("postback")["postback"] == {"data": "next"}
    expect(hanako.own).to_have_count(1)


def test_a_postback_opens_the_keyboard_with_words(hanako: Phone, bot: ScriptedBot) -> None:
    action = {
        "type": "postback", "label": "番号を書く", "data": "number",
        "inputOption": "openKeyboard", "fillInText": "受付番号:",
    }  # fmt: skip
    asked(hanako, bot, buttons(action))
    hanako.taps("番号を書く")
    expect(hanako.input).to_have_value("受付番号:")
    expect(hanako.input).to_be_focused()


@pytest.mark.parametrize(
    ("mode", "chosen", "limits"),
    [
        ("date", "2026-12-01", {"initial": "2026-11-25", "min": "2026-11-21", "max": "2026-12-31"}),
        ("time", "09:30", {"initial": "12:00", "min": "08:30", "max": "17:15"}),
        (
            "datetime",
            "2026-12-01T09:30",
            {"initial": "2026-11-25T10:00", "min": "2026-11-21t00:00", "max": "2026-12-31t23:59"},
        ),
    ],
)
def test_a_date_picker(
    hanako: Phone, bot: ScriptedBot, mode: str, chosen: str, limits: dict[str, str]
) -> None:
    asked(hanako, bot, quick("いつですか", picker(mode, limits)))
    hanako.quick.get_by_role("button", name="えらぶ").click()
    dialog = hanako.page.get_by_role("dialog")
    field = dialog.locator("input")
    expect(field).to_have_value(limits["initial"])
    field.fill(chosen)
    dialog.get_by_role("button", name="決定").click()
    assert bot.event("postback")["postback"] == {"data": "when", "params": {mode: chosen}}
    expect(hanako.quick).to_be_hidden()


def picker(mode: str, limits: dict[str, str]) -> dict[str, Any]:
    return {"type": "datetimepicker", "label": "えらぶ", "data": "when", "mode": mode} | limits


def test_a_date_out_of_range_is_not_sent(hanako: Phone, bot: ScriptedBot) -> None:
    limits = {"initial": "2026-11-25", "max": "2026-12-31", "min": "2026-11-21"}
    asked(hanako, bot, buttons(picker("date", limits)))
    hanako.taps("えらぶ")
    dialog = hanako.page.get_by_role("dialog")
    dialog.locator("input").fill("2027-01-01")
    dialog.get_by_role("button", name="決定").click()
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="キャンセル").click()
    expect(dialog).to_be_hidden()
    assert [event["type"] for event in bot.events] == ["follow", "message"]


def test_a_photo_is_sent_shown_and_enlarged(hanako: Phone, bot: ScriptedBot) -> None:
    with hanako.page.expect_file_chooser() as chooser:
        hanako.node.get_by_role("button", name="写真を送る").click()
    chooser.value.set_files({"name": "穴.png", "mimeType": "image/png", "buffer": png()})
    message = bot.event("message")["message"]
    assert message["type"] == "image"
    assert message["contentProvider"] == {"type": "line"}
    photo = hanako.own.last.get_by_role("img", name="写真")
    expect(photo).to_have_js_property("naturalWidth", 1)
    hanako.own.last.get_by_role("button", name="写真を拡大する").click()
    large = hanako.page.get_by_role("dialog").get_by_role("img")
    expect(large).to_have_attribute("src", photo.get_attribute("src") or "?")


def test_photos_chosen_together_are_a_set(hanako: Phone, bot: ScriptedBot) -> None:
    asked(hanako, bot, quick("写真をどうぞ", {"type": "cameraRoll", "label": "選ぶ"}))
    with hanako.page.expect_file_chooser() as chooser:
        hanako.quick.get_by_role("button", name="選ぶ").click()
    files = [{"name": f"{n}.png", "mimeType": "image/png", "buffer": png()} for n in (1, 2)]
    chooser.value.set_files(files)  # type: ignore[arg-type]
    expect(hanako.own.get_by_role("img", name="写真")).to_have_count(2)
    assert bot.event("message", 2)["message"]["imageSet"]["total"] == 2


def test_a_place_from_the_list(hanako: Phone, bot: ScriptedBot) -> None:
    hanako.opens_menu("位置情報")
    dialog = hanako.page.get_by_role("dialog")
    dialog.get_by_role("button", name="日和山公園").click()
    dialog.get_by_role("button", name="この位置を送る").click()
    message = bot.event("message")["message"]
    assert message["title"] == "日和山公園"
    assert (message["latitude"], message["longitude"]) == (38.4236, 141.3078)
    expect(hanako.own.last).to_contain_text("日和山公園")


def test_a_place_by_numbers(hanako: Phone, bot: ScriptedBot) -> None:
    asked(hanako, bot, quick("どこですか", {"type": "location", "label": "地図から"}))
    hanako.quick.get_by_role("button", name="地図から").click()
    dialog = hanako.page.get_by_role("dialog")
    dialog.get_by_label("緯度").fill("38.5")
    dialog.get_by_label("経度").fill("141.25")
    dialog.get_by_role("button", name="この位置を送る").click()
    expect(hanako.own).to_have_count(2)
    message = bot.event("message", 2)["message"]
    assert (message["latitude"], message["longitude"]) == (38.5, 141.25)


def test_a_place_by_dragging_the_map(hanako: Phone, bot: ScriptedBot) -> None:
    hanako.opens_menu("位置情報")
    dialog = hanako.page.get_by_role("dialog")
    latitude = float(dialog.get_by_label("緯度").input_value())
    longitude = float(dialog.get_by_label("経度").input_value())
    dialog.get_by_role("application").drag_to(
        dialog.get_by_role("application"),
        source_position={"x": 100, "y": 60},
        target_position={"x": 180, "y": 120},
    )
    # The map goes right and down, so the pin comes to stand farther west and north.
    assert float(dialog.get_by_label("緯度").input_value()) > latitude
    assert float(dialog.get_by_label("経度").input_value()) < longitude
    dialog.get_by_role("button", name="この位置を送る").click()
    message = bot.event("message")["message"]
    assert "title" not in message
    assert message["latitude"] > latitude


def test_a_sticker(hanako: Phone, bot: ScriptedBot) -> None:
    hanako.opens_menu("スタンプ")
    hanako.page.get_by_role("dialog").get_by_role("button", name="ありがとう").click()
    message = bot.event("message")["message"]
    assert (message["packageId"], message["stickerId"]) == ("789", "10855")
    expect(hanako.own.last.get_by_role("img", name="スタンプ:ありがとう")).to_be_visible()


def test_a_link_opens_in_a_tab_that_knows_nothing(hanako: Phone, bot: ScriptedBot) -> None:
    uri = {"type": "uri", "label": "ひらく", "uri": "https://example.com/form"}
    asked(hanako, bot, buttons(uri))
    hanako.page.evaluate("window.open = (...given) => { window.opened = given }")
    hanako.taps("ひらく")
    opened = hanako.page.evaluate("window.opened")
    assert opened == ["https://example.com/form", "_blank", "noopener,noreferrer"]


def test_the_clipboard(hanako: Phone, bot: ScriptedBot) -> None:
    hanako.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    asked(hanako, bot, buttons({"type": "clipboard", "label": "写す", "clipboardText": "A-123"}))
    hanako.taps("写す")
    expect(hanako.node.get_by_role("status")).to_have_text("コピーしました")
    assert hanako.page.evaluate("navigator.clipboard.readText()") == "A-123"


def rich_menu(bot: ScriptedBot, name: str, action: dict[str, Any]) -> str:
    """Make a rich menu of one area; returns its id."""
    size = {"width": 2500, "height": 843}
    area = {"bounds": {"x": 0, "y": 0} | size, "action": action}
    menu = {"size": size, "selected": True, "name": name, "chatBarText": name, "areas": [area]}
    menu_id = str(bot.call("POST", "/v2/bot/richmenu", menu)["richMenuId"])
    bot.call("POST", f"/v2/bot/richmenu/{menu_id}/content", png(2500, 843))
    return menu_id


def test_a_rich_menu(hanako: Phone, bot: ScriptedBot) -> None:
    menu_id = rich_menu(bot, "メニュー", {"type": "message", "label": "ごみ", "text": "今日のごみ"})
    bot.call("POST", f"/v2/bot/user/all/richmenu/{menu_id}", {})
    menu = hanako.node.get_by_role("group", name="リッチメニュー")
    bar = hanako.node.get_by_role("button", name="メニュー", exact=True)
    expect(menu).to_be_visible()
    bar.click()
    expect(menu).to_be_hidden()
    bar.click()
    menu.get_by_role("button", name="ごみ").click()
    expect(hanako.own.last).to_contain_text("今日のごみ")
    assert bot.event("message")["message"]["text"] == "今日のごみ"


def test_a_rich_menu_switches_to_another(hanako: Phone, bot: ScriptedBot) -> None:
    action = {"type": "message", "label": "もどる", "text": "もどる"}
    second = rich_menu(bot, "二枚目", action)
    switch = {
        "type": "richmenuswitch",
        "label": "つぎへ",
        "richMenuAliasId": "second",
        "data": "tab",
    }
    first = rich_menu(bot, "一枚目", switch)
    bot.call("POST", "/v2/bot/richmenu/alias", {"richMenuAliasId": "second", "richMenuId": second})
    bot.call("POST", f"/v2/bot/user/all/richmenu/{first}", {})
    hanako.node.get_by_role("button", name="つぎへ").click()
    expect(hanako.node.get_by_role("button", name="もどる")).to_be_visible()
    params = {"newRichMenuAliasId": "second", "status": "SUCCESS"}
    assert bot.event("postback")["postback"] == {"data": "tab", "params": params}


def test_a_switch_to_a_menu_that_is_not_there(hanako: Phone, bot: ScriptedBot) -> None:
    switch = {"type": "richmenuswitch", "label": "つぎへ", "richMenuAliasId": "none", "data": "tab"}
    menu_id = rich_menu(bot, "一枚目", switch)
    bot.call("POST", f"/v2/bot/user/all/richmenu/{menu_id}", {})
    hanako.node.get_by_role("button", name="つぎへ").click()
    params = {"newRichMenuAliasId": "none", "status": "RICHMENU_ALIAS_ID_NOTFOUND"}
    assert bot.event("postback")["postback"] == {"data": "tab", "params": params}
    expect(hanako.node.get_by_role("button", name="つぎへ")).to_be_visible()
