"""/simulator/api: the citizens' side, for the browser page, the terminal and tests."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from bot.emulator import talk
from bot.emulator.api import oauth
from bot.emulator.control.views import LONGEST_WAIT, blueprint, json_object, number
from bot.emulator.emulator import Emulator
from bot.emulator.errors import ApiError, not_found

# Whatever a citizen uploads is shown as a picture or saved, never run as a page.
HARMLESS = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}


def _file_action() -> dict[str, Any]:
    """Return the action of a form with one file or several."""
    files = []
    for each in request.files.getlist("file"):
        files.append({"data": each.read(), "contentType": each.mimetype})
        each.close()
    return {"type": request.form.get("type", "image"), "files": files}


class SimulatorApi:
    """The views for one emulator."""

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        return blueprint(
            "simulator_api",
            "/simulator/api",
            ("GET", "/citizens", self.citizens),
            ("POST", "/citizens", self.arrive),
            ("POST", "/citizens/<user_id>/actions", self.act),
            ("GET", "/citizens/<user_id>/richmenu", self.rich_menu),
            ("POST", "/citizens/<user_id>/idtoken", self.id_token),
            ("GET", "/timeline", self.timeline),
            ("GET", "/richmenus/<menu_id>", self.one_rich_menu),
            ("GET", "/richmenus/<menu_id>/image", self.rich_menu_image),
            ("GET", "/richmenus/aliases/<alias>", self.alias),
            ("GET", "/media/<message_id>", self.media),
            ("POST", "/reset", self.reset),
        )

    def citizens(self) -> ResponseReturnValue:
        """The account's name, and everybody the simulator made."""
        with self._emulator.lock:
            found = [each.as_json() for each in self._emulator.citizens.people.values()]
        return {"account": self._emulator.config.bot_name, "citizens": found}

    def arrive(self) -> ResponseReturnValue:
        """A new name follows at once, unless `"follow": false` keeps the bot from hearing."""
        body = json_object()
        name = body.get("displayName")
        if not isinstance(name, str) or not name.strip():
            raise ApiError(400, "A citizen needs a displayName")
        with self._emulator.lock:
            citizen, new = self._emulator.citizens.get_or_make(name.strip())
            if new and body.get("follow", True):
                talk.act(self._emulator, citizen.user_id, {"type": "follow"})
        return citizen.as_json(), 201 if new else 200

    def act(self, user_id: str) -> ResponseReturnValue:
        """`?wait=1` waits until the bot answered the webhook."""
        action = _file_action() if request.files else json_object()
        acted = talk.act(self._emulator, user_id, action)
        found = acted.as_json()
        if request.args.get("wait"):
            acted.webhook.answered.wait(LONGEST_WAIT)
            found["webhookStatus"] = acted.webhook.status
        return found, 202

    def id_token(self, user_id: str) -> ResponseReturnValue:
        """`{"clientId": LOGIN_CHANNEL}` -> the ID token a LIFF app of that channel would get."""
        client_id = str(json_object().get("clientId", ""))
        with self._emulator.lock:
            citizen = self._emulator.citizens.people.get(user_id)
        if citizen is None:
            raise not_found()
        name, now = citizen.display_name, self._emulator.clock()
        return {"idToken": oauth.id_token(self._emulator, user_id, name, client_id, now)}

    def timeline(self) -> ResponseReturnValue:
        """`?after=SEQ&citizen=U...&wait=SECONDS`"""
        seq, entries = self._emulator.timeline.read(
            after=int(number("after", 0)),
            citizen=request.args.get("citizen"),
            wait=min(number("wait", 0), LONGEST_WAIT),
        )
        return {"seq": seq, "entries": entries}

    def rich_menu(self, user_id: str) -> ResponseReturnValue:
        """The menu a citizen sees, or null."""
        menus = self._emulator.rich_menus
        with self._emulator.lock:
            menu_id = menus.seen_by(user_id)
            return jsonify(None if menu_id is None else menus.get(menu_id))

    def one_rich_menu(self, menu_id: str) -> ResponseReturnValue:
        """A menu, whoever sees it."""
        with self._emulator.lock:
            return dict(self._emulator.rich_menus.get(menu_id))

    def rich_menu_image(self, menu_id: str) -> ResponseReturnValue:
        """The picture of a menu."""
        with self._emulator.lock:
            picture = self._emulator.rich_menus.picture(menu_id)
        return Response(picture.data, content_type=picture.content_type)

    def alias(self, alias: str) -> ResponseReturnValue:
        """The menu an alias stands for, as a rich menu switch needs it."""
        with self._emulator.lock:
            return self._emulator.rich_menus.alias(alias)

    def media(self, message_id: str) -> ResponseReturnValue:
        """What a citizen sent."""
        with self._emulator.lock:
            medium = self._emulator.media.get(message_id)
        return Response(medium.data, content_type=medium.content_type, headers=HARMLESS)

    def reset(self) -> ResponseReturnValue:
        """Forget everything."""
        self._emulator.reset()
        return {}
