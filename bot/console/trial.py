"""For tests: somebody of the staff who is signed in, and what their browser does.

staff = new_staff(Role.ROADS)            # the fixture of bot.testing
staff.get("/console/road_report")
staff.send("/console/road_report/1/close", reason="直しました")   # with the page's own CSRF token
"""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Mapping
from typing import Any

from flask import Flask
from werkzeug.test import Client, TestResponse

from bot.console import accounts, sessions
from bot.console.configuration import COOKIE
from bot.console.door import Door
from bot.console.roles import Role
from bot.service import Service
from bot.time import millis

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Browser:
    """A browser at the console; before `sign_in`, of nobody."""

    def __init__(self, app: Flask, service: Service) -> None:
        self.app, self.service = app, service
        self.client: Client = app.test_client()
        self.id = 0

    def sign_in(self, roles: Collection[Role], name: str, email: str) -> None:
        """Make an account with these roles, and a session of it, past the sign-in."""
        now, token = millis(self.service.clock()), sessions.new_token()
        with self.service.database.write() as connection:
            found = accounts.by_email(connection, email)
            self.id = found.id if found else accounts.add(connection, email, name, roles, now)
            sessions.begin(connection, token, self.id, now, "127.0.0.1", "trial")
            unique = connection.exec_driver_sql(
                f"SELECT fs_uniquifier FROM staff_user WHERE id = {self.id:d}"  # noqa: S608
            ).scalar()
        cookie = {"_user_id": unique, "_fresh": True, "sid": token, "fs_paa": time.time()}
        self.client.set_cookie(COOKIE, self._signed(cookie), path="/console")

    def _signed(self, cookie: Mapping[str, Any]) -> str:
        door: Any = self.app.extensions["console"]
        assert isinstance(door, Door)
        console = door.console()
        serializer: Any = console.session_interface.get_signing_serializer(console)  # type: ignore[attr-defined]
        return str(serializer.dumps(dict(cookie)))

    def get(self, address: str, **options: Any) -> TestResponse:
        """Open a page."""
        return self.client.get(address, **options)

    def send(
        self, address: str, /, *, page: str = "", follow: bool = True, **fields: Any
    ) -> TestResponse:
        """Send a form of the page at `page` (by default the address itself), and see where it leads.

        Raises:
            LookupError: the page has no form.
        """
        shown = self.client.get(page or address).text
        if not (token := _TOKEN.search(shown)):
            raise LookupError(f"no form on {page or address}: {shown[:300]}")
        data = fields | {"csrf_token": token[1]}
        return self.client.post(address, data=data, follow_redirects=follow)
