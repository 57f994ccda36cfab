"""A short wait that lets one commit serve many: only where several came at once, and never for long."""

from __future__ import annotations

import threading


class Gather:
    """Waits until as many have come as the last time, or until `seconds` are over.

    Someone who comes alone waits for nobody. `came` may be called by any thread, `wait` by one at a time.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds, self._expected = seconds, 1
        self._enough = threading.Event()

    def came(self, waiting: int) -> None:
        """So many wait now."""
        if waiting >= self._expected and not self._enough.is_set():
            self._enough.set()

    def wait(self) -> None:
        """Wait for company, if there was some the last time."""
        if self._expected > 1:
            self._enough.wait(self._seconds)

    def took(self, count: int) -> None:
        """So many were served together."""
        self._expected = count
        self._enough.clear()
