"""Time as the platform uses it: a clock is a function that somebody hands in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The machine's time, UTC."""
    return datetime.now(UTC)


def millis(moment: datetime) -> int:
    """Milliseconds since 1970 UTC."""
    return int(moment.timestamp() * 1000)


def from_millis(value: int) -> datetime:
    """The UTC time of `value` milliseconds since 1970."""
    return datetime.fromtimestamp(value / 1000, UTC)


# Every municipality that this serves keeps Japan's time.
JAPAN = ZoneInfo("Asia/Tokyo")
