"""Rich menus, their batches and aliases."""

from __future__ import annotations

from typing import Any

from bot.emulator.ids import USER_ID
from bot.emulator.validate.actions import ALIAS_ID, RICH_MENU_ACTION
from bot.emulator.validate.limits import graphemes
from bot.emulator.validate.problems import OK, Check, Problem, Problems, fault
from bot.emulator.validate.schema import (
    anything,
    array,
    boolean,
    integer,
    pattern,
    record,
    string,
    union,
)

WIDTHS = (800, 2500)
LEAST_HEIGHT = 250
LEAST_RATIO = 1.45
BULK = 500

SIZE = record({"width": integer(*WIDTHS), "height": integer(LEAST_HEIGHT)})
BOUNDS = record({"x": integer(0), "y": integer(0), "width": integer(1), "height": integer(1)})
AREA = record({"bounds": BOUNDS, "action": RICH_MENU_ACTION})


def _ratio_rule(value: Any) -> Problems:
    size = value["size"]
    if size["width"] / size["height"] < LEAST_RATIO:
        return fault(f"The aspect ratio must be {LEAST_RATIO} or more", "size")
    return OK


def _inside_rule(value: Any) -> Problems:
    size = value["size"]
    return [
        Problem("Must be within the rich menu", ("areas", place, "bounds"))
        for place, area in enumerate(value["areas"])
        if area["bounds"]["x"] + area["bounds"]["width"] > size["width"]
        or area["bounds"]["y"] + area["bounds"]["height"] > size["height"]
    ]


RICH_MENU = record(
    {
        "size": SIZE,
        "selected": boolean,
        "name": graphemes(300),
        "chatBarText": graphemes(14),
        "areas": array(AREA, 0, 20),
    },
    rules=[_ratio_rule, _inside_rule],
)

MENU_ID = string(100, len)
USERS: dict[str, Check] = {"userIds": array(pattern(USER_ID.pattern, "Must be a user id"), 1, BULK)}
BULK_LINK = record(USERS | {"richMenuId": MENU_ID})
BULK_UNLINK = record(USERS)

OPERATION = union(
    {
        "link": record({"type": anything, "from": MENU_ID, "to": MENU_ID}),
        "unlink": record({"type": anything, "from": MENU_ID}),
        "unlinkAll": record({"type": anything}),
    }
)


def _batch_rule(value: Any) -> Problems:
    kinds = [each["type"] for each in value["operations"]]
    if "unlinkAll" in kinds and len(kinds) > 1:
        return fault("unlinkAll must be the only operation", "operations")
    starts = [each["from"] for each in value["operations"] if "from" in each]
    if len(set(starts)) < len(starts):
        return fault("Only one operation may start from a rich menu", "operations")
    return OK


BATCH = record(
    {"operations": array(OPERATION, 1, 1000)},
    {"resumeRequestKey": string(100, len)},
    [_batch_rule],
)
ALIAS = record({"richMenuAliasId": ALIAS_ID, "richMenuId": MENU_ID})
ALIAS_CHANGE = record({"richMenuId": MENU_ID})
