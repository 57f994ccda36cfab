"""Template messages: buttons, confirm, carousel, image carousel."""

from __future__ import annotations

from typing import Any

from bot.emulator.validate.actions import (
    IMAGE_COLUMN_ACTION,
    TEMPLATE_ACTION,
    TEMPLATE_DEFAULT_ACTION,
)
from bot.emulator.validate.limits import HTTPS_URL, grapheme_length, graphemes
from bot.emulator.validate.problems import OK, Check, Problems, fault
from bot.emulator.validate.schema import anything, array, one_of, pattern, record, union

COLUMNS = 10
PICTURE: dict[str, Check] = {
    "thumbnailImageUrl": HTTPS_URL,
    "imageBackgroundColor": pattern(r"#[0-9A-Fa-f]{6}", "Must be a color like #FFFFFF"),
    "title": graphemes(40),
    "defaultAction": TEMPLATE_DEFAULT_ACTION,
}
SHAPE: dict[str, Check] = {
    "imageAspectRatio": one_of("rectangle", "square"),
    "imageSize": one_of("cover", "contain"),
}


def _has(value: dict[str, Any], name: str) -> bool:
    return value.get(name) is not None


def _text_beside_picture(value: Any) -> Problems:
    """A text beside an image or a title has less room."""
    pictured = _has(value, "thumbnailImageUrl") or _has(value, "title")
    if pictured and grapheme_length(value["text"]) > 60:
        return fault("Length must be between 1 and 60", "text")
    return OK


def _columns_alike(value: Any) -> Problems:
    columns = value["columns"]
    if len({len(each["actions"]) for each in columns}) > 1:
        return fault("The number of actions must be the same in all columns", "columns")
    for name in ("thumbnailImageUrl", "title"):
        if len({_has(each, name) for each in columns}) > 1:
            return fault(f"All columns or none must have {name}", "columns")
    return OK


def _actions(low: int, high: int) -> dict[str, Check]:
    return {"actions": array(TEMPLATE_ACTION, low, high)}


COLUMN = record({"text": graphemes(120)} | _actions(1, 3), PICTURE, [_text_beside_picture])
IMAGE_COLUMN = record({"imageUrl": HTTPS_URL, "action": IMAGE_COLUMN_ACTION})
TYPE: dict[str, Check] = {"type": anything}

TEMPLATE = union(
    {
        "buttons": record(
            TYPE | {"text": graphemes(160)} | _actions(1, 4),
            PICTURE | SHAPE,
            [_text_beside_picture],
        ),
        "confirm": record(TYPE | {"text": graphemes(240)} | _actions(2, 2)),
        "carousel": record(TYPE | {"columns": array(COLUMN, 1, COLUMNS)}, SHAPE, [_columns_alike]),
        "image_carousel": record(TYPE | {"columns": array(IMAGE_COLUMN, 1, COLUMNS)}),
    }
)
