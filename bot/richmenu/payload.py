"""A menu as LINE takes it, and the name by which a published one is known again."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from bot.richmenu.geometry import Box, cells, size, tabs
from bot.richmenu.schema import Action, Menu, Menus
from bot.talk.postback import SAID, encode

Json = dict[str, Any]

ALIAS_PREFIX = "madoguchi-"
_OURS = re.compile(r"\[madoguchi (?P<id>[a-z0-9_-]+) (?P<mark>[0-9a-f]{16})\]$")

_STAND_IN = re.compile(
    r"\[madoguchi [a-z0-9_-]+ for (?P<chosen>[a-z0-9_-]+) (?P<mark>[0-9a-f]{16})\]$"
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A menu ready to be published; `mark` is a hash of all that a citizen sees and can press."""

    id: str
    title: str
    mark: str
    body: Json
    png: bytes

    @property
    def alias(self) -> str:
        return ALIAS_PREFIX + self.id


def prepare(menu: Menu, menus: Menus, png: bytes) -> Prepared:
    """Put a menu and its picture together."""
    body = menu_object(menu, menus)
    seen = hashlib.sha256(json.dumps(body, sort_keys=True).encode() + png).hexdigest()[:16]
    named = {"name": f"{menu.name} [madoguchi {menu.id} {seen}]"} | body
    return Prepared(menu.id, menu.name, seen, named, png)


def read_name(name: str) -> tuple[str, str] | None:
    """Id and mark of a menu that this program made; None for anybody else's."""
    found = _OURS.search(name)
    return (found["id"], found["mark"]) if found else None


def stand_in_name(name: str, chosen: str) -> str:
    """The name of a copy of one of our menus, which stands for another one that somebody had chosen."""
    return _OURS.sub(lambda found: f"[madoguchi {found['id']} for {chosen} {found['mark']}]", name)


def read_stand_in(name: str) -> tuple[str, str] | None:
    """Of such a copy: for which menu it stands, and its mark; None for any other menu."""
    found = _STAND_IN.search(name)
    return (found["chosen"], found["mark"]) if found else None


def menu_object(menu: Menu, menus: Menus) -> Json:
    """The rich menu object without its name: LINE Messaging API reference, "Rich menu object"."""
    width, height = size(menu)
    areas = [_tab(name, box, menus) for name, box in tabs(menu) if name != menu.id]
    areas += [
        {"bounds": _bounds(cell.box), "action": action_object(cell.area.action, cell.area.name)}
        for cell in cells(menu)
    ]
    return {
        "size": {"width": width, "height": height},
        "selected": menu.open,
        "chatBarText": menu.bar,
        "areas": areas,
    }


def _tab(name: str, box: Box, menus: Menus) -> Json:
    found = menus.named(name)
    label = found.name if found else name
    return {"bounds": _bounds(box), "action": action_object(Action(tab=name), label)}


def _bounds(box: Box) -> Json:
    return {"x": box.x, "y": box.y, "width": box.width, "height": box.height}


def action_object(action: Action, label: str) -> Json:
    """What LINE does when the area is touched; the label is what a screen reader says."""
    named = {"label": label}
    match action.kind:
        case "text":
            # A message would be taken for the answer to whatever was asked before.
            data = encode(*SAID, {"text": action.value})
            return {"type": "postback", "data": data, "displayText": action.value} | named
        case "postback":
            return {"type": "postback", "data": action.value, "displayText": label} | named
        case "tab":
            alias = ALIAS_PREFIX + action.value
            return {"type": "richmenuswitch", "richMenuAliasId": alias, "data": alias} | named
    return {"type": "uri", "uri": _address(action)} | named


def _address(action: Action) -> str:
    return action.value if action.kind == "link" else f"tel:{action.value}"
