"""The values of Flex properties: sizes, colours, places."""

from __future__ import annotations

from typing import Any

from bot.emulator.validate.problems import OK, Check, Problems, fault
from bot.emulator.validate.schema import boolean, number, one_of, pattern

MISSING = "must be specified"
INVALID = "invalid property"

PIXELS = r"-?\d+(\.\d+)?px"
PERCENT = r"\d+(\.\d+)?%"
STEPS = "none|xs|sm|md|lg|xl|xxl"
FONTS = "xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl"


def shape(regex: str) -> Check:
    """Accept texts of a shape."""
    return pattern(regex, INVALID)


COLOR = shape(r"#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?")
SPACE = shape(f"{STEPS}|{PIXELS}")
OFFSET = shape(f"{STEPS}|{PIXELS}|{PERCENT}")
LENGTH = shape(f"{PIXELS}|{PERCENT}")
TEXT_SIZE = shape(f"{FONTS}|{PIXELS}")
IMAGE_SIZE = shape(f"{FONTS}|full|{PIXELS}|{PERCENT}")
BORDER = shape(f"none|light|normal|medium|semi-bold|bold|{PIXELS}")
GRAVITY = one_of("top", "bottom", "center")
ALIGN = one_of("start", "end", "center")


def aspect_ratio(value: Any) -> Problems:
    """Accept `{width}:{height}`, each 1 to 100000 and the height at most three widths."""
    if shape(r"\d{1,6}(\.\d+)?:\d{1,6}(\.\d+)?")(value):
        return fault(INVALID)
    width, height = (float(part) for part in value.split(":"))
    right = 1 <= width <= 100_000 and 1 <= height <= 100_000 and height <= width * 3
    return OK if right else fault(INVALID)


PLACE: dict[str, Check] = {
    "margin": SPACE,
    "position": one_of("relative", "absolute"),
    "offsetTop": OFFSET,
    "offsetBottom": OFFSET,
    "offsetStart": OFFSET,
    "offsetEnd": OFFSET,
}
FLEX: dict[str, Check] = {"flex": number(0, 10_000)}
FONT: dict[str, Check] = {
    "size": TEXT_SIZE,
    "weight": one_of("regular", "bold"),
    "color": COLOR,
    "style": one_of("normal", "italic"),
    "decoration": one_of("none", "underline", "line-through"),
}
FIT: dict[str, Check] = {"adjustMode": one_of("shrink-to-fit"), "scaling": boolean}
PADDING = {f"padding{side}": OFFSET for side in ("All", "Top", "Bottom", "Start", "End")}
SIZES = dict.fromkeys(("width", "maxWidth", "height", "maxHeight"), LENGTH)
