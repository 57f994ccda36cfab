"""All configuration, read once from the environment. A wrong value is named at start."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.console_settings import ConsoleSettings

PROJECT = Path(__file__).resolve().parent.parent
EMULATOR_SECRET = "emulator-secret"  # noqa: S105 - the emulator's, which guards nothing
EMULATOR_TOKEN = "emulator-token"  # noqa: S105


class WrongSettings(Exception):
    """One line for each setting that cannot be used."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one process; the README lists them with their meaning."""

    database_url: str
    content: Path
    media_url: str
    menu_font: str
    smtp_url: str = field(repr=False)
    partner_keys: Mapping[str, str] = field(repr=False)
    mail_from: str
    channel_secret: str = field(repr=False)
    channel_access_token: str = field(repr=False)
    line_api_base: str
    line_data_base: str
    secret_key: str = field(repr=False)
    liff_id: str
    host: str
    port: int
    emulator_port: int
    web_concurrency: int
    web_threads: int
    desk_threads: int
    send_threads: int
    log_level: str
    log_format: str
    payload_days: int
    blocked_days: int
    misses_days: int
    form_limit: int
    console: ConsoleSettings

    @property
    def uses_emulator(self) -> bool:
        """Whether no real credentials are set."""
        return self.channel_access_token == EMULATOR_TOKEN

    @classmethod
    def read(cls, env: Mapping[str, str]) -> Settings:
        """Read the environment.

        Raises:
            WrongSettings: names every setting that cannot be used, and why.
        """
        reader = _Reader(env)
        port = reader.number("PORT", 8000, 1, 65535)
        emulator = f"http://127.0.0.1:{reader.number('EMULATOR_PORT', port % 65535 + 1, 1, 65535)}"
        secret, token = reader.credentials()
        real = token != EMULATOR_TOKEN
        settings = cls(
            database_url=reader.database("DATABASE_URL", f"sqlite:///{PROJECT}/data/madoguchi.db"),
            content=reader.folder("MADOGUCHI_CONTENT", PROJECT / "content"),
            menu_font=reader.text("MENU_FONT", ""),
            smtp_url=reader.mail_server("SMTP_URL"),
            partner_keys=reader.named("OPEN311_KEY_"),
            mail_from=reader.mail_sender("MAIL_FROM", needed_by="SMTP_URL"),
            media_url=reader.text("MEDIA_URL", f"file://{PROJECT}/data/media"),
            channel_secret=secret,
            channel_access_token=token,
            line_api_base=reader.url("LINE_API_BASE", "https://api.line.me" if real else emulator),
            line_data_base=reader.url(
                "LINE_DATA_BASE", "https://api-data.line.me" if real else emulator
            ),
            secret_key=reader.secret_key("SECRET_KEY", required=real),
            liff_id=reader.liff("LIFF_ID"),
            host=reader.text("HOST", "0.0.0.0" if real else "127.0.0.1"),  # noqa: S104
            port=port,
            emulator_port=urlsplit(emulator).port or 0,
            web_concurrency=reader.number("WEB_CONCURRENCY", 2, 1, 64),
            web_threads=reader.number("WEB_THREADS", 16, 1, 256),
            desk_threads=reader.number("DESK_THREADS", 1, 1, 16),
            send_threads=reader.number("SEND_THREADS", 32, 1, 256),
            log_level=reader.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")),
            log_format=reader.choice("LOG_FORMAT", "json", ("json", "text")),
            payload_days=reader.number("PAYLOAD_DAYS", 7, 1, 365),
            blocked_days=reader.number("BLOCKED_DAYS", 30, 1, 3650),
            misses_days=reader.number("MISSES_DAYS", 90, 1, 3650),
            form_limit=reader.number("FORM_LIMIT", 100, 0, 1_000_000),
            console=ConsoleSettings.read(reader),
        )
        reader.finish()
        return settings


