"""Background threads that do one thing again and again and survive its failures."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)


class Loop:
    """Calls `step` until it returns False. A failing step is logged, and tried again after a pause."""

    def __init__(self, name: str, step: Callable[[], bool], pause: float = 0.5) -> None:
        self._name, self._step, self._pause = name, step, pause
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def join(self, seconds: float) -> None:
        if self._thread.is_alive():
            self._thread.join(seconds)

    def _run(self) -> None:
        waiter = threading.Event()
        while True:
            try:
                if not self._step():
                    return
            except Exception as error:
                log.exception("%s failed: %s", self._name, type(error).__name__)
                waiter.wait(self._pause)


class Ticker:
    """Calls `step` every `seconds` until stopped."""

    def __init__(self, name: str, step: Callable[[], object], seconds: float) -> None:
        self._stop, self._seconds, self._act = threading.Event(), seconds, step
        self._loop = Loop(name, self._tick)

    def start(self) -> None:
        self._loop.start()

    def stop(self, seconds: float) -> None:
        self._stop.set()
        self._loop.join(seconds)

    def _tick(self) -> bool:
        if self._stop.wait(self._seconds):
            return False
        self._act()
        return True
