"""The waiting room of one process: citizens with new events, handled by the desk's threads."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection

from bot.delivery import Delivery
from bot.desk import Desk, Handled
from bot.desk.gather import Gather
from bot.loops import Loop

MOST_TOGETHER = 64
GATHER_SECONDS = 0.02
# A citizen whom another process holds is tried again after this long.
_BUSY_SECONDS = 0.03


Handle = Callable[[Collection[str]], Handled]
Add = Callable[[Collection[str]], None]


class Room:
    """Collects citizens and lets the desk handle them, as many at once as have gathered."""

    def __init__(self, desk: Desk, delivery: Delivery, threads: int) -> None:
        self._desk, self._delivery = desk, delivery
        self._waiting: dict[str, None] = {}
        self._left: dict[str, None] = {}
        self._changed = threading.Condition()
        self._open, self._left_turn = True, False
        self._gather = Gather(GATHER_SECONDS)
        self._loops = [Loop(f"desk-{number}", self._step) for number in range(threads)]

    def start(self) -> None:
        for loop in self._loops:
            loop.start()

    def stop(self, seconds: float) -> None:
        """Handle who is in the room, and end."""
        with self._changed:
            self._open = False
            self._changed.notify_all()
        for loop in self._loops:
            loop.join(seconds)

    def add(self, citizens: Collection[str]) -> None:
        """These citizens have something new."""
        with self._changed:
            self._waiting.update(dict.fromkeys(citizens))
            self._gather.came(len(self._waiting))
            self._changed.notify()

    def add_left_behind(self, citizens: Collection[str]) -> None:
        """These citizens have something that another process may have died of."""
        with self._changed:
            self._left.update(dict.fromkeys(citizens))
            self._changed.notify()

    def _step(self) -> bool:
        batch, handle, back = self._take()
        if batch:
            self._work(batch, handle, back)
        # Another thread may have been quicker: no batch is no end.
        return bool(batch) or self._open

    def _work(self, batch: list[str], handle: Handle, back: Add) -> None:
        try:
            handled = handle(batch)
        except Exception:
            back(batch)
            raise
        self._delivery.send(handled.outgoing)
        if handled.left:
            self._delivery.note_backlog()
        if handled.busy:
            self._later(handled.busy)

    def _take(self) -> tuple[list[str], Handle, Add]:
        with self._changed:
            while self._open and not (self._waiting or self._left):
                self._changed.wait()
        self._gather.wait()
        with self._changed:
            # In turn, so that neither starves the other when there is more than can be done.
            self._left_turn = bool(self._left) and (not self._waiting or not self._left_turn)
            if self._left_turn:
                return _first(self._left), self._desk.recover, self.add_left_behind
            batch = _first(self._waiting)
            self._gather.took(len(batch))
            return batch, self._desk.handle, self.add

    def _later(self, citizens: list[str]) -> None:
        timer = threading.Timer(_BUSY_SECONDS, self.add, (citizens,))
        timer.daemon = True
        timer.start()


def _first(queue: dict[str, None]) -> list[str]:
    batch = list(queue)[:MOST_TOGETHER]
    for citizen in batch:
        del queue[citizen]
    return batch
