"""Settings with a shape of their own: the database, LINE's credentials, secrets, mail.

What may hold a password is not repeated where it is refused.
"""

from __future__ import annotations

import re
import secrets
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.settings.reader import Reader

EMULATOR_SECRET = "emulator-secret"  # noqa: S105 - the emulator's, which guards nothing
EMULATOR_TOKEN = "emulator-token"  # noqa: S105


def database(reader: Reader, name: str, default: str) -> str:
    value = reader.text(name, default)
    try:
        backend = make_url(value.replace("postgres://", "postgresql://", 1))
    except (ArgumentError, ValueError):
        reader.refuse(name, "cannot be read; like postgresql://user:password@host/name")
        return default
    if backend.get_backend_name() not in ("sqlite", "postgresql"):
        reader.refuse(name, f"sqlite:///... or postgresql://..., not {backend.drivername}")
    elif backend.get_backend_name() == "sqlite" and backend.database in (None, "", ":memory:"):
        reader.refuse(name, "SQLite needs a file, which all processes can open")
    return value


def credentials(reader: Reader) -> tuple[str, str]:
    """The channel's secret and token; the emulator's where neither is set."""
    secret = reader.text("LINE_CHANNEL_SECRET", "")
    token = reader.text("LINE_CHANNEL_ACCESS_TOKEN", "")
    if bool(secret) != bool(token):
        missing = "LINE_CHANNEL_ACCESS_TOKEN" if secret else "LINE_CHANNEL_SECRET"
        reader.refuse(
            missing, "set both LINE_CHANNEL_SECRET and LINE_CHANNEL_ACCESS_TOKEN, or neither"
        )
    return (secret, token) if secret and token else (EMULATOR_SECRET, EMULATOR_TOKEN)


def secret_key(reader: Reader, name: str, *, required: bool) -> str:
    value = reader.text(name, "")
    if not value and required:
        reader.refuse(name, "needed with real LINE credentials; a long random text")
    elif value and len(value) < 16:
        reader.refuse(name, "at least 16 characters")
    return value or secrets.token_hex()


def liff(reader: Reader, name: str) -> str:
    def check(value: str) -> str | None:
        fine = not value or re.fullmatch(r"\d{10}-[0-9A-Za-z]{8}", value)
        return None if fine else f"a LIFF id like 1234567890-AbcdEfgh, not {value!r}"

    return reader.checked(name, "", check)


def mail_server(reader: Reader, name: str) -> str:
    def check(value: str) -> str | None:
        try:
            parts = urlsplit(value)
            fine = parts.scheme in ("smtp", "smtps") and bool(parts.hostname and parts.port != 0)
        except ValueError:
            fine = False
        return None if fine or not value else "like smtp://user:password@host:587 or smtps://..."

    return reader.checked(name, "", check)


def mail_sender(reader: Reader, name: str, *, needed_by: str) -> str:
    def check(value: str) -> str | None:
        if not value:
            return f"needed with {needed_by}" if reader.text(needed_by, "") else None
        fine = re.fullmatch(r"[!-?A-~]+@[A-Za-z0-9.-]+", value)
        return None if fine else f"an e-mail address, not {value!r}"

    return reader.checked(name, "", check)
