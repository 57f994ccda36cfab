"""LINE's rich menu calls: menus, pictures, aliases, the default one, and who sees which.

Source: LINE Messaging API reference, "Rich menu" and "Per-user rich menu". Making and deleting menus
is limited to 100 calls an hour each, changing many citizens' menus at once to 3.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot.line.transport import Response, Transport

Json = dict[str, Any]
Phase = Literal["ongoing", "succeeded", "failed"]

MOST_LINKED_AT_ONCE = 500

_MENU = "/v2/bot/richmenu"
_ALIAS = f"{_MENU}/alias"
_EVERYBODY = "/v2/bot/user/all/richmenu"


class Refused(Exception):
    """LINE answered, and did not do it. `message` is LINE's explanation."""

    def __init__(self, call: str, response: Response) -> None:
        self.status = response.status
        self.request_id = response.headers.get("x-line-request-id", "")
        self.message = _message(response.body)
        super().__init__(f"{call}: {self.status} {self.message} ({self.request_id})")


@dataclass(frozen=True, slots=True)
class KnownMenu:
    """A menu of the channel, whoever made it."""

    id: str
    name: str


class RichMenuClient:
    """The rich menus of one channel. Every call may raise Refused or TransportError.

    Args:
        api: the API host. data: the host that takes pictures. token: the channel access token.
        timeout: seconds to wait for an answer.
    """

    def __init__(
        self, api: str, data: str, token: str, transport: Transport, timeout: float = 20.0
    ) -> None:
        self._api, self._data = api.rstrip("/"), data.rstrip("/")
        self._transport, self._timeout = transport, timeout
        self._headers = {"Authorization": f"Bearer {token}", "User-Agent": "madoguchi"}

    # -- menus

    def menus(self) -> list[KnownMenu]:
        """All menus of the channel that were made through the API."""
        found = self._call("GET", f"{_MENU}/list").get("richmenus", [])
        return [KnownMenu(each["richMenuId"], each["name"]) for each in found]

    def create(self, menu: Json) -> str:
        """Make a menu without a picture; returns its id."""
        return str(self._call("POST", _MENU, menu)["richMenuId"])

    def validate(self, menu: Json) -> None:
        """Refused if LINE would not take the menu; makes none."""
        self._call("POST", f"{_MENU}/validate", menu)

    def body(self, menu_id: str) -> Json:
        """A menu as it was made."""
        found = self._call("GET", f"{_MENU}/{menu_id}")
        return {name: value for name, value in found.items() if name != "richMenuId"}

    def upload(self, menu_id: str, picture: bytes, kind: str = "image/png") -> None:
        """Give a menu its picture, once."""
        url = f"{self._data}{_MENU}/{menu_id}/content"
        self._send("POST", url, picture, {"Content-Type": kind})

    def picture(self, menu_id: str) -> tuple[bytes, str]:
        """The picture of a menu, and its media type."""
        found = self._send("GET", f"{self._data}{_MENU}/{menu_id}/content", None, {})
        return found.body, found.headers.get("content-type", "image/png")

    def has_picture(self, menu_id: str) -> bool:
        """Whether a menu has its picture."""
        try:
            self._send("GET", f"{self._data}{_MENU}/{menu_id}/content", None, {})
        except Refused as error:
            if error.status == 404:
                return False
            raise
        return True

    def delete(self, menu_id: str) -> None:
        """Delete a menu; one that is not there any more is no fault."""
        self._forgiving("DELETE", f"{_MENU}/{menu_id}")

    # -- the default menu

    def default(self) -> str | None:
        """The id of the menu that everybody sees who has none of their own."""
        try:
            return str(self._call("GET", _EVERYBODY)["richMenuId"])
        except Refused as error:
            if error.status == 404:
                return None
            raise

    def set_default(self, menu_id: str) -> None:
        """Show a menu to everybody who has none of their own."""
        self._call("POST", f"{_EVERYBODY}/{menu_id}")

    def clear_default(self) -> None:
        """Show nothing to those who have no menu of their own."""
        self._call("DELETE", _EVERYBODY)

    # -- aliases

    def aliases(self) -> dict[str, str]:
        """The ids of menus by their aliases."""
        found = self._call("GET", f"{_ALIAS}/list").get("aliases", [])
        return {each["richMenuAliasId"]: each["richMenuId"] for each in found}

    def create_alias(self, alias: str, menu_id: str) -> None:
        self._call("POST", _ALIAS, {"richMenuAliasId": alias, "richMenuId": menu_id})

    def update_alias(self, alias: str, menu_id: str) -> None:
        self._call("POST", f"{_ALIAS}/{alias}", {"richMenuId": menu_id})

    def delete_alias(self, alias: str) -> None:
        """Delete an alias; one that is not there any more is no fault."""
        self._forgiving("DELETE", f"{_ALIAS}/{alias}")

    # -- who sees which

    def link(self, citizen: str, menu_id: str) -> None:
        """Show a menu to one citizen. Repeating it does no harm."""
        self._call("POST", f"/v2/bot/user/{citizen}/richmenu/{menu_id}")

    def unlink(self, citizen: str) -> None:
        """Show the default menu to one citizen again."""
        self._forgiving("DELETE", f"/v2/bot/user/{citizen}/richmenu")

    def link_many(self, citizens: Sequence[str], menu_id: str) -> None:
        """Show a menu to at most 500 citizens; LINE does it after it has answered."""
        body = {"richMenuId": menu_id, "userIds": list(citizens)}
        self._call("POST", f"{_MENU}/bulk/link", body)

    def unlink_many(self, citizens: Sequence[str]) -> None:
        """Show the default menu to at most 500 citizens again."""
        self._call("POST", f"{_MENU}/bulk/unlink", {"userIds": list(citizens)})

    def move(self, moves: Sequence[tuple[str, str | None]]) -> str:
        """Show another menu (None: the default one) to all who were given the first of each pair.

        Returns the request id, with which `moved` tells how far LINE is.
        """
        operations = [
            {"type": "link", "from": old, "to": new} if new else {"type": "unlink", "from": old}
            for old, new in moves
        ]
        response = self._json("POST", f"{_MENU}/batch", {"operations": operations})
        return response.headers.get("x-line-request-id", "")

    def moved(self, request_id: str) -> Phase:
        """How far LINE is with a `move`."""
        told = self._call("GET", f"{_MENU}/progress/batch?requestId={request_id}")
        phase: Phase = told.get("phase", "ongoing")
        return phase

    # -- the wire

    def _forgiving(self, method: str, path: str) -> None:
        try:
            self._call(method, path)
        except Refused as error:
            if error.status != 404:
                raise

    def _call(self, method: str, path: str, body: Json | None = None) -> Json:
        found = json.loads(self._json(method, path, body).body or b"{}")
        return found if isinstance(found, dict) else {}

    def _json(self, method: str, path: str, body: Json | None = None) -> Response:
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        return self._send(method, self._api + path, data, {"Content-Type": "application/json"})

    def _send(self, method: str, url: str, body: bytes | None, more: dict[str, str]) -> Response:
        response = self._transport(method, url, body, self._headers | more, self._timeout)
        if response.status >= 300:
            raise Refused(f"{method} {url}", response)
        return response


def _message(body: bytes) -> str:
    try:
        told = json.loads(body)
    except ValueError:
        return ""
    if not isinstance(told, dict):
        return ""
    details = [
        f"{each.get('property', '')} {each.get('message', '')}" for each in told.get("details", [])
    ]
    return "; ".join([str(told.get("message", "")), *details])[:500]
