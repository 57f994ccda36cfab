"""What goes over the wire."""

import copy
import datetime as dt
import json
import pickle

from bot.messages import (
    Box,
    Bubble,
    Carousel,
    ClipboardAction,
    DatetimePickerAction,
    FlexMessage,
    FlexText,
    ImageMessage,
    LocationAction,
    LocationMessage,
    MessageAction,
    PostbackAction,
    QuickReplyItem,
    RichMenuSwitchAction,
    Sender,
    StickerMessage,
    TextMessage,
    UriAction,
)


def test_text_with_quick_replies_and_a_sender() -> None:
    message = TextMessage(
        "どこですか", quick=(LocationAction("地図で選ぶ"),), sender=Sender("道路課")
    )
    assert message.quick == (QuickReplyItem(LocationAction("地図で選ぶ")),)
    action = {"type": "location", "label": "地図で選ぶ"}
    assert message.payload() == {
        "type": "text",
        "text": "どこですか",
        "quickReply": {"items": [{"type": "action", "action": action}]},
        "sender": {"name": "道路課"},
    }


def test_with_quick_gives_a_copy() -> None:
    asked = TextMessage("どれ", sender=Sender("案内"))
    copied = asked.with_quick(MessageAction("はい", "はい"))
    assert asked.quick == ()
    assert copied.sender == Sender("案内")
    assert len(copied.quick) == 1
    assert copied.with_quick() == asked


def test_pictures_places_and_stickers() -> None:
    assert ImageMessage("https://a.jp/1", "https://a.jp/2").payload() == {
        "type": "image",
        "originalContentUrl": "https://a.jp/1",
        "previewImageUrl": "https://a.jp/2",
    }
    assert LocationMessage("市役所", "穀町", 38.4345, 141.3028).payload() == {
        "type": "location",
        "title": "市役所",
        "address": "穀町",
        "latitude": 38.4345,
        "longitude": 141.3028,
    }
    sticker = StickerMessage("446", "1988", quote_token="q").payload()
    assert sticker == {
        "type": "sticker",
        "packageId": "446",
        "stickerId": "1988",
        "quoteToken": "q",
    }


def test_a_zero_and_a_false_are_kept() -> None:
    assert FlexText("x", flex=0, wrap=False).payload() == {
        "type": "text",
        "text": "x",
        "flex": 0,
        "wrap": False,
    }


def test_an_empty_box_keeps_its_contents_which_line_requires() -> None:
    empty = {"type": "box", "layout": "vertical", "contents": []}
    assert Box("vertical", ()).payload() == empty


def test_actions() -> None:
    assert PostbackAction("次", "garbage:next?n=1", display_text="次へ").payload() == {
        "type": "postback",
        "label": "次",
        "data": "garbage:next?n=1",
        "displayText": "次へ",
    }
    assert UriAction("開く", "https://a.jp/", alt_uri="https://b.jp/").payload() == {
        "type": "uri",
        "label": "開く",
        "uri": "https://a.jp/",
        "altUri": {"desktop": "https://b.jp/"},
    }
    assert ClipboardAction("写す", "A-1").payload()["clipboardText"] == "A-1"
    assert RichMenuSwitchAction(None, "page-2", "menu").payload() == {
        "type": "richmenuswitch",
        "richMenuAliasId": "page-2",
        "data": "menu",
    }


def test_pickers_write_moments_as_line_reads_them() -> None:
    moment = dt.datetime(2026, 4, 1, 9, 5, 59, tzinfo=dt.UTC)
    datetime = DatetimePickerAction("日時", "x", "datetime", min=moment).payload()
    assert datetime["min"] == "2026-04-01T09:05"
    date = DatetimePickerAction("日", "x", "date", initial=moment.date()).payload()
    assert date == {
        "type": "datetimepicker",
        "label": "日",
        "data": "x",
        "mode": "date",
        "initial": "2026-04-01",
    }
    time = DatetimePickerAction("時", "x", "time", max=moment.time()).payload()
    assert time["max"] == "09:05"


def test_each_payload_is_its_own() -> None:
    bubble = Bubble(body=Box("vertical", (FlexText("ごみ"),)))
    first, second, third = bubble.payload(), bubble.payload(), bubble.payload()
    first["body"]["contents"].clear()
    assert second == third
    assert second["body"]["contents"] == [{"type": "text", "text": "ごみ"}]
    second["body"]["contents"].clear()
    assert third == bubble.payload()


def test_the_size_is_that_of_the_json() -> None:
    bubble = Bubble(body=Box("vertical", (FlexText("燃える𩸽"),)))
    for one in (bubble, Carousel((bubble,)), Carousel((bubble,) * 3)):
        written = json.dumps(one.payload(), ensure_ascii=False, separators=(",", ":"))
        assert one.size_bytes == len(written.encode())


def test_messages_compare_hash_copy_and_pickle() -> None:
    message = FlexMessage("x", Bubble(body=Box("vertical", (FlexText("ごみ", size="lg"),))))
    same = FlexMessage("x", Bubble(body=Box("vertical", (FlexText("ごみ", size="lg"),))))
    assert message == same
    assert hash(message) == hash(same)
    assert copy.deepcopy(message) == pickle.loads(pickle.dumps(message)) == message
    assert "FlexText(text='ごみ', size='lg')" in repr(message)
    assert "_measured" not in repr(message)
