"""The settler: writes down, in batches, what became of each try."""

from __future__ import annotations

import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Literal

from sqlalchemy import Connection

from bot import mailing, outbox
from bot.db import Database
from bot.loops import Loop
from bot.outbox import MULTICAST, Settled
from bot.time import Clock, millis

# Nobody waits for results to be written down, so they are gathered for this long.
GATHER_SECONDS = 0.05
HURRY_SECONDS = 0.01

Result = Settled | Literal["stop", "look"]


class Settler:
    """One thread that writes what others report.

    Args:
        refill: called after each batch, takes up what was left in the outbox; whether there may be more.
    """

    def __init__(self, database: Database, clock: Clock, refill: Callable[[], bool]) -> None:
        self._database, self._clock, self._refill = database, clock, refill
        self._results: SimpleQueue[Result] = SimpleQueue()
        self._unwritten: list[Settled] = []
        self._more, self._hurry = True, False
        self._loop = Loop("settler", self._settle_next)

    def start(self) -> None:
        self._loop.start()

    def stop(self, seconds: float) -> None:
        """Write what was reported, and end."""
        self._results.put("stop")
        self._loop.join(seconds)

    def report(self, result: Settled) -> None:
        """Have a result written down soon."""
        self._results.put(result)

    def look(self) -> None:
        """Refill soon, even if nothing is reported."""
        self._hurry = True
        self._results.put("look")

    def write(self, results: list[Settled]) -> None:
        """Write results down now."""
        if results:
            # A result that is lost is found out again: the retry key and the token tell.
            with self._database.write(durable=False) as connection:
                outbox.settle(connection, results)
                self._stop_mailings(connection, results)

    def _settle_next(self) -> bool:
        # What could not be written is tried again as it is, before anything else is looked at.
        if not self._unwritten:
            # With a backlog the senders wait for what the next refill brings.
            seconds = HURRY_SECONDS if self._hurry else GATHER_SECONDS
            self._unwritten, self._more = _drain(self._results, seconds)
        self.write(self._unwritten)
        self._unwritten = []
        self._hurry = self._refill()
        return self._more

    def _stop_mailings(self, connection: Connection, results: list[Settled]) -> None:
        now = millis(self._clock())
        for stopped, why in {one.stops: one.error for one in results}.items():
            if stopped is not None:
                mailing.stop(connection, stopped, why or "", now)
        again = [one.key for one in results if one.method == MULTICAST and one.state == "queued"]
        if again:
            mailing.settle_stopped(connection, again, now)


def _drain(queue: SimpleQueue[Result], seconds: float) -> tuple[list[Settled], bool]:
    """Wait for a result, gather those that follow at once; False when there are to be no more."""
    batch: list[Settled] = []
    item = queue.get()
    if item != "stop":
        time.sleep(seconds)
    while item != "stop":
        if isinstance(item, Settled):
            batch.append(item)
        try:
            item = queue.get_nowait()
        except Empty:
            return batch, True
    return batch, False
