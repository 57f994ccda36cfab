"""Talking on the simulator: words to and fro, in the order and the shape LINE gives them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.phone import Phone
from tests.browser.scripted_bot import ScriptedBot, text

pytestmark = [pytest.mark.browser, pytest.mark.wire]


def echo(bot: ScriptedBot) -> None:
    bot.script = lambda event: (
        [text(f"「{event['message']['text']}」ですね")] if event["type"] == "message" else []
    )


def test_words_go_both_ways(hanako: Phone, bot: ScriptedBot) -> None:
    echo(bot)
    hanako.says("今日のごみ")
    expect(hanako.own.last).to_contain_text("今日のごみ")
    expect(hanako.heard()).to_have_text("「今日のごみ」ですね")
    expect(hanako.own.last.locator(".row__read")).to_have_text("既読")
    expect(hanako.input).to_have_value("")
    assert bot.event("message")["message"]["text"] == "今日のごみ"


def test_markup_stays_words(hanako: Phone, bot: ScriptedBot) -> None:
    evil = "<script>window.hit = 1</script><img src=x onerror='window.hit = 1'>"
    bot.answers(
        text(evil),
        {"type": "flex", "altText": evil, "contents": {"type": "bubble", "body": {
            "type": "box", "layout": "vertical", "contents": [text(evil, wrap=True)]}}},
    )  # fmt: skip
    hanako.says(evil)
    expect(hanako.bot).to_have_count(2)
    for shown in (hanako.own.last, hanako.bot.first, hanako.bot.last):
        expect(shown).to_contain_text(evil)
    assert hanako.page.locator(".talk script, .talk img[src='x']").count() == 0
    assert hanako.page.evaluate("window.hit") is None


def test_the_page_cannot_make_markup_of_words(hanako: Phone) -> None:
    refused = hanako.page.evaluate(
        "() => { try { document.createElement('p').innerHTML = '<b>x</b>'; return false }"
        " catch (error) { return error instanceof TypeError } }"
    )
    assert refused


def test_line_breaks_and_links(hanako: Phone, bot: ScriptedBot) -> None:
    bot.answers(
        text("一行目\nhttps://example.com/ごみ?a=1。お電話は0225-95-1111へ javascript:alert(1)")
    )
    hanako.says("リンク")
    links = hanako.heard().get_by_role("link")
    expect(links).to_have_text(["https://example.com/", "0225-95-1111"])
    expect(links.first).to_have_attribute("rel", "noopener noreferrer")
    expect(links.last).to_have_attribute("href", "tel:0225951111")
    assert hanako.heard().inner_text().count("\n") == 1


def test_shift_enter_breaks_the_line(hanako: Phone, bot: ScriptedBot) -> None:
    hanako.input.press_sequentially("一")
    hanako.input.press("Shift+Enter")
    hanako.input.press_sequentially("二")
    hanako.input.press("Enter")
    assert bot.event("message")["message"]["text"] == "一\n二"


def test_enter_that_ends_a_conversion_does_not_send(hanako: Phone, bot: ScriptedBot) -> None:
    session = hanako.page.context.new_cdp_session(hanako.page)
    hanako.input.focus()
    session.send(
        "Input.imeSetComposition", {"text": "ごみ", "selectionStart": 2, "selectionEnd": 2}
    )
    composing = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown"} | composing)
    session.send("Input.insertText", {"text": "ごみ"})
    expect(hanako.input).to_have_value("ごみ")
    expect(hanako.own).to_have_count(0)
    hanako.input.press("Enter")
    expect(hanako.own).to_have_count(1)
    assert bot.event("message")["message"]["text"] == "ごみ"


def test_blank_is_not_sent(hanako: Phone) -> None:
    hanako.says("  ")
    expect(hanako.node.get_by_role("button", name="送信", exact=True)).to_be_disabled()
    expect(hanako.own).to_have_count(0)


def test_a_push_arrives_by_itself(hanako: Phone, bot: ScriptedBot) -> None:
    bot.push(bot.event("follow")["source"]["userId"], text("大雨警報が出ました"))
    expect(hanako.heard()).to_have_text("大雨警報が出ました")


def test_two_citizens_side_by_side(hanako: Phone, page: Page, bot: ScriptedBot) -> None:
    echo(bot)
    page.get_by_label("追加する市民の名前").fill("牡鹿 太郎")
    page.get_by_role("button", name="市民を追加").click()
    taro = Phone(page, "牡鹿 太郎").ready()
    hanako.says("花子です")
    taro.says("太郎です")
    expect(hanako.heard()).to_have_text("「花子です」ですね")
    expect(taro.heard()).to_have_text("「太郎です」ですね")
    expect(hanako.log.get_by_text("太郎です")).to_have_count(0)
    left, right = hanako.node.bounding_box(), taro.node.bounding_box()
    assert left is not None
    assert right is not None
    assert left["x"] + left["width"] <= right["x"]


def test_a_reload_shows_the_same_talk(hanako: Phone, bot: ScriptedBot) -> None:
    echo(bot)
    hanako.says("覚えていて")
    expect(hanako.heard()).to_have_text("「覚えていて」ですね")
    hanako.page.reload()
    expect(hanako.own).to_have_count(1)
    expect(hanako.heard()).to_have_text("「覚えていて」ですね")


def test_quick_replies_go_once_used(hanako: Phone, bot: ScriptedBot) -> None:
    item = {
        "type": "action",
        "action": {"type": "message", "label": "はい", "text": "はい、そうです"},
    }
    bot.script = lambda event: (
        [text("よろしいですか", quickReply={"items": [item]})]
        if event.get("message", {}).get("text") == "申し込む"
        else []
    )
    hanako.says("申し込む")
    hanako.quick.get_by_role("button", name="はい").click()
    expect(hanako.quick).to_be_hidden()
    expect(hanako.own.last).to_contain_text("はい、そうです")


def test_a_newer_message_takes_the_quick_replies_away(hanako: Phone, bot: ScriptedBot) -> None:
    item = {"type": "action", "action": {"type": "cameraRoll", "label": "写真を選ぶ"}}
    bot.answers(text("写真をどうぞ", quickReply={"items": [item]}))
    hanako.says("通報")
    expect(hanako.quick.get_by_role("button", name="写真を選ぶ")).to_be_visible()
    bot.push(bot.event("message")["source"]["userId"], text("お知らせ"))
    expect(hanako.quick).to_be_hidden()


def test_a_message_is_read_even_if_it_is_not_answered(hanako: Phone) -> None:
    hanako.says("読みましたか")
    expect(hanako.own.last.locator(".row__read")).to_have_text("既読")
    expect(hanako.bot).to_have_count(0)


def test_a_refused_webhook_is_told(hanako: Phone, bot: ScriptedBot) -> None:
    bot.status = 500
    hanako.says("もしもし")
    expect(hanako.own.last.locator(".row__read")).to_have_text("未達(500)")


def test_an_unsent_message_is_gone(hanako: Phone, bot: ScriptedBot) -> None:
    hanako.says("まちがえました")
    message_id = bot.event("message")["message"]["id"]
    hanako.own.last.hover()
    hanako.own.last.get_by_label("メッセージの操作").click()
    hanako.own.last.get_by_role("button", name="送信を取り消す").click()
    hanako.page.get_by_role("dialog").get_by_role("button", name="送信を取り消す").click()
    expect(hanako.log).to_contain_text("メッセージの送信を取り消しました")
    expect(hanako.log.get_by_text("まちがえました")).to_have_count(0)
    assert bot.event("unsend")["unsend"] == {"messageId": message_id}


def test_a_quoted_message_is_shown_and_sent(hanako: Phone, bot: ScriptedBot) -> None:
    bot.push(bot.event("follow")["source"]["userId"], text("避難所は小学校です"))
    hanako.bot.last.hover()
    hanako.bot.last.get_by_label("メッセージの操作").click()
    hanako.bot.last.get_by_role("button", name="リプライ").click()
    hanako.input.press_sequentially("どこの小学校ですか")
    hanako.input.press("Enter")
    expect(hanako.own.last.locator(".quoted")).to_contain_text("避難所は小学校です")
    quoted = bot.event("message")["message"]["quotedMessageId"]
    assert quoted == hanako.bot.last.get_attribute("data-message-id")


def test_blocking_and_coming_back(hanako: Phone, bot: ScriptedBot) -> None:
    hanako.opens_menu("ブロック")
    hanako.page.get_by_role("dialog").get_by_role("button", name="ブロック").click()
    expect(hanako.node.get_by_text("ブロック中")).to_be_visible()
    assert bot.event("unfollow")
    hanako.says("聞こえますか")
    expect(hanako.node.get_by_role("status")).to_contain_text("送信できませんでした")
    expect(hanako.input).to_have_value("聞こえますか")
    hanako.opens_menu("ブロック解除")
    expect(hanako.node.get_by_text("ブロック中")).to_be_hidden()
    expect(hanako.log).to_contain_text("ブロックを解除しました")
    assert bot.event("follow", 2)["follow"] == {"isUnblocked": True}


def test_the_inspector_shows_what_went_over_the_wire(hanako: Phone, bot: ScriptedBot) -> None:
    bot.answers(text("はい"))
    hanako.says("いますか")
    expect(hanako.heard()).to_have_text("はい")
    inspector = hanako.bot.last.locator(".inspector")
    expect(inspector).to_be_hidden()
    hanako.node.get_by_role("button", name="メッセージのJSONを見る").click()
    inspector.get_by_text("返信(reply)・text").click()
    expect(inspector).to_contain_text('"text": "はい"')
    expect(inspector).to_contain_text(bot.event("message")["webhookEventId"])


def test_a_reset_begins_anew(hanako: Phone, bot: ScriptedBot) -> None:
    hanako.says("消えるもの")
    expect(hanako.own).to_have_count(1)
    hanako.page.get_by_role("button", name="すべて消してやり直す").click()
    hanako.page.get_by_role("dialog").get_by_role("button", name="すべて消す").click()
    expect(hanako.own).to_have_count(0)
    hanako.ready()
    echo(bot)
    hanako.says("新しいもの")
    expect(hanako.heard()).to_have_text("「新しいもの」ですね")
