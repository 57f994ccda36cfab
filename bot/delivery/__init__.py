"""Delivery: sends what the outbox holds, outside of any transaction, and writes down what became of it.

Calls to one citizen go through one thread, in order; calls to many have threads of their own
(`bulk`). Results are written in batches (`settling`). A call that is to be tried again is left to
the sweep, in this process or another.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection
from functools import partial
from queue import SimpleQueue

from bot import outbox
from bot.db import Database
from bot.delivery.bulk import Bulk
from bot.delivery.calls import Caller
from bot.delivery.pacing import Pause
from bot.delivery.settling import Settler
from bot.delivery.verdict import Judge
from bot.line import LineClient
from bot.loops import Loop
from bot.outbox import MULTICAST, Outgoing, Settled
from bot.time import Clock, millis

# Calls in hand per sending thread. More would only grow old in memory, and be in doubt if the process
# died; what does not fit stays in the outbox, where any process can take it.
IN_HAND = 4
# Multicasts are large.
BATCH = 20


class Delivery:
    """The sending side of one process.

    Args:
        threads: calls under way at once.
    """

    def __init__(
        self, database: Database, client: LineClient, judge: Judge, clock: Clock, threads: int
    ) -> None:
        self._database, self._clock = database, clock
        self._caller = Caller(client, judge, clock)
        self._queues: list[SimpleQueue[Outgoing | None]] = [SimpleQueue() for _ in range(threads)]
        self._settler = Settler(database, clock, self._refill)
        self._backlog = False
        self._pauses = {method: Pause() for method in ("reply", "push", MULTICAST)}
        self.bulk = Bulk(database, self._caller, self._settler.report, clock, threads)
        self._senders = [
            Loop(f"sender-{number}", partial(self._send_next, queue))
            for number, queue in enumerate(self._queues)
        ]

    def start(self) -> None:
        for sender in self._senders:
            sender.start()
        self._settler.start()

    def stop(self, seconds: float) -> None:
        """Send what is in hand, write the results, and end; what takes longer is left behind."""
        for queue in self._queues:
            queue.put(None)
        for sender in self._senders:
            sender.join(seconds)
        self._settler.stop(seconds)
        self._caller.close()

    def capacity(self) -> int:
        """How many calls may be handed to `send` now; the rest is to be left in the outbox.

        None while something is left there: the older goes first.
        """
        return 0 if self._backlog else self._free()

    def _free(self) -> int:
        in_hand = sum(queue.qsize() for queue in self._queues)
        return max(0, IN_HAND * len(self._queues) - in_hand)

    def send(self, calls: Collection[Outgoing]) -> None:
        """Send calls whose rows are committed under this process's lease."""
        for call in calls:
            self._queues[zlib.crc32(call.citizen.encode()) % len(self._queues)].put(call)

    def note_backlog(self) -> None:
        """Calls were left in the outbox: take them up as soon as there is room."""
        self._backlog = True
        self._settler.look()

    def send_now(self, calls: Collection[Outgoing]) -> None:
        """Send and settle in the calling thread (the terminal citizen, tests)."""
        self._settler.write([self._try(call) for call in calls])

    def send_due(self) -> int:
        """Take up all that is due and send it in the calling thread (rehearsals, tests); return how many."""
        now = millis(self._clock())
        with self._database.write() as connection:
            calls = outbox.take_due(connection, now)
            calls += outbox.take_multicasts(connection, now, BATCH)
        self.send_now(calls)
        return len(calls) + (self.send_due() if calls else 0)

    def sweep(self) -> int:
        """Take up calls that are due, as many as fit in hand; return how many."""
        room = self._free()
        if not room:
            return 0
        with self._database.write() as connection:
            calls = outbox.take_due(connection, millis(self._clock()), room)
        self.send(calls)
        return len(calls)

    def _send_next(self, queue: SimpleQueue[Outgoing | None]) -> bool:
        call = queue.get()
        if call is None:
            return False
        if self._caller.holds(call):
            self._settler.report(self._try(call))
        return True

    def _try(self, call: Outgoing) -> Settled:
        pause = self._pauses[call.method]
        pause.wait()
        settled = self._caller.attempt(call)
        if settled.status == 429:
            pause.set(1.0)
        return settled

    def _refill(self) -> bool:
        """Take up what was left in the outbox, if there is room; whether some may still be there."""
        if self._backlog and self._free():
            self._backlog = self.sweep() > 0
        return self._backlog
