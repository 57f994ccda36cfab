"""Rich menus: made, given a picture, shown to citizens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.emulator.api.wire import Answer, Call, Route, answer
from bot.emulator.errors import ApiError
from bot.emulator.ids import USER_ID
from bot.emulator.rates import RICH_MENU
from bot.emulator.richmenus import picture
from bot.emulator.validate import richmenus as schema
from bot.emulator.validate.requests import refuse

if TYPE_CHECKING:
    from bot.emulator.emulator import Emulator

UPLOAD_LIMIT = 10 * 1024 * 1024


def create(emulator: Emulator, call: Call) -> Answer:
    """POST /v2/bot/richmenu"""
    body = call.json()
    refuse(schema.RICH_MENU, body)
    menu_id = emulator.ids.rich_menu_id()
    with emulator.lock:
        emulator.rich_menus.add(menu_id, body)
    return answer({"richMenuId": menu_id})


def validate(emulator: Emulator, call: Call) -> Answer:
    """POST /v2/bot/richmenu/validate"""
    del emulator
    refuse(schema.RICH_MENU, call.json())
    return answer({})


def listed(emulator: Emulator, call: Call) -> Answer:
    """GET /v2/bot/richmenu/list"""
    del call
    with emulator.lock:
        return answer({"richmenus": list(emulator.rich_menus.menus.values())})


def get(emulator: Emulator, call: Call) -> Answer:
    """GET /v2/bot/richmenu/{richMenuId}"""
    with emulator.lock:
        return answer(emulator.rich_menus.get(call.params[0]))


def delete(emulator: Emulator, call: Call) -> Answer:
    """DELETE /v2/bot/richmenu/{richMenuId}"""
    with emulator.lock:
        emulator.rich_menus.remove(call.params[0])
    return answer({})


def upload(emulator: Emulator, call: Call) -> Answer:
    """POST /v2/bot/richmenu/{richMenuId}/content"""
    with emulator.lock:
        emulator.rich_menus.get(call.params[0])
        checked = picture.checked(call.body, call.content_type)
        emulator.rich_menus.put_picture(call.params[0], checked)
    return answer({})


def download(emulator: Emulator, call: Call) -> Answer:
    """GET /v2/bot/richmenu/{richMenuId}/content"""
    with emulator.lock:
        found = emulator.rich_menus.picture(call.params[0])
    return Answer(200, found.data, found.content_type)


def set_default(emulator: Emulator, call: Call) -> Answer:
    """POST /v2/bot/user/all/richmenu/{richMenuId}"""
    with emulator.lock:
        emulator.rich_menus.default = emulator.rich_menus.shown(call.params[0])
    return answer({})


def get_default(emulator: Emulator, call: Call) -> Answer:
    """GET /v2/bot/user/all/richmenu"""
    del call
    return _menu_id(emulator.rich_menus.default, "no default richmenu")


def clear_default(emulator: Emulator, call: Call) -> Answer:
    """DELETE /v2/bot/user/all/richmenu"""
    del call
    with emulator.lock:
        emulator.rich_menus.default = None
    return answer({})


def link(emulator: Emulator, call: Call) -> Answer:
    """POST /v2/bot/user/{userId}/richmenu/{richMenuId}"""
    user_id, menu_id = _user(call), call.params[1]
    with emulator.lock:
        emulator.rich_menus.link([user_id], menu_id)
    return answer({})


def linked(emulator: Emulator, call: Call) -> Answer:
    """GET /v2/bot/user/{userId}/richmenu"""
    return _menu_id(emulator.rich_menus.links.get(_user(call)), "the user has no richmenu")


def unlink(emulator: Emulator, call: Call) -> Answer:
    """DELETE /v2/bot/user/{userId}/richmenu"""
    with emulator.lock:
        emulator.rich_menus.unlink([_user(call)])
    return answer({})


def bulk_link(emulator: Emulator, call: Call) -> Answer:
    """POST /v2/bot/richmenu/bulk/link"""
    body = call.json()
    refuse(schema.BULK_LINK, body)
    with emulator.lock:
        emulator.rich_menus.link(body["userIds"], body["richMenuId"])
    return answer({}, 202)


def bulk_unlink(emulator: Emulator, call: Call) -> Answer:
    """POST /v2/bot/richmenu/bulk/unlink"""
    body = call.json()
    refuse(schema.BULK_UNLINK, body)
    with emulator.lock:
        emulator.rich_menus.unlink(body["userIds"])
    return answer({}, 202)


def _user(call: Call) -> str:
    if not USER_ID.fullmatch(call.params[0]):
        raise ApiError(400, "The value for the 'userId' parameter is invalid")
    return call.params[0]


def _menu_id(menu_id: str | None, missing: str) -> Answer:
    if menu_id is None:
        raise ApiError(404, missing)
    return answer({"richMenuId": menu_id})


MENU = "/v2/bot/richmenu"
EVERYBODY = "/v2/bot/user/all/richmenu"
SOMEBODY = "/v2/bot/user/{userId}/richmenu"
ROUTES = (
    Route("POST", MENU, create, rate=RICH_MENU),
    Route("POST", f"{MENU}/validate", validate),
    Route("GET", f"{MENU}/list", listed),
    Route("GET", f"{MENU}/{{richMenuId}}", get),
    Route("DELETE", f"{MENU}/{{richMenuId}}", delete, rate=RICH_MENU),
    Route("POST", f"{MENU}/{{richMenuId}}/content", upload, limit=UPLOAD_LIMIT),
    Route("GET", f"{MENU}/{{richMenuId}}/content", download),
    Route("POST", f"{EVERYBODY}/{{richMenuId}}", set_default),
    Route("GET", EVERYBODY, get_default),
    Route("DELETE", EVERYBODY, clear_default),
    Route("POST", f"{SOMEBODY}/{{richMenuId}}", link),
    Route("GET", SOMEBODY, linked),
    Route("DELETE", SOMEBODY, unlink),
    Route("POST", f"{MENU}/bulk/link", bulk_link),
    Route("POST", f"{MENU}/bulk/unlink", bulk_unlink),
)
