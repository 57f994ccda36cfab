"""Actions: what happens when something is tapped, by the place the action is used in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from bot.emulator.validate.limits import ACTION_URI, graphemes, units
from bot.emulator.validate.problems import OK, Check, Problems, fault
from bot.emulator.validate.schema import anything, one_of, pattern, record, union

EVERYWHERE = ("postback", "message", "uri", "datetimepicker", "clipboard")
QUICK_REPLY_ONLY = ("camera", "cameraRoll", "location")

POSTBACK = {
    "displayText": graphemes(300),
    "text": graphemes(300),
    "inputOption": one_of("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"),
    "fillInText": graphemes(300),
}
MOMENTS = {
    "date": (r"\d{4}-\d\d-\d\d", date.fromisoformat),
    "time": (r"\d\d:\d\d", time.fromisoformat),
    "datetime": (r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d", datetime.fromisoformat),
}
ALIAS_ID = pattern(r"[a-z0-9_-]{1,32}", "Must be 1 to 32 of a-z, 0-9, _ and -")


def _postback_rule(value: Any) -> Problems:
    if value.get("text") is not None and value.get("displayText") is not None:
        return fault("May not be used together with displayText", "text")
    if value.get("fillInText") is not None and value.get("inputOption") != "openKeyboard":
        return fault("May be used only with inputOption openKeyboard", "fillInText")
    return OK


def _moment(value: Any, mode: str) -> Any:
    """Return a moment that can be compared, or None where it is not one of its mode."""
    shape, parse = MOMENTS[mode]
    if pattern(shape, "")(value):
        return None
    try:
        return parse(value.upper())
    except ValueError:
        return None


def _picker_rule(value: Any) -> Problems:
    mode = value["mode"]
    given = [name for name in ("min", "initial", "max") if value.get(name) is not None]
    moments = {name: _moment(value[name], mode) for name in given}
    for name, moment in moments.items():
        if moment is None:
            return fault(f"Must be in the format of the mode {mode}", name)
    ordered = list(moments.values())
    if ordered != sorted(ordered) or (
        {"min", "max"} <= moments.keys() and moments["min"] == moments["max"]
    ):
        return fault("Must be min <= initial <= max and min < max", given[-1])
    return OK


def _action(
    required: dict[str, Check], optional: dict[str, Check], rules: Iterable[Check] = ()
) -> Check:
    return record(required, optional, rules, missing="must be specified")


def _kinds(label: Check, *, required: bool) -> dict[str, Check]:
    named = {"type": anything} | ({"label": label} if required else {})
    free = {} if required else {"label": label}
    uri = {"altUri": record(optional={"desktop": ACTION_URI})}
    picker = {"initial": anything, "min": anything, "max": anything}
    mode = one_of("date", "time", "datetime")
    data = units(300)
    return {
        "postback": _action(named | {"data": data}, free | POSTBACK, [_postback_rule]),
        "message": _action(named | {"text": graphemes(300)}, free),
        "uri": _action(named | {"uri": ACTION_URI}, free | uri),
        "datetimepicker": _action(
            named | {"data": data, "mode": mode}, free | picker, [_picker_rule]
        ),
        "clipboard": _action(named | {"clipboardText": units(1000)}, free),
        "camera": _action(named, free),
        "cameraRoll": _action(named, free),
        "location": _action(named, free),
        "richmenuswitch": _action(
            named | {"richMenuAliasId": ALIAS_ID}, free | {"data": units(300, low=0)}
        ),
    }


def actions(high: int, *names: str, required: bool = False) -> Check:
    """Accept the actions of a place: their kinds, and labels of up to `high` clusters."""
    kinds = _kinds(graphemes(high), required=required)
    return union({name: kinds[name] for name in (*EVERYWHERE, *names)})


TEMPLATE_ACTION = actions(20, required=True)
TEMPLATE_DEFAULT_ACTION = actions(20)
IMAGE_COLUMN_ACTION = actions(12)
QUICK_REPLY_ACTION = actions(20, *QUICK_REPLY_ONLY, required=True)
FLEX_BUTTON_ACTION = actions(40, required=True)
FLEX_ACTION = actions(40)
RICH_MENU_ACTION = actions(20, "richmenuswitch")