class _Reader:
    """Reads values and collects what is wrong with them, so that one start names all of it."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env, self._wrong = env, list[str]()

    def finish(self) -> None:
        if self._wrong:
            raise WrongSettings("\n".join(self._wrong))

    def text(self, name: str, default: str) -> str:
        return self._env.get(name, "").strip() or default

    def checked(self, name: str, default: str, check: Callable[[str], str | None]) -> str:
        value = self.text(name, default)
        if complaint := check(value):
            self._wrong.append(f"{name}: {complaint}")
        return value

    def named(self, prefix: str) -> dict[str, str]:
        """The values of all names that begin so, by the rest of the name in capitals."""
        found = {name: value for name, value in self._env.items() if name.startswith(prefix)}
        return {name.removeprefix(prefix).upper(): value for name, value in found.items()}

    def liff(self, name: str) -> str:
        def check(value: str) -> str | None:
            fine = not value or re.fullmatch(r"\d{10}-[0-9A-Za-z]{8}", value)
            return None if fine else f"a LIFF id like 1234567890-AbcdEfgh, not {value!r}"

        return self.checked(name, "", check)

    def number(self, name: str, default: int, least: int, most: int) -> int:
        value = self.text(name, str(default))
        if not value.isdecimal() or not least <= int(value) <= most:
            self._wrong.append(f"{name}: a whole number from {least} to {most}, not {value!r}")
            return default
        return int(value)

    def choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        return self.checked(
            name,
            default,
            lambda v: None if v in allowed else f"one of {', '.join(allowed)}, not {v!r}",
        )

    def url(self, name: str, default: str) -> str:
        def check(value: str) -> str | None:
            try:
                parts = urlsplit(value)
                fine = parts.scheme in ("http", "https") and bool(parts.hostname)
            except ValueError:  # half an IPv6 address, say
                fine = False
            return None if fine else f"an http(s) address, not {value!r}"

        return self.checked(name, default, check).rstrip("/")

    def mail_server(self, name: str) -> str:
        def check(value: str) -> str | None:
            try:
                parts = urlsplit(value)
                fine = parts.scheme in ("smtp", "smtps") and bool(
                    parts.hostname and parts.port != 0
                )
            except ValueError:
                fine = False
            # The value itself may hold a password, so it is not repeated.
            return (
                None if fine or not value else "like smtp://user:password@host:587 or smtps://..."
            )

        return self.checked(name, "", check)

    def mail_sender(self, name: str, *, needed_by: str) -> str:
        def check(value: str) -> str | None:
            if not value:
                return f"needed with {needed_by}" if self.text(needed_by, "") else None
            fine = re.fullmatch(r"[!-?A-~]+@[A-Za-z0-9.-]+", value)
            return None if fine else f"an e-mail address, not {value!r}"

        return self.checked(name, "", check)

    def database(self, name: str, default: str) -> str:
        value = self.text(name, default)
        try:
            backend = make_url(value.replace("postgres://", "postgresql://", 1))
        except (ArgumentError, ValueError):
            # The value itself may hold a password, so it is not repeated.
            self._wrong.append(f"{name}: cannot be read; like postgresql://user:password@host/name")
            return default
        if backend.get_backend_name() not in ("sqlite", "postgresql"):
            self._wrong.append(
                f"{name}: sqlite:///... or postgresql://..., not {backend.drivername}"
            )
        elif backend.get_backend_name() == "sqlite" and backend.database in (None, "", ":memory:"):
            self._wrong.append(f"{name}: SQLite needs a file, which all processes can open")
        return value

    def folder(self, name: str, default: Path) -> Path:
        path = Path(self.text(name, str(default))).expanduser().resolve()
        if not path.is_dir():
            self._wrong.append(f"{name}: {path} is no folder")
        return path

    def credentials(self) -> tuple[str, str]:
        secret, token = (
            self.text("LINE_CHANNEL_SECRET", ""),
            self.text("LINE_CHANNEL_ACCESS_TOKEN", ""),
        )
        if bool(secret) != bool(token):
            missing = "LINE_CHANNEL_ACCESS_TOKEN" if secret else "LINE_CHANNEL_SECRET"
            self._wrong.append(
                f"{missing}: set both LINE_CHANNEL_SECRET and LINE_CHANNEL_ACCESS_TOKEN, or neither"
            )
        return (secret, token) if secret and token else (EMULATOR_SECRET, EMULATOR_TOKEN)

    def secret_key(self, name: str, *, required: bool) -> str:
        value = self.text(name, "")
        if not value and required:
            self._wrong.append(f"{name}: needed with real LINE credentials; a long random text")
        elif value and len(value) < 16:
            self._wrong.append(f"{name}: at least 16 characters")
        return value or secrets.token_hex()
