"""LINE's rate limits: a bucket of calls for each endpoint, filled by the clock."""

from __future__ import annotations

from dataclasses import dataclass

from bot.emulator.errors import ApiError


@dataclass(frozen=True, slots=True)
class Rate:
    """So many calls in so many seconds."""

    calls: int
    seconds: float


HOUR = 3600.0
DEFAULT = Rate(2000, 1.0)
MULTICAST = Rate(200, 1.0)
LOADING = Rate(100, 1.0)
CAMPAIGN = Rate(60, HOUR)
RICH_MENU = Rate(100, HOUR)
RICH_MENU_BATCH = Rate(3, HOUR)


@dataclass(slots=True)
class Bucket:
    """What is left of a rate, and when that was counted."""

    left: float
    at: float


class RateLimiter:
    """One bucket for each endpoint. The caller holds the emulator's lock."""

    def __init__(self, *, on: bool) -> None:
        self._on = on
        self._buckets: dict[str, Bucket] = {}

    def take(self, endpoint: str, rate: Rate, now: float) -> None:
        """Count one call, or refuse it with 429."""
        if not self._on:
            return
        bucket = self._buckets.get(endpoint)
        if bucket is None:
            bucket = self._buckets[endpoint] = Bucket(rate.calls, now)
        gained = max(now - bucket.at, 0.0) * rate.calls / rate.seconds
        bucket.left = min(bucket.left + gained, rate.calls)
        bucket.at = now
        if bucket.left < 1:
            raise ApiError(429, "The API rate limit has been exceeded. Try again later.")
        bucket.left -= 1
