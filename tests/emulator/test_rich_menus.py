"""Rich menus: their objects, pictures, links, aliases and batches."""

from __future__ import annotations

from typing import Any

import pytest

from bot.emulator.validate.problems import dotted
from bot.emulator.validate.richmenus import RICH_MENU
from tests.emulator.conftest import Line
from tests.emulator.pictures import jpeg, png

MENU = "/v2/bot/richmenu"
AREA: dict[str, Any] = {
    "bounds": {"x": 0, "y": 0, "width": 1250, "height": 843},
    "action": {"type": "message", "text": "今日のごみ"},
}
MENU_OBJECT: dict[str, Any] = {
    "size": {"width": 2500, "height": 1686},
    "selected": True,
    "name": "平時",
    "chatBarText": "メニュー",
    "areas": [AREA],
}
SMALL = png(800, 540)


def create(line: Line, **change: Any) -> str:
    answer = line.call("POST", MENU, MENU_OBJECT | change)
    assert answer.status_code == 200, answer.text
    return str((answer.json or {})["richMenuId"])


def upload(line: Line, menu: str, data: bytes, kind: str = "image/png") -> int:
    headers = {"Authorization": "Bearer emulator-token"}
    path = f"{MENU}/{menu}/content"
    return line.client.post(path, data=data, content_type=kind, headers=headers).status_code


def shown(line: Line, **change: Any) -> str:
    """Return a menu that has its picture."""
    menu = create(line, **change)
    assert upload(line, menu, SMALL) == 200
    return menu


def seen_by(line: Line, user: str) -> Any:
    menu = line.client.get(f"/simulator/api/citizens/{user}/richmenu").json
    return menu and menu["richMenuId"]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({}, None),
        ({"areas": [AREA] * 20, "chatBarText": "👨‍👩‍👧‍👦" * 14, "name": "あ" * 300}, None),
        ({"areas": [AREA] * 21}, "areas"),
        ({"chatBarText": "あ" * 15}, "chatBarText"),
        ({"name": ""}, "name"),
        ({"size": {"width": 799, "height": 300}}, "size.width"),
        ({"size": {"width": 2501, "height": 1000}}, "size.width"),
        ({"size": {"width": 2500, "height": 249}}, "size.height"),
        ({"size": {"width": 2500, "height": 1725}}, "size"),
        ({"size": {"width": 1200, "height": 800}}, "areas[0].bounds"),
        ({"selected": "yes"}, "selected"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_menu_objects(change: dict[str, Any], place: str | None) -> None:
    found = [dotted(each.path) for each in RICH_MENU(MENU_OBJECT | change)]
    assert found == ([] if place is None else [place])


def test_a_menu_is_made_listed_and_deleted(line: Line) -> None:
    menu = create(line)
    expected = {"richMenuId": menu} | MENU_OBJECT
    assert line.call("GET", f"{MENU}/{menu}").json == expected
    assert line.call("GET", f"{MENU}/list").json == {"richmenus": [expected]}
    assert line.call("POST", f"{MENU}/validate", MENU_OBJECT).json == {}
    assert line.call("DELETE", f"{MENU}/{menu}").status_code == 200
    assert line.call("GET", f"{MENU}/{menu}").status_code == 404
    assert line.call("DELETE", f"{MENU}/{menu}").status_code == 404


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [
        (SMALL, "image/png", 200),
        (jpeg(2500, 1686), "image/jpeg", 200),
        (jpeg(2500, 1686), "image/png", 400),
        (png(799, 400), "image/png", 400),
        (png(800, 249), "image/png", 400),
        (png(800, 552), "image/png", 400),
        (jpeg(2501, 1000), "image/jpeg", 400),
        (png(800, 540, filler=1024 * 1024), "image/png", 400),
        (b"", "image/png", 400),
        (b"\xff\xd8\xff", "image/jpeg", 400),
        (SMALL, "image/gif", 415),
    ],
)
def test_pictures(line: Line, data: bytes, kind: str, status: int) -> None:
    assert upload(line, create(line), data, kind) == status


def test_a_picture_comes_back_and_can_not_be_replaced(line: Line) -> None:
    menu = create(line)
    assert line.call("GET", f"{MENU}/{menu}/content").status_code == 404
    assert upload(line, menu, SMALL) == 200
    answer = line.call("GET", f"{MENU}/{menu}/content")
    assert (answer.data, answer.content_type) == (SMALL, "image/png")
    assert line.client.get(f"/simulator/api/richmenus/{menu}/image").data == SMALL
    assert upload(line, menu, SMALL) == 400
    assert upload(line, "richmenu-none", SMALL) == 404


