"""The month's messages: what the plan allows and what was sent."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from bot.emulator.errors import ApiError

JAPAN_AHEAD = 9 * 3600
DAY = 86400
EPOCH = date(1970, 1, 1)


class Quota:
    """Counts messages by month and by day (Japanese time), replies apart.

    The caller holds the emulator's lock.
    """

    def __init__(self, limit: int | None) -> None:
        self.limit = limit
        self._months: Counter[str] = Counter()
        self._days: Counter[tuple[str, str]] = Counter()

    def spend(self, via: str, people: int, now: float) -> None:
        """Count a call that reaches so many people; 429 once the month's limit is passed."""
        if via == "reply":
            self._days[via, day_of(now)] += people
            return
        month = day_of(now)[:6]
        if self.limit is not None and self._months[month] + people > self.limit:
            raise ApiError(429, "You have reached your monthly limit.")
        self._months[month] += people
        self._days[via, day_of(now)] += people

    def used(self, now: float) -> int:
        """Return how many messages count against this month."""
        return self._months[day_of(now)[:6]]

    def sent(self, via: str, day: str) -> int:
        """Return how many people were sent to on a day (yyyyMMdd)."""
        return self._days[via, day]


def day_of(now: float) -> str:
    """Return the day in Japan as yyyyMMdd."""
    return _day(int((now + JAPAN_AHEAD) // DAY))


@lru_cache(maxsize=16)
def _day(number: int) -> str:
    return f"{EPOCH + timedelta(days=number):%Y%m%d}"


def iso(now: float) -> str:
    """Return a moment as LINE writes it: UTC with milliseconds."""
    moment = datetime.fromtimestamp(now, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"
