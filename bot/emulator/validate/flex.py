"""Flex Messages: containers, components and every property they may have."""

from __future__ import annotations

import json
from typing import Any

from bot.emulator.validate.actions import FLEX_ACTION, FLEX_BUTTON_ACTION
from bot.emulator.validate.flex_values import (
    ALIGN,
    BORDER,
    COLOR,
    FIT,
    FLEX,
    FONT,
    GRAVITY,
    IMAGE_SIZE,
    INVALID,
    MISSING,
    PADDING,
    PERCENT,
    PIXELS,
    PLACE,
    SIZES,
    SPACE,
    TEXT_SIZE,
    aspect_ratio,
    shape,
)
from bot.emulator.validate.limits import HTTPS_URL, units
from bot.emulator.validate.problems import OK, Check, Problems, fault
from bot.emulator.validate.schema import (
    anything,
    array,
    boolean,
    integer,
    later,
    one_of,
    record,
    union,
)

BUBBLE_BYTES = 30_000
CAROUSEL_BYTES = 50_000
"""LINE writes "30 KB" and "50 KB" and no more: what fits here fits by any reading of KB."""
BLOCKS = ("header", "hero", "body", "footer")
CAROUSEL_BUBBLES = 12
TOO_LARGE = "Too large flex message. The maximum size of JSON data that defines"


def _component(required: dict[str, Check], optional: dict[str, Check], *rules: Check) -> Check:
    return record({"type": anything} | required, optional, rules, missing=MISSING)


def _text_rule(value: Any) -> Problems:
    if value.get("text") is None and not value.get("contents"):
        return fault("`text` or `contents` must be specified")
    return OK


def _layout_rule(value: Any) -> Problems:
    """A baseline box lines text up and holds nothing that has no baseline."""
    baseline = value["layout"] == "baseline"
    allowed = IN_BASELINE if baseline else IN_BOX
    for index, each in enumerate(value["contents"]):
        if each["type"] not in allowed:
            return fault(INVALID, "contents", index)
    return OK


def _video_rule(value: Any) -> Problems:
    action = value.get("action")
    if action is not None and action["type"] != "uri":
        return fault(INVALID, "action")
    return OK


SPAN = _component({}, FONT | {"text": units(2000, low=0)})
GRADIENT = record(
    {"type": anything, "angle": shape(r"\d+(\.\d+)?deg"), "startColor": COLOR, "endColor": COLOR},
    {"centerColor": COLOR, "centerPosition": shape(PERCENT)},
    missing=MISSING,
)

IN_BOX = frozenset({"box", "button", "image", "text", "separator", "filler"})
IN_BASELINE = frozenset({"icon", "text", "filler"})

IMAGE = _component(
    {"url": HTTPS_URL},
    PLACE
    | FLEX
    | {
        "align": ALIGN,
        "gravity": GRAVITY,
        "size": IMAGE_SIZE,
        "aspectRatio": aspect_ratio,
        "aspectMode": one_of("cover", "fit"),
        "backgroundColor": COLOR,
        "action": FLEX_ACTION,
        "animated": boolean,
    },
)
BOX = _component(
    {
        "layout": one_of("horizontal", "vertical", "baseline"),
        "contents": array(later(lambda: COMPONENT), 0, 10_000),
    },
    PLACE
    | FLEX
    | PADDING
    | SIZES
    | {
        "backgroundColor": COLOR,
        "borderColor": COLOR,
        "borderWidth": BORDER,
        "cornerRadius": SPACE,
        "spacing": SPACE,
        "justifyContent": one_of(
            "center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"
        ),
        "alignItems": one_of("center", "flex-start", "flex-end"),
        "background": union({"linearGradient": GRADIENT}, INVALID),
        "action": FLEX_ACTION,
    },
    _layout_rule,
)
BUTTON = _component(
    {"action": FLEX_BUTTON_ACTION},
    PLACE
    | FLEX
    | FIT
    | {
        "height": one_of("sm", "md"),
        "style": one_of("primary", "secondary", "link"),
        "color": COLOR,
        "gravity": GRAVITY,
    },
)
TEXT = _component(
    {},
    PLACE
    | FLEX
    | FONT
    | FIT
    | {
        "text": units(10_000),
        "contents": array(union({"span": SPAN}, INVALID), 0, 1000),
        "align": ALIGN,
        "gravity": GRAVITY,
        "wrap": boolean,
        "lineSpacing": shape(PIXELS),
        "maxLines": integer(0),
        "action": FLEX_ACTION,
    },
    _text_rule,
)
ICON = _component(
    {"url": HTTPS_URL},
    PLACE | {"size": TEXT_SIZE, "aspectRatio": aspect_ratio, "scaling": boolean},
)
VIDEO = _component(
    {
        "url": HTTPS_URL,
        "previewUrl": HTTPS_URL,
        "altContent": union({"box": BOX, "image": IMAGE}, INVALID),
    },
    {"aspectRatio": aspect_ratio, "action": FLEX_ACTION},
    _video_rule,
)
COMPONENT: Check = union(
    {
        "box": BOX,
        "button": BUTTON,
        "image": IMAGE,
        "text": TEXT,
        "icon": ICON,
        "separator": _component({}, {"margin": SPACE, "color": COLOR}),
        "filler": _component({}, FLEX),
    },
    INVALID,
)

BLOCK = union({"box": BOX}, INVALID)
STYLE = record(
    optional={"backgroundColor": COLOR, "separator": boolean, "separatorColor": COLOR},
    missing=MISSING,
)


def _bytes(value: Any) -> int:
    return len(
        json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    )


def _bubble_rule(value: Any) -> Problems:
    if all(value.get(name) is None for name in BLOCKS):
        return fault("At least one block must be specified")
    hero = value.get("hero")
    wide = value.get("size") in (None, "kilo", "mega", "giga")
    if hero is not None and hero["type"] == "video" and not wide:
        return fault(INVALID, "size")
    return OK if _bytes(value) <= BUBBLE_BYTES else fault(f"{TOO_LARGE} a bubble is 30 KB")


def _carousel_rule(value: Any) -> Problems:
    return OK if _bytes(value) <= CAROUSEL_BYTES else fault(f"{TOO_LARGE} a carousel is 50 KB")


BUBBLE = _component(
    {},
    {
        "size": one_of("nano", "micro", "deca", "hecto", "kilo", "mega", "giga"),
        "direction": one_of("ltr", "rtl"),
        "header": BLOCK,
        "hero": union({"box": BOX, "image": IMAGE, "video": VIDEO}, INVALID),
        "body": BLOCK,
        "footer": BLOCK,
        "styles": record(
            optional=dict.fromkeys(BLOCKS, STYLE),
            missing=MISSING,
        ),
        "action": FLEX_ACTION,
    },
    _bubble_rule,
)
CONTAINER = union(
    {
        "bubble": BUBBLE,
        "carousel": _component(
            {"contents": array(union({"bubble": BUBBLE}, INVALID), 1, CAROUSEL_BUBBLES)},
            {},
            _carousel_rule,
        ),
    },
    INVALID,
)
