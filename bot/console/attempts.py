"""How often somebody may fail to sign in: by account (that exists or not) and by network address.

A sign-in that succeeds takes the account's failures away.
"""

from __future__ import annotations

from flask import current_app, request
from sqlalchemy import Connection

from bot import attempts
from bot.service import Service
from bot.time import millis

SIGN_IN = attempts.Limit(
    "console.sign_in",
    window_ms=15 * 60_000,
    of_account=6,
    of_address=100,  # an office behind one address
)


def begin(connection: Connection, account: str) -> bool:
    """Count an attempt; False if there were too many already."""
    return attempts.begin(connection, SIGN_IN, _who(account), _now_ms())


def forget(connection: Connection, account: str) -> None:
    """The account signed in."""
    attempts.forget(connection, SIGN_IN, _who(account), _now_ms())


def _who(account: str) -> attempts.Who:
    return attempts.Who(_service().settings.secret_key, request.remote_addr or "", account)


def _now_ms() -> int:
    return millis(_service().clock())


def _service() -> Service:
    service: Service = current_app.extensions["madoguchi"]
    return service
