"""What an emulator is started with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class EmulatorConfig:
    """The channel's credentials, LINE's numbers, and how much the emulator remembers.

    Times are seconds, sizes are counts or bytes. Every value may be changed for a test, the
    defaults are LINE's.
    """

    channel_secret: str = "emulator-secret"  # noqa: S105 - a published default for local use
    channel_access_token: str = "emulator-token"  # noqa: S105
    channel_id: str = "1234567890"
    bot_name: str = "エミュレータ"
    basic_id: str = "@emulator"

    webhook_url: str | None = None
    webhook_redelivery: bool = True
    webhook_attempts: int = 6
    """How often one event is sent at most, the first time included."""
    webhook_backoff: float = 1.0
    """Seconds before the first redelivery; each further wait is twice as long."""
    webhook_workers: int = 8
    """Threads that send webhooks: so many citizens can be served at the same time."""

    reply_token_life: float = 60.0
    reply_token_limit: float = 1200.0
    """However often an event is redelivered, its token ends so long after the event."""
    retry_key_life: float = 86400.0
    rate_limits: bool = True
    quota: int | None = None
    """Messages a month (replies are free); None is a plan without a limit."""
    known_users_only: bool = False
    """Refuse a push to a user id that nobody has; otherwise every well-formed id is a friend."""
    transcoding: float = 0.0
    """Seconds a video or audio of a citizen is being prepared (content answers 202)."""
    narrowcast_seconds: float = 0.0
    """Seconds until a narrowcast's progress is `succeeded`."""

    requests_kept: int = 1000
    request_body_kept: int = 16384
    timeline_kept: int = 20000
    events_kept: int = 200_000
    deliveries_kept: int = 10_000
    retry_keys_kept: int = 500_000
    media_kept: int = 64 * 1024 * 1024
