"""Door: /console. The console is an application of its own, made at the first request for it.

Flask-Security costs half a second and 29 MB to import. A process that LINE's webhooks reach does not pay
for that until somebody of the staff comes to this very process.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from bot.console import tables
from bot.service import Service

if TYPE_CHECKING:
    from flask import Flask

PREFIX = "/console"
TABLES = [table for name, table in vars(tables).items() if name.endswith("_table")]
"""Known to the database's metadata wherever the door is, also where the console never opens."""

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Door:
    """Leads what is under /console to the console, and the rest past it."""

    def __init__(self, rest: Wsgi, service: Service) -> None:
        self._rest, self._service = rest, service
        self._lock = threading.Lock()
        self._console: Flask | None = None

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        path: str = environ.get("PATH_INFO", "")
        if path != PREFIX and not path.startswith(f"{PREFIX}/"):
            return self._rest(environ, start)
        inside = {
            "SCRIPT_NAME": environ.get("SCRIPT_NAME", "") + PREFIX,
            "PATH_INFO": path[len(PREFIX) :] or "/",
        }
        return self.console()(environ | inside, start)

    def console(self) -> Flask:
        """The console's application; the first caller waits until it is made."""
        if self._console is None:
            with self._lock:
                if self._console is None:
                    from bot.console.application import create_console

                    self._console = create_console(self._service)
        return self._console
