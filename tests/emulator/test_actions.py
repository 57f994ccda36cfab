"""Actions: what each kind may hold, and where it may be used."""

from __future__ import annotations

from typing import Any

import pytest

from bot.emulator.validate import actions

POSTBACK: dict[str, Any] = {"type": "postback", "label": "はい", "data": "garbage:today"}
PICKER: dict[str, Any] = {"type": "datetimepicker", "label": "日", "data": "d", "mode": "date"}
SWITCH = {"type": "richmenuswitch", "richMenuAliasId": "tab-2", "data": "tab"}
EVERY_KIND = [
    POSTBACK,
    {"type": "message", "label": "はい", "text": "はい"},
    {"type": "uri", "label": "地図", "uri": "https://example.com", "altUri": {"desktop": "tel:1"}},
    PICKER,
    {"type": "clipboard", "label": "写す", "clipboardText": "123"},
]


def wrong(check: Any, value: Any) -> str:
    """Return the place of the only problem, or nothing."""
    problems = check(value)
    assert len(problems) <= 1, problems
    return ".".join(map(str, problems[0].path)) if problems else ""


@pytest.mark.parametrize("action", EVERY_KIND)
@pytest.mark.parametrize(
    "place",
    [
        actions.TEMPLATE_ACTION,
        actions.TEMPLATE_DEFAULT_ACTION,
        actions.QUICK_REPLY_ACTION,
        actions.FLEX_ACTION,
        actions.FLEX_BUTTON_ACTION,
        actions.IMAGE_COLUMN_ACTION,
        actions.RICH_MENU_ACTION,
    ],
)
def test_common_kinds_go_everywhere(place: Any, action: Any) -> None:
    assert wrong(place, action) == ""


@pytest.mark.parametrize("kind", ["camera", "cameraRoll", "location"])
def test_cameras_and_places_are_for_quick_replies(kind: str) -> None:
    action = {"type": kind, "label": "送る"}
    assert wrong(actions.QUICK_REPLY_ACTION, action) == ""
    assert wrong(actions.FLEX_ACTION, action) == "type"


def test_switching_is_for_rich_menus() -> None:
    assert wrong(actions.RICH_MENU_ACTION, SWITCH) == ""
    assert wrong(actions.TEMPLATE_ACTION, SWITCH) == "type"
    assert (
        wrong(actions.RICH_MENU_ACTION, SWITCH | {"richMenuAliasId": "タブ"}) == "richMenuAliasId"
    )


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"label": "あ" * 20}, ""),
        ({"label": "👨‍👩‍👧‍👦" * 20}, ""),
        ({"label": "あ" * 21}, "label"),
        ({"label": None}, "label"),
        ({"data": "あ" * 300}, ""),
        ({"data": "😀" * 151}, "data"),
        ({"data": ""}, "data"),
        ({"displayText": "😀" * 300}, ""),
        ({"displayText": "あ" * 301}, "displayText"),
        ({"displayText": "a", "text": "b"}, "text"),
        ({"inputOption": "openKeyboard", "fillInText": "番号: "}, ""),
        ({"inputOption": "openVoice", "fillInText": "番号: "}, "fillInText"),
        ({"inputOption": "open"}, "inputOption"),
        ({"lable": "はい"}, "lable"),
        ({"type": "Postback"}, "type"),
        ({"type": ["postback"]}, "type"),
    ],
)
def test_postbacks(change: dict[str, Any], place: str) -> None:
    assert wrong(actions.TEMPLATE_ACTION, POSTBACK | change) == place


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"initial": "2026-11-21", "min": "2026-11-01", "max": "2026-12-31"}, ""),
        ({"initial": "2026-02-30"}, "initial"),
        ({"initial": "2026-11-21T10:00"}, "initial"),
        ({"min": "2026-12-01", "max": "2026-11-01"}, "max"),
        ({"min": "2026-12-01", "max": "2026-12-01"}, "max"),
        ({"initial": "2026-01-01", "min": "2026-02-01"}, "initial"),
        ({"mode": "datetime", "initial": "2026-11-21t10:00", "max": "2026-11-21T10:01"}, ""),
        ({"mode": "datetime", "initial": "2026-11-21"}, "initial"),
        ({"mode": "time", "initial": "23:59"}, ""),
        ({"mode": "time", "initial": "24:00"}, "initial"),
        ({"mode": "week"}, "mode"),
        ({"initial": 5}, "initial"),
    ],
)
def test_pickers(change: dict[str, Any], place: str) -> None:
    assert wrong(actions.TEMPLATE_ACTION, PICKER | change) == place
