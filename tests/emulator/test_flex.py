"""Flex Messages: every component, every refusal at its place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.emulator.validate.flex import CONTAINER, TOO_LARGE
from bot.emulator.validate.problems import pointer

IMAGE = {"type": "image", "url": "https://example.com/a.png"}
VIDEO = {
    "type": "video",
    "url": "https://example.com/a.mp4",
    "previewUrl": "https://example.com/a.png",
    "altContent": IMAGE,
    "aspectRatio": "20:13",
    "action": {"type": "uri", "label": "見る", "uri": "https://example.com"},
}
PLACED = {
    "margin": "md",
    "position": "relative",
    "offsetTop": "10px",
    "offsetBottom": "5%",
    "offsetStart": "none",
    "offsetEnd": "xxl",
}
TEXT = PLACED | {
    "type": "text",
    "text": "燃えるごみ",
    "flex": 0,
    "size": "3xl",
    "weight": "bold",
    "color": "#06C755FF",
    "style": "italic",
    "decoration": "line-through",
    "align": "center",
    "gravity": "bottom",
    "wrap": True,
    "lineSpacing": "12px",
    "maxLines": 3,
    "adjustMode": "shrink-to-fit",
    "scaling": False,
    "action": {"type": "message", "text": "はい"},
}
SPANS = {
    "type": "text",
    "contents": [
        {"type": "span", "text": "毎週", "size": "sm", "weight": "bold", "color": "#000000"},
        {"type": "span", "text": "", "style": "normal", "decoration": "none"},
    ],
}
BUTTON = PLACED | {
    "type": "button",
    "action": {"type": "uri", "label": "あ" * 40, "uri": "tel:110"},
    "height": "sm",
    "style": "primary",
    "color": "#FF0000",
    "gravity": "center",
    "flex": 2,
    "adjustMode": "shrink-to-fit",
    "scaling": True,
}
BASELINE = {
    "type": "box",
    "layout": "baseline",
    "contents": [
        PLACED | {"type": "icon", "url": "https://example.com/i.png", "size": "40px"},
        {"type": "text", "text": "a"},
        {"type": "filler", "flex": 1},
    ],
}
BOX = PLACED | {
    "type": "box",
    "layout": "vertical",
    "spacing": "4px",
    "paddingAll": "10%",
    "paddingTop": "md",
    "paddingBottom": "1px",
    "paddingStart": "none",
    "paddingEnd": "sm",
    "width": "50%",
    "maxWidth": "100px",
    "height": "1px",
    "maxHeight": "9%",
    "backgroundColor": "#FFFFFF",
    "borderColor": "#00000000",
    "borderWidth": "semi-bold",
    "cornerRadius": "xxl",
    "justifyContent": "space-evenly",
    "alignItems": "flex-end",
    "background": {
        "type": "linearGradient",
        "angle": "45deg",
        "startColor": "#000000",
        "endColor": "#FFFFFF",
        "centerColor": "#888888",
        "centerPosition": "10%",
    },
    "action": {"type": "postback", "data": "x"},
    "flex": 1,
    "contents": [
        TEXT,
        SPANS,
        BUTTON,
        BASELINE,
        IMAGE
        | {
            "size": "full",
            "aspectRatio": "1.51:1",
            "aspectMode": "cover",
            "align": "end",
            "gravity": "top",
            "backgroundColor": "#FFFFFF",
            "animated": True,
        },
        {"type": "separator", "margin": "xs", "color": "#CCCCCC"},
        {"type": "filler"},
        {"type": "box", "layout": "horizontal", "contents": []},
    ],
}
STYLE = {"backgroundColor": "#FFFFFF", "separator": True, "separatorColor": "#000000"}
BUBBLE: dict[str, Any] = {
    "type": "bubble",
    "size": "mega",
    "direction": "ltr",
    "header": BOX,
    "hero": VIDEO,
    "body": BOX,
    "footer": BOX,
    "styles": {"header": STYLE, "hero": STYLE, "body": STYLE, "footer": STYLE},
    "action": {"type": "uri", "uri": "https://example.com"},
}


def body(*contents: Any, **box: Any) -> dict[str, Any]:
    """Return a bubble with a body of these components."""
    return {
        "type": "bubble",
        "body": {"type": "box", "layout": "vertical", "contents": list(contents)} | box,
    }


def found(container: Any) -> list[tuple[str, str]]:
    """Return message and place of every problem."""
    return [(each.message, pointer(each.path)) for each in CONTAINER(container)]


def test_every_component_with_every_property_is_accepted() -> None:
    assert found(BUBBLE) == []
    assert found({"type": "carousel", "contents": [body(TEXT)] * 12}) == []


@pytest.mark.parametrize(
    ("container", "problem"),
    [
        (body({"type": "text"}), ("`text` or `contents` must be specified", "/body/contents/0")),
        (body({"type": "text", "text": ""}), ("May not be empty", "/body/contents/0/text")),
        (body({"type": "spacer"}), ("invalid property", "/body/contents/0")),
        (body(IMAGE | {"uri": "x"}), ("unknown field", "/body/contents/0/uri")),
        (body(IMAGE | {"url": "http://a.b"}), ("invalid uri scheme", "/body/contents/0/url")),
        (body(IMAGE | {"aspectRatio": "1:4"}), ("invalid property", "/body/contents/0/aspectRatio")),
        (body({"type": "icon", "url": "https://a.b"}), ("invalid property", "/body/contents/0")),
        (body(IMAGE, layout="baseline"), ("invalid property", "/body/contents/0")),
        (body({"type": "span", "text": "a"}), ("invalid property", "/body/contents/0")),
        (body(VIDEO), ("invalid property", "/body/contents/0")),
        (body(TEXT, spacing="10"), ("invalid property", "/body/spacing")),
        (body(TEXT, backgroundColor="red"), ("invalid property", "/body/backgroundColor")),
        (body({"type": "button"}), ("must be specified", "/body/contents/0/action")),
        (body(TEXT) | {"size": "huge"}, ("Must be one of the following values: "
         "[nano, micro, deca, hecto, kilo, mega, giga]", "/size")),
        (body(TEXT) | {"hero": VIDEO, "size": "nano"}, ("invalid property", "/size")),
        (body(TEXT) | {"hero": TEXT}, ("invalid property", "/hero")),
        (body(TEXT) | {"styles": {"type": "x"}}, ("unknown field", "/styles/type")),
        ({"type": "carousel", "contents": []}, ("Size must be between 1 and 12", "/contents")),
        ({"type": "carousel", "contents": [body(TEXT)] * 13},
         ("Size must be between 1 and 12", "/contents")),
        ({"type": "flex"}, ("invalid property", "")),
        ({"type": "bubble"}, ("At least one block must be specified", "")),
        (body(IMAGE | {"url": "https://a.b/?c=1|2"}), ("invalid uri", "/body/contents/0/url")),
        (body(TEXT, width="１0px"), ("invalid property", "/body/width")),
        ("bubble", ("Must be an object", "")),
    ],
)  # fmt: skip
def test_refusals(container: Any, problem: tuple[str, str]) -> None:
    assert found(container) == [problem]


def test_a_button_needs_a_label_and_a_tapped_text_does_not() -> None:
    action = {"type": "message", "text": "はい"}
    assert found(body({"type": "text", "text": "a", "action": action})) == []
    assert found(body({"type": "button", "action": action})) == [
        ("must be specified", "/body/contents/0/action/label")
    ]


def test_the_bytes_of_a_bubble_are_counted_in_utf8() -> None:
    few = body(*[{"type": "text", "text": "あ" * 2000}] * 4)
    many = body(*[{"type": "text", "text": "あ" * 2000}] * 6)
    assert found(few) == []
    assert found(many) == [(f"{TOO_LARGE} a bubble is 30 KB", "")]
    assert found({"type": "carousel", "contents": [few, few]}) == []
    assert found({"type": "carousel", "contents": [few, few, few]}) == [
        (f"{TOO_LARGE} a carousel is 50 KB", "")
    ]


def test_a_kilobyte_of_flex_is_a_thousand_bytes() -> None:
    texts = [{"type": "text", "text": "a" * 9000}] * 3
    bubble = body(*texts, {"type": "text", "text": "b"})
    size = len(json.dumps(bubble, separators=(",", ":")))
    bubble["body"]["contents"][3]["text"] = "b" * (30_000 - size + 1)
    assert found(bubble) == []
    bubble["body"]["contents"][3]["text"] += "b"
    assert found(bubble) == [(f"{TOO_LARGE} a bubble is 30 KB", "")]


PLACES: list[tuple[Any, ...]] = [("header",), ("body", "contents", 1), ("footer", "contents", 3)]


@given(
    st.sampled_from(PLACES),
    st.text("abcdefgh", min_size=1),
    st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.integers()),
)
def test_a_property_that_does_not_exist_is_found_wherever_it_is(
    place: tuple[Any, ...], name: str, value: Any
) -> None:
    bubble = json.loads(json.dumps(BUBBLE))
    target: Any = bubble
    for step in place:
        target = target[step]
    if name not in target:
        target[name] = value
        assert found(bubble) == [("unknown field", pointer((*place, name)))]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "contents", "layout", "action", "body", "hero", "text", "size"]
            ),
            inner | st.sampled_from(["box", "bubble", "carousel", "text", "vertical", "video"]),
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_nothing_makes_the_validator_stumble(value: Any) -> None:
    for problem in CONTAINER(value):
        assert problem.message