def test_who_sees_which_menu(line: Line) -> None:
    user, everybody = line.citizen(), "/v2/bot/user/all/richmenu"
    own, default = shown(line), shown(line)
    path = f"/v2/bot/user/{user}/richmenu"
    assert seen_by(line, user) is None
    assert line.call("GET", everybody).status_code == 404
    assert line.call("POST", f"{everybody}/{create(line)}").status_code == 400
    line.call("POST", f"{everybody}/{default}")
    assert line.call("GET", everybody).json == {"richMenuId": default}
    assert line.call("GET", path).status_code == 404
    assert seen_by(line, user) == default
    assert line.call("POST", f"{path}/{own}").status_code == 200
    assert line.call("GET", path).json == {"richMenuId": own}
    assert seen_by(line, user) == own
    line.call("DELETE", path)
    assert seen_by(line, user) == default
    line.call("DELETE", f"{MENU}/{default}")
    assert seen_by(line, user) is None


def test_links_in_bulk(line: Line) -> None:
    users = [f"U{number:032x}" for number in range(500)]
    menu = shown(line)
    link = {"richMenuId": menu, "userIds": users}
    assert line.call("POST", f"{MENU}/bulk/link", link).status_code == 202
    assert seen_by(line, users[-1]) == menu
    too_many = link | {"userIds": [*users, "U" + "f" * 32]}
    assert line.call("POST", f"{MENU}/bulk/link", too_many).status_code == 400
    unlink = {"userIds": users[:1]}
    assert line.call("POST", f"{MENU}/bulk/unlink", unlink).status_code == 202
    assert [seen_by(line, users[0]), seen_by(line, users[1])] == [None, menu]


def test_a_batch_swaps_menus(line: Line) -> None:
    one, two, three = shown(line), shown(line), shown(line)
    users = [f"U{number:032x}" for number in range(3)]
    for user, menu in zip(users, (one, two, three), strict=True):
        line.call("POST", f"/v2/bot/user/{user}/richmenu/{menu}")
    operations = [
        {"type": "link", "from": one, "to": two},
        {"type": "link", "from": two, "to": one},
        {"type": "unlink", "from": three},
    ]
    body = {"operations": operations}
    assert line.call("POST", f"{MENU}/validate/batch", body).status_code == 200
    answer = line.call("POST", f"{MENU}/batch", body)
    assert answer.status_code == 202
    assert [seen_by(line, user) for user in users] == [two, one, None]
    request_id = answer.headers["x-line-request-id"]
    progress = line.call("GET", f"{MENU}/progress/batch?requestId={request_id}").json
    assert (progress or {})["phase"] == "succeeded"
    twice = {"operations": [operations[0], operations[0]]}
    assert line.call("POST", f"{MENU}/batch", twice).status_code == 400
    line.call("POST", f"{MENU}/batch", {"operations": [{"type": "unlinkAll"}]})
    assert [seen_by(line, user) for user in users] == [None, None, None]


def test_aliases(line: Line) -> None:
    one, two = shown(line), shown(line)
    alias, path = {"richMenuAliasId": "tab-1", "richMenuId": one}, f"{MENU}/alias"
    assert line.call("POST", path, alias | {"richMenuId": create(line)}).status_code == 400
    assert line.call("POST", path, alias).status_code == 200
    assert line.call("POST", path, alias).status_code == 400
    assert line.call("GET", f"{path}/tab-1").json == alias
    assert line.call("POST", f"{path}/tab-1", {"richMenuId": two}).status_code == 200
    changed = alias | {"richMenuId": two}
    assert line.call("GET", f"{path}/list").json == {"aliases": [changed]}
    assert line.client.get("/simulator/api/richmenus/aliases/tab-1").json == changed
    assert line.call("DELETE", f"{path}/tab-1").status_code == 200
    assert line.call("GET", f"{path}/tab-1").status_code == 404


def test_a_switch_changes_what_the_citizen_sees(line: Line) -> None:
    user, menu = line.citizen(), shown(line)
    alias = {"richMenuAliasId": "tab-2", "richMenuId": menu}
    line.call("POST", f"{MENU}/alias", alias)
    failed = {"newRichMenuAliasId": "tab-9", "status": "RICHMENU_ALIAS_ID_NOTFOUND"}
    line.act(user, type="postback", data="tab", params=failed)
    assert seen_by(line, user) is None
    switched = {"newRichMenuAliasId": "tab-2", "status": "SUCCESS"}
    line.act(user, type="postback", data="tab", params=switched)
    assert seen_by(line, user) == menu
    assert line.bot.events()[-1]["postback"] == {"data": "tab", "params": switched}
    one = line.client.get(f"/simulator/api/richmenus/{menu}").json or {}
    assert one["richMenuId"] == menu
    assert line.client.get("/simulator/api/richmenus/richmenu-none").status_code == 404


def test_a_thousand_menus(line: Line) -> None:
    for number in range(1000):
        line.emulator.rich_menus.add(f"richmenu-{number}", MENU_OBJECT)
    assert line.call("POST", MENU, MENU_OBJECT).status_code == 400
