"""Bulk: sends multicasts, beside the answers and never in their way.

One thread takes up what is due, urgent lanes first, and only as much as is sent within moments; one deals
the calls out at LINE's pace; the others make them. Some of these make urgent calls only, so that
an evacuation order finds a free one even while LINE keeps all others waiting.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from queue import SimpleQueue

from bot import mailing, outbox
from bot.db import Database
from bot.delivery.calls import Caller
from bot.delivery.hand import Hand
from bot.delivery.pacing import Pace
from bot.loops import Loop
from bot.outbox import Lane, Outgoing, Settled
from bot.time import Clock, millis

# LINE's limit for multicasts, calls per second.
LINE_RATE = 200.0
# How often to look for something due.
LOOK_SECONDS = 0.25
URGENT_THREADS = 4


@dataclass(eq=False)
class _Crew:
    """Threads that make calls of lanes up to `worst`. `idle` counts those that wait for one."""

    worst: int
    idle: int
    calls: SimpleQueue[Outgoing | None] = field(default_factory=SimpleQueue)


class Bulk:
    """The multicasts of one process.

    Args:
        report: is told what became of each try.
        threads: calls under way at once.
    """

    def __init__(
        self,
        database: Database,
        caller: Caller,
        report: Callable[[Settled], None],
        clock: Clock,
        threads: int,
        pace: Pace | None = None,
    ) -> None:
        self._database, self._caller = database, caller
        self._report, self._clock = report, clock
        self.pace = pace or Pace(LINE_RATE)
        self._hand = Hand()
        self._changed = threading.Condition()
        self._stopping = False
        self._crews = [_Crew(Lane.NEWS, threads), _Crew(Lane.DISASTER, URGENT_THREADS)]
        self._takers = [Loop("bulk-look", self._look), Loop("bulk-deal", self._deal)]
        self._senders = [
            Loop(f"bulk-{crew.worst}-{number}", partial(self._send_next, crew))
            for crew in self._crews
            for number in range(crew.idle)
        ]

    def start(self) -> None:
        for loop in (*self._takers, *self._senders):
            loop.start()

    def stop(self, seconds: float) -> None:
        """End what is under way; put back what is in hand, for other processes to take at once."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        for loop in self._takers:
            loop.join(seconds)
        for crew in self._crews:
            for _ in self._senders:
                crew.calls.put(None)
        for loop in self._senders:
            loop.join(seconds)
        for call in self._hand.clear():
            self._report(self._caller.put_back(call))

    # -- taking up

    def _look(self) -> bool:
        self._let_go()
        with self._changed:
            if self._stopping:
                return False
            room, before = self._hand.room(self.pace.rate)
        calls = self._take(room, before)
        with self._changed:
            self._hand.add(calls)
            self._changed.notify_all()
            enough = len(self._hand) // 2 if len(calls) == room else -1
            self._changed.wait_for(
                lambda: self._stopping or len(self._hand) <= enough, LOOK_SECONDS
            )
        return True

    def _let_go(self) -> None:
        """Give back what is in hand of mailings that were stopped meanwhile."""
        with self._changed:
            mailings = self._hand.mailings()
        if not mailings:
            return
        with self._database.read() as connection:
            stopped = mailing.stopped(connection, mailings)
        with self._changed:
            gone = self._hand.drop(stopped)
        for call in gone:
            self._report(self._caller.put_back(call))

    def _take(self, room: int, before: int | None) -> list[Outgoing]:
        now = millis(self._clock())
        # Hardly ever is anything due: a look must not hold up those who write.
        with self._database.read() as connection:
            if not outbox.has_multicasts(connection, now, before):
                return []
        # A lease that is lost in a power cut does no harm: LINE knows the retry key.
        with self._database.write(durable=False) as connection:
            return outbox.take_multicasts(connection, now, room, before)

    # -- dealing out

    def _deal(self) -> bool:
        with self._changed:
            crew = self._crew()
            delay = self.pace.delay() if crew else LOOK_SECONDS
            if self._stopping:
                return False
            if crew is None or delay > 0:
                self._changed.wait(delay)
                return True
            self.pace.take()
            crew.idle -= 1
            crew.calls.put(self._hand.pop())
            self._changed.notify_all()
        return True

    def _crew(self) -> _Crew | None:
        """Who may make the most urgent call in hand; None while nobody is free, or nothing to do."""
        lane = self._hand.lane
        if lane is None:
            return None
        free = (crew for crew in self._crews if crew.idle > 0 and lane <= crew.worst)
        return next(free, None)

    # -- sending

    def _send_next(self, crew: _Crew) -> bool:
        call = crew.calls.get()
        if call is None:
            return False
        try:
            if self._caller.holds(call):
                self._send(call)
        finally:
            with self._changed:
                crew.idle += 1
                self._changed.notify_all()
        return True

    def _send(self, call: Outgoing) -> None:
        settled = self._caller.attempt(call)
        if settled.status == 429 and settled.state == "queued":
            self.pace.slow()
        self._report(settled)
