"""Message objects and the bodies that carry them, with LINE's way of telling what is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.emulator.errors import ApiError
from bot.emulator.validate import requests
from bot.emulator.validate.requests import refuse
from tests.emulator.test_flex import BUBBLE

USER = "U" + "0" * 32
ACTION = {"type": "message", "label": "はい", "text": "はい"}
PICTURE = "https://example.com/a.png"
BUTTONS: dict[str, Any] = {"type": "buttons", "text": "選ぶ", "actions": [ACTION]}
CONFIRM = {"type": "confirm", "text": "よいですか", "actions": [ACTION, ACTION]}
COLUMN: dict[str, Any] = {"text": "一", "actions": [ACTION]}
AREA = {"x": 0, "y": 0, "width": 520, "height": 520}
IMAGEMAP: dict[str, Any] = {
    "type": "imagemap",
    "baseUrl": "https://example.com/map",
    "altText": "地図",
    "baseSize": {"width": 1040, "height": 700},
    "actions": [
        {"type": "uri", "linkUri": "https://example.com", "area": AREA, "label": "a"},
        {"type": "message", "text": "あ" * 400, "area": AREA},
        {"type": "clipboard", "clipboardText": "1", "area": AREA},
    ],
    "video": {
        "originalContentUrl": "https://example.com/a.mp4",
        "previewImageUrl": PICTURE,
        "area": AREA,
        "externalLink": {"linkUri": "https://example.com", "label": "もっと"},
    },
}
LOCATION: dict[str, Any] = {
    "type": "location",
    "title": "市役所",
    "address": "穀町14-1",
    "latitude": 38.43,
    "longitude": 141.30,
}
MENTION = {
    "type": "textV2",
    "text": "{who}さん {{波かっこ}} {smile}",
    "substitution": {
        "who": {"type": "mention", "mentionee": {"type": "user", "userId": USER}},
        "smile": {"type": "emoji", "productId": "5ac1bfd5040ab15980c9b435", "emojiId": "001"},
    },
}
EMOJIS = {
    "type": "text",
    "text": "😀 $",
    "emojis": [{"index": 3, "productId": "5ac1bfd5040ab15980c9b435", "emojiId": "001"}],
}
FLEX: dict[str, Any] = {"type": "flex", "altText": "代わり", "contents": BUBBLE}


def template(body: dict[str, Any]) -> dict[str, Any]:
    return {"type": "template", "altText": "代わり", "template": body}


RIGHT = [
    {"type": "text", "text": "あ" * 5000, "quoteToken": "q"},
    {"type": "text", "text": "😀" * 2500, "quickReply": None},
    EMOJIS,
    MENTION,
    {"type": "sticker", "packageId": "446", "stickerId": "1988"},
    {"type": "image", "originalContentUrl": PICTURE, "previewImageUrl": PICTURE},
    {
        "type": "video",
        "originalContentUrl": PICTURE,
        "previewImageUrl": PICTURE,
        "trackingId": "a-1",
    },
    {"type": "audio", "originalContentUrl": PICTURE, "duration": 1000},
    LOCATION,
    IMAGEMAP,
    template(BUTTONS | {"text": "あ" * 160}),
    template(BUTTONS | {"text": "あ" * 60, "title": "👨‍👩‍👧‍👦" * 40, "imageSize": "cover"}),
    template(CONFIRM | {"text": "あ" * 240}),
    template({"type": "carousel", "columns": [COLUMN] * 10}),
    template({"type": "image_carousel", "columns": [{"imageUrl": PICTURE, "action": ACTION}]}),
    {"type": "coupon", "couponId": "C1"},
    {
        "type": "text",
        "text": "a",
        "sender": {"name": "あ" * 20, "iconUrl": PICTURE},
        "quickReply": {"items": [{"type": "action", "imageUrl": PICTURE, "action": ACTION}] * 13},
    },
]


def refused(body: Any, check: Any = requests.PUSH) -> ApiError:
    with pytest.raises(ApiError) as caught:
        refuse(check, body)
    assert caught.value.status == 400
    return caught.value


def details(message: Any) -> dict[str, str]:
    """Return property and message of what is wrong with a pushed message."""
    error = refused({"to": USER, "messages": [message]})
    assert error.message == f"The request body has {len(error.details)} error(s)"
    return {
        each["property"].removeprefix("messages[0]."): each["message"] for each in error.details
    }


@pytest.mark.parametrize("message", RIGHT, ids=lambda message: message["type"])
def test_right_messages(message: dict[str, Any]) -> None:
    refuse(requests.PUSH, {"to": USER, "messages": [message]})


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ({"type": "text", "text": ""}, "text"),
        ({"type": "text"}, "text"),
        ({"type": "text", "text": "あ" * 5001}, "text"),
        ({"type": "text", "text": "😀" * 2501}, "text"),
        ({"type": "text", "text": 5}, "text"),
        ({"type": "text", "text": "a", "txet": "b"}, "txet"),
        ({"type": "txt", "text": "a"}, "type"),
        (EMOJIS | {"text": "😀$ "}, "emojis[0].index"),
        (EMOJIS | {"emojis": [{"index": 3, "emojiId": "1"}]}, "emojis[0].productId"),
        (MENTION | {"text": "{nobody}"}, "text"),
        (MENTION | {"text": "{"}, "text"),
        (MENTION | {"substitution": {"who": {"type": "x"}}}, "substitution.who.type"),
        ({"type": "sticker", "packageId": 446, "stickerId": "1"}, "packageId"),
        ({"type": "image", "originalContentUrl": "http://a.b", "previewImageUrl": PICTURE},
         "originalContentUrl"),
        ({"type": "audio", "originalContentUrl": PICTURE, "duration": 0}, "duration"),
        (LOCATION | {"latitude": 91}, "latitude"),
        (LOCATION | {"title": "あ" * 101}, "title"),
        (IMAGEMAP | {"baseSize": {"width": 1000, "height": 1}}, "baseSize.width"),
        (IMAGEMAP | {"actions": [{"type": "message", "text": "a"}]}, "actions[0].area"),
        ({"type": "text", "text": "a", "quickReply": {"items": []}}, "quickReply.items"),
        ({"type": "text", "text": "a", "sender": {"name": "あ" * 21}}, "sender.name"),
        ({"type": "flex", "altText": "あ" * 1501, "contents": {"type": "bubble"}}, "altText"),
        ({"type": "flex", "altText": "a"}, "contents"),
        ({"type": "template", "altText": "a", "template": []}, "template"),
        ("text", "messages[0]"),
    ],
)  # fmt: skip
def test_wrong_messages(message: Any, place: str) -> None:
    assert list(details(message)) == [place]


@pytest.mark.parametrize(
    ("message", "place"),
    [
        (template(BUTTONS | {"text": "あ" * 161}), "template/text"),
        (template(BUTTONS | {"text": "あ" * 61, "title": "題"}), "template/text"),
        (template(BUTTONS | {"actions": [ACTION] * 5}), "template/actions"),
        (template(CONFIRM | {"actions": [ACTION]}), "template/actions"),
        (template({"type": "carousel", "columns": [COLUMN] * 11}), "template/columns"),
        (template({"type": "carousel", "columns": [COLUMN, COLUMN | {"title": "題"}]}),
         "template/columns"),
        (template({"type": "carousel", "columns": [COLUMN, COLUMN | {"actions": [ACTION] * 2}]}),
         "template/columns"),
    ],
)  # fmt: skip
def test_template_errors_are_told_from_the_message(message: Any, place: str) -> None:
    error = refused({"to": USER, "messages": [{"type": "text", "text": "a"}, message]})
    assert error.message == "A message (messages[1]) in the request body is invalid"
    assert [each["property"] for each in error.details] == [place]


def test_faults_within_a_template_have_words_of_their_own() -> None:
    wrong = template(BUTTONS | {"text": "", "title": "あ" * 41})
    assert refused({"to": USER, "messages": [wrong]}).details == [
        {"message": "must be non-empty text", "property": "template/text"},
        {"message": "must not be longer than 40 characters", "property": "template/title"},
    ]


def test_errors_are_told_in_lines_words() -> None:
    error = refused({"to": USER, "messages": [{"type": "text", "text": ""}, {"type": "x"}]})
    kinds = "text, textV2, sticker, image, video, audio, location, imagemap, template, flex, coupon"
    assert error.body() == {
        "message": "The request body has 2 error(s)",
        "details": [
            {"message": "May not be empty", "property": "messages[0].text"},
            {
                "message": f"Must be one of the following values: [{kinds}]",
                "property": "messages[1].type",
            },
        ],
    }


def test_flex_errors_are_told_from_the_container() -> None:
    flex = {"type": "flex", "altText": "a", "contents": {"type": "bubble", "styles": {"type": "x"}}}
    error = refused({"to": USER, "messages": [{"type": "text", "text": "a"}, flex]})
    assert error.body() == {
        "message": "A message (messages[1]) in the request body is invalid",
        "details": [{"message": "unknown field", "property": "/styles/type"}],
    }


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"messages": [{"type": "text", "text": "a"}]}, "to"),
        ({"to": USER, "messages": []}, "messages"),
        ({"to": USER, "messages": [{"type": "text", "text": "a"}] * 6}, "messages"),
        ({"to": USER, "messages": [{"type": "text", "text": "a"}], "replyToken": "r"}, "replyToken"),
        ({"to": USER, "messages": [{"type": "text", "text": "a"}],
          "customAggregationUnits": ["a", "b"]}, "customAggregationUnits"),
        ({"to": USER, "messages": [{"type": "text", "text": "a"}],
          "customAggregationUnits": ["a" * 31]}, "customAggregationUnits[0]"),
        ({"to": USER, "messages": [{"type": "text", "text": "a"}],
          "notificationDisabled": "yes"}, "notificationDisabled"),
    ],
)  # fmt: skip
def test_wrong_bodies(body: dict[str, Any], place: str) -> None:
    assert [each["property"] for each in refused(body).details] == [place]


def test_a_body_nested_beyond_reason_is_refused() -> None:
    box: dict[str, Any] = {"type": "box", "layout": "vertical", "contents": []}
    for _ in range(500):
        box = {"type": "box", "layout": "vertical", "contents": [box]}
    flex = {"type": "flex", "altText": "a", "contents": {"type": "bubble", "body": box}}
    error = refused({"to": USER, "messages": [flex]})
    assert error.message == "The request body is nested too deeply"


ODD: list[Any] = [None, True, -1, 2**70, 1.5, "", "$", "x" * 3000, [], {}, [[]], {"type": "box"}]


def places(value: Any) -> list[tuple[Any, Any]]:
    """Return every (container, key) within a JSON value."""
    if not isinstance(value, dict | list):
        return []
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    return [(value, key) for key in keys] + [p for key in keys for p in places(value[key])]


@given(st.sampled_from([*RIGHT, FLEX]), st.data())
def test_an_odd_value_anywhere_is_refused_or_accepted_but_nothing_breaks(
    message: dict[str, Any], data: st.DataObject
) -> None:
    changed = json.loads(json.dumps(message))
    container, key = data.draw(st.sampled_from(places(changed)))
    container[key] = data.draw(st.sampled_from(ODD))
    body = {"to": USER, "messages": [changed]}
    if requests.PUSH(body):
        assert all(each["message"] and each["property"] for each in refused(body).details)
