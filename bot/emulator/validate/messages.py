"""Message objects, all kinds LINE has."""

from __future__ import annotations

import re
from typing import Any

from bot.emulator.ids import USER_ID
from bot.emulator.validate.actions import QUICK_REPLY_ACTION
from bot.emulator.validate.flex import CONTAINER
from bot.emulator.validate.imagemaps import IMAGEMAP_OPTIONAL, IMAGEMAP_REQUIRED
from bot.emulator.validate.limits import HTTPS_URL, units
from bot.emulator.validate.problems import OK, Check, Problems, fault
from bot.emulator.validate.schema import (
    anything,
    array,
    integer,
    mapping,
    number,
    pattern,
    record,
    union,
)
from bot.emulator.validate.templates import TEMPLATE

PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
DIGITS = pattern(r"\d+", "Must be a number as text")
WORD = pattern(r"[0-9A-Za-z]+", "Must be letters and digits")

QUICK_REPLY = record(
    {
        "items": array(
            record({"type": anything, "action": QUICK_REPLY_ACTION}, {"imageUrl": HTTPS_URL}),
            1,
            13,
        )
    }
)
COMMON: dict[str, Check] = {
    "quickReply": QUICK_REPLY,
    "sender": record(optional={"name": units(20), "iconUrl": HTTPS_URL}),
}
QUOTE: dict[str, Check] = {"quoteToken": units(1000)}
EMOJI: dict[str, Check] = {"productId": WORD, "emojiId": DIGITS}
PREVIEWED: dict[str, Check] = {"originalContentUrl": HTTPS_URL, "previewImageUrl": HTTPS_URL}
MENTIONEE = union(
    {
        "user": record({"type": anything, "userId": pattern(USER_ID.pattern, "Must be a user id")}),
        "all": record({"type": anything}),
    }
)
SUBSTITUTE = union(
    {
        "mention": record({"type": anything, "mentionee": MENTIONEE}),
        "emoji": record({"type": anything} | EMOJI),
    }
)


def _emoji_rule(value: Any) -> Problems:
    """Every emoji stands where the text has its placeholder `$`, counted in UTF-16 units."""
    encoded = value["text"].encode("utf-16-le", "surrogatepass")
    for place, emoji in enumerate(value.get("emojis") or ()):
        at = emoji["index"] * 2
        if encoded[at : at + 2] != "$".encode("utf-16-le"):
            return fault("Must be the place of a $ in the text", "emojis", place, "index")
    return OK


def _substitution_rule(value: Any) -> Problems:
    """Every `{name}` in the text has its substitution; braces of the text itself are doubled."""
    named = value.get("substitution") or {}
    for found in PLACEHOLDER.finditer(value["text"]):
        if found.group() not in {"{{", "}}"} and found.group(1) not in named:
            return fault("Has a placeholder without a substitution", "text")
    return OK


def _message(
    required: dict[str, Check], optional: dict[str, Check] | None = None, *rules: Check
) -> Check:
    return record({"type": anything} | required, COMMON | (optional or {}), rules)


MESSAGE = union(
    {
        "text": _message(
            {"text": units(5000)},
            QUOTE | {"emojis": array(record(EMOJI | {"index": integer(0)}), 0, 20)},
            _emoji_rule,
        ),
        "textV2": _message(
            {"text": units(5000)},
            QUOTE
            | {
                "substitution": mapping(
                    pattern(r"\w{1,20}", "Must be 1 to 20 letters, digits or _"), SUBSTITUTE, 100
                )
            },
            _substitution_rule,
        ),
        "sticker": _message({"packageId": DIGITS, "stickerId": DIGITS}, QUOTE),
        "image": _message(PREVIEWED),
        "video": _message(
            PREVIEWED, {"trackingId": pattern(r"[-.=,+*()%$&;:@{}!?<>\[\]\w]{1,100}", "Invalid")}
        ),
        "audio": _message({"originalContentUrl": HTTPS_URL, "duration": integer(1)}),
        "location": _message(
            {
                "title": units(100),
                "address": units(100),
                "latitude": number(-90, 90),
                "longitude": number(-180, 180),
            }
        ),
        "imagemap": _message(IMAGEMAP_REQUIRED, IMAGEMAP_OPTIONAL),
        "template": _message({"altText": units(1500), "template": TEMPLATE}),
        "flex": _message({"altText": units(1500), "contents": CONTAINER}),
        "coupon": _message({"couponId": units(100)}, {"deliveryTag": units(100)}),
    }
)
