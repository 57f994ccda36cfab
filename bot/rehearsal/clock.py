"""A clock that stands still until it is moved."""

from __future__ import annotations

from datetime import datetime, timedelta


class SetClock:
    """Callable as a clock; `move` lets time pass."""

    def __init__(self, start: datetime) -> None:
        if start.tzinfo is None:
            raise ValueError("a clock needs a time zone")
        self.now = start

    def __call__(self) -> datetime:
        return self.now

    def move(self, by: timedelta) -> None:
        self.now += by
