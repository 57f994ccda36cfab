"""All configuration, read once from the environment. A wrong value is named at start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bot.settings import values
from bot.settings.console import ConsoleSettings
from bot.settings.reader import Reader, WrongSettings
from bot.settings.values import EMULATOR_SECRET, EMULATOR_TOKEN

__all__ = [
    "EMULATOR_SECRET",
    "EMULATOR_TOKEN",
    "PROJECT",
    "ConsoleSettings",
    "Settings",
    "WrongSettings",
]

PROJECT = Path(__file__).resolve().parent.parent.parent


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
        reader = Reader(env)
        port = reader.number("PORT", 8000, 1, 65535)
        emulator = f"http://127.0.0.1:{reader.number('EMULATOR_PORT', port % 65535 + 1, 1, 65535)}"
        secret, token = values.credentials(reader)
        real = token != EMULATOR_TOKEN
        settings = cls(
            database_url=values.database(
                reader, "DATABASE_URL", f"sqlite:///{PROJECT}/data/madoguchi.db"
            ),
            content=reader.folder("MADOGUCHI_CONTENT", PROJECT / "content"),
            menu_font=reader.text("MENU_FONT", ""),
            smtp_url=values.mail_server(reader, "SMTP_URL"),
            partner_keys=reader.named("OPEN311_KEY_"),
            mail_from=values.mail_sender(reader, "MAIL_FROM", needed_by="SMTP_URL"),
            media_url=reader.text("MEDIA_URL", f"file://{PROJECT}/data/media"),
            channel_secret=secret,
            channel_access_token=token,
            line_api_base=reader.url("LINE_API_BASE", "https://api.line.me" if real else emulator),
            line_data_base=reader.url(
                "LINE_DATA_BASE", "https://api-data.line.me" if real else emulator
            ),
            secret_key=values.secret_key(reader, "SECRET_KEY", required=real),
            liff_id=values.liff(reader, "LIFF_ID"),
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
