"""Rich menu aliases, and changing what many citizens see in one call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.emulator.api.wire import Answer, Call, Route, answer
from bot.emulator.errors import ApiError
from bot.emulator.quota import iso
from bot.emulator.rates import RICH_MENU_BATCH
from bot.emulator.richmenus.store import RichMenus
from bot.emulator.validate import richmenus as schema
from bot.emulator.validate.requests import refuse

if TYPE_CHECKING:
    from bot.emulator.emulator import Emulator


def create(emulator: Emulator, call: Call) -> Answer:
    """POST /v2/bot/richmenu/alias"""
    body = call.json()
    refuse(schema.ALIAS, body)
    with emulator.lock:
        emulator.rich_menus.add_alias(body["richMenuAliasId"], body["richMenuId"])
    return answer({})


def listed(emulator: Emulator, call: Call) -> Answer:
    """GET /v2/bot/richmenu/alias/list"""
    del call
    with emulator.lock:
        menus = emulator.rich_menus
        return answer({"aliases": [menus.alias(alias) for alias in menus.aliases]})


def get(emulator: Emulator, call: Call) -> Answer:
    """GET /v2/bot/richmenu/alias/{richMenuAliasId}"""
    with emulator.lock:
        return answer(emulator.rich_menus.alias(call.params[0]))


def update(emulator: Emulator, call: Call) -> Answer:
    """POST /v2/bot/richmenu/alias/{richMenuAliasId}"""
    body = call.json()
    refuse(schema.ALIAS_CHANGE, body)
    menus = emulator.rich_menus
    with emulator.lock:
        menus.alias(call.params[0])
        menus.aliases[call.params[0]] = menus.shown(body["richMenuId"])
    return answer({})


def delete(emulator: Emulator, call: Call) -> Answer:
    """DELETE /v2/bot/richmenu/alias/{richMenuAliasId}"""
    with emulator.lock:
        emulator.rich_menus.alias(call.params[0])
        del emulator.rich_menus.aliases[call.params[0]]
    return answer({})


def batch(emulator: Emulator, call: Call) -> Answer:
    """POST /v2/bot/richmenu/batch"""
    body = call.json()
    refuse(schema.BATCH, body)
    menus = emulator.rich_menus
    with emulator.lock:
        moves = [_move(menus, each) for each in body["operations"]]
        # Every operation starts from what was seen before the batch: a swap is possible.
        menus.links = {
            user: target
            for user, seen in menus.links.items()
            if (target := _target(moves, seen)) is not None
        }
        menus.note_batch(call.request_id, iso(call.at))
    return answer({}, 202)


Move = tuple[str | None, str | None]
"""From which menu (None: every one) to which (None: none)."""


def _move(menus: RichMenus, operation: dict[str, Any]) -> Move:
    if operation["type"] == "link":
        return menus.shown(operation["from"]), menus.shown(operation["to"])
    return operation.get("from"), None


def _target(moves: list[Move], seen: str) -> str | None:
    for start, end in moves:
        if start in (None, seen):
            return end
    return seen


def validate_batch(emulator: Emulator, call: Call) -> Answer:
    """POST /v2/bot/richmenu/validate/batch"""
    del emulator
    refuse(schema.BATCH, call.json())
    return answer({})


def batch_progress(emulator: Emulator, call: Call) -> Answer:
    """GET /v2/bot/richmenu/progress/batch"""
    with emulator.lock:
        found = emulator.rich_menus.batches.get(call.query().get("requestId", ""))
    if found is None:
        raise ApiError(404, "Not found")
    return answer(found)


ALIAS = "/v2/bot/richmenu/alias"
ROUTES = (
    Route("POST", ALIAS, create),
    Route("GET", f"{ALIAS}/list", listed),
    Route("GET", f"{ALIAS}/{{richMenuAliasId}}", get),
    Route("POST", f"{ALIAS}/{{richMenuAliasId}}", update),
    Route("DELETE", f"{ALIAS}/{{richMenuAliasId}}", delete),
    Route("POST", "/v2/bot/richmenu/batch", batch, rate=RICH_MENU_BATCH),
    Route("POST", "/v2/bot/richmenu/validate/batch", validate_batch),
    Route("GET", "/v2/bot/richmenu/progress/batch", batch_progress),
)
