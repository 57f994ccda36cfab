"""gunicorn, configured from our settings; each worker process builds its own service."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from bot import logs
from bot.app import create_app
from bot.service import End, Service, build
from bot.settings import Settings

Begin = Callable[[Service], list[End]]


class Server(BaseApplication):  # type: ignore[misc]
    """A gunicorn master with `processes` workers.

    Args:
        begin: starts a worker's background threads; what it returns is called when the worker ends.
    """

    def __init__(self, settings: Settings, processes: int, begin: Begin) -> None:
        self._settings, self._processes, self._begin = settings, processes, begin
        self._ends: list[End] = []
        super().__init__()

    def load_config(self) -> None:
        options: dict[str, Any] = {
            "bind": f"{self._settings.host}:{self._settings.port}",
            "workers": self._processes,
            "worker_class": "gthread",
            "threads": self._settings.web_threads,
            "keepalive": 75,
            "graceful_timeout": 20,
            "loglevel": "warning",
            # Its control socket has one path for all instances of a user.
            "control_socket_disable": True,
            "limit_request_field_size": 8190,
            "worker_exit": lambda _server, _worker: self._end(),
            "post_fork": lambda _server, _worker: logs.configure(
                self._settings.log_level, self._settings.log_format
            ),
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        service = build(self._settings)
        app = create_app(service)
        self._ends = self._begin(service)
        return app

    def _end(self) -> None:
        # A second signal while we tidy up must not cut the last answers off.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for end in reversed(self._ends):
            end()
