"""Brings the whole bot up in this process, with the emulator on the other side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from flask import Flask
from werkzeug.test import Client

from bot.content import Library
from bot.db import schema
from bot.doors import webhook
from bot.emulator import Emulator, EmulatorConfig
from bot.emulator import create_app as create_emulator
from bot.line.transport import Response
from bot.registry import Registry
from bot.rehearsal.chat import Chat
from bot.service import Service, build
from bot.settings import EMULATOR_SECRET, EMULATOR_TOKEN, Settings
from bot.time import Clock


class WsgiTransport:
    """The network seam, ending in an application of this process."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def __call__(
        self,
        method: str,
        url: str,
        body: bytes | None,
        headers: Mapping[str, str],
        timeout: float,  # noqa: ARG002
    ) -> Response:
        path = "/" + url.split("/", 3)[3]
        answer = self._client.open(path, method=method, data=body, headers=dict(headers))
        return Response(
            answer.status_code, {k.lower(): v for k, v in answer.headers}, answer.get_data()
        )

    def close(self) -> None:
        """Nothing was opened."""


def open_chat(
    settings: Settings,
    clock: Clock,
    *,
    citizen: str = "市民",
    registry: Registry | None = None,
    library: Library | None = None,
    rng: Random | None = None,
) -> Chat:
    """A citizen in front of the bot.

    Whatever credentials the settings hold, only the emulator is spoken to. The database is brought up
    to date first.

    Args:
        registry: the features; those of handlers/ by default.
        library: content that is loaded already; that of the settings by default.
        rng: makes the emulator's ids. Unseeded by default: a second rehearsal at the same pretended time,
            on the same database, must not look like a redelivery of the first.
    """
    safe = replace(
        settings,
        channel_secret=EMULATOR_SECRET,
        channel_access_token=EMULATOR_TOKEN,
        line_api_base="http://emulator",
        line_data_base="http://emulator",
    )
    doors: list[Client] = []

    def post(_url: str, body: bytes, headers: dict[str, str]) -> int:
        return doors[0].post("/line/webhook", data=body, headers=headers).status_code

    config = EmulatorConfig(webhook_url="http://bot/line/webhook", rate_limits=False)
    emulator = Emulator(config, clock=lambda: clock().timestamp(), rng=rng or Random(), post=post)  # noqa: S311
    line = Client(create_emulator(emulator))
    transport = WsgiTransport(line)
    service = build(safe, clock=clock, transport=transport, registry=registry, library=library)
    schema.upgrade(service.database)
    doors.append(Client(_door(service)))
    return Chat(service, emulator, line, citizen)


def _door(service: Service) -> Flask:
    """The webhook alone; nobody but the emulator comes to this application."""
    app = Flask("rehearsal", static_folder=None)
    app.extensions["madoguchi"] = service
    app.register_blueprint(webhook.blueprint)
    return app
