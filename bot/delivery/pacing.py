"""Keeping within LINE's rates: pauses after a refusal, and an even pace for multicasts."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

# A refusal says that others send too: give way by a third, and come back within so many seconds.
GIVE_WAY = 0.7
RECOVERY_SECONDS = 20.0
SLOWEST = 1.0
# What a late thread may catch up with at once, in seconds' worth of calls.
BURST_SECONDS = 0.1
ROUNDING = 1e-6


class Pause:
    """After a 429 every thread that uses the endpoint waits, not only the one that was told."""

    def __init__(self) -> None:
        self._open = threading.Event()
        self._open.set()

    def set(self, seconds: float) -> None:
        if self._open.is_set():
            self._open.clear()
            timer = threading.Timer(seconds, self._open.set)
            timer.daemon = True
            timer.start()

    def wait(self) -> None:
        self._open.wait(5.0)


class Pace:
    """An even pace of calls, for one thread that deals them out and others that hear of refusals.

    Several processes share LINE's limit and none knows of the others. So each gives way when LINE
    refuses, and grows faster again little by little, as TCP does; the shares even out.

    Args:
        most: calls per second that LINE allows.
        monotonic: seconds that only go forward.
    """

    def __init__(self, most: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._most, self._monotonic = most, monotonic
        self._lock = threading.Lock()
        self._rate, self._ready = most, 1.0
        self._at, self._slowed_at = monotonic(), float("-inf")

    @property
    def rate(self) -> float:
        """Calls per second at this moment."""
        with self._lock:
            self._pass_time()
            return self._rate

    def delay(self) -> float:
        """Seconds until the next call may leave; 0 if it may now."""
        with self._lock:
            self._pass_time()
            missing = 1.0 - self._ready
            return missing / self._rate if missing > ROUNDING else 0.0

    def take(self) -> None:
        """Count a call that leaves."""
        with self._lock:
            self._ready -= 1.0

    def slow(self) -> None:
        """LINE refused a call; calls that left in the same second count as one refusal."""
        with self._lock:
            self._pass_time()
            if self._at - self._slowed_at >= 1.0:
                self._slowed_at = self._at
                self._rate = max(SLOWEST, self._rate * GIVE_WAY)
                self._ready = min(self._ready, 0.0)

    def _pass_time(self) -> None:
        now = self._monotonic()
        passed, self._at = now - self._at, now
        burst = max(1.0, self._rate * BURST_SECONDS)
        self._ready = min(burst, self._ready + passed * self._rate)
        self._rate = min(self._most, self._rate + passed * self._most / RECOVERY_SECONDS)
