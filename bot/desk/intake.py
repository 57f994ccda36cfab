"""Intake: stores webhook events before they are acknowledged, many webhooks in one commit.

The first thread that gets the floor stores for all who wait behind it; they find their events stored
when their turn comes. So a lone webhook waits for nobody, and a busy process pays one commit for many.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Collection, Sequence

from sqlalchemy.exc import DBAPIError

from bot import inbox
from bot.db import Database
from bot.desk.gather import Gather
from bot.inbox import Received

MOST_TOGETHER = 200
GATHER_SECONDS = 0.005


class _Ticket:
    """One webhook's events, and the lock on which its thread sleeps until called."""

    __slots__ = ("call", "done", "error", "events")

    def __init__(self, events: Sequence[Received]) -> None:
        self.events, self.done = events, False
        self.error: Exception | None = None
        self.call = threading.Lock()
        self.call.acquire()


class Intake:
    """Stores events and tells `notify` which citizens have something new."""

    def __init__(self, database: Database, notify: Callable[[Collection[str]], None]) -> None:
        self._database, self._notify = database, notify
        self._waiting: deque[_Ticket] = deque()
        self._lock, self._taken = threading.Lock(), False
        self._gather = Gather(GATHER_SECONDS)

    def store(self, events: Sequence[Received]) -> None:
        """Return when the events are durably stored.

        Raises:
            Exception: whatever kept the database from storing them; nothing is stored then.
        """
        ticket = _Ticket(events)
        if not self._has_floor(ticket):
            ticket.call.acquire()
        if not ticket.done:
            try:
                while not ticket.done:  # more than one batch may be waiting before it
                    self._store_waiting()
            finally:
                self._pass_floor()
        if ticket.error is not None:
            raise ticket.error

    def _has_floor(self, ticket: _Ticket) -> bool:
        with self._lock:
            self._waiting.append(ticket)
            self._gather.came(len(self._waiting))
            first, self._taken = not self._taken, True
            return first

    def _pass_floor(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting[0].call.release()
            else:
                self._taken = False

    def _store_waiting(self) -> None:
        self._gather.wait()
        with self._lock:
            many = min(len(self._waiting), MOST_TOGETHER)
            batch = [self._waiting.popleft() for _ in range(many)]
            self._gather.took(many)
        events = [event for ticket in batch for event in ticket.events]
        try:
            citizens = self._write(events)
        except Exception as error:  # noqa: BLE001 - handed on to every webhook of the batch
            self._finish(batch, error)
        else:
            self._finish(batch, None)
            self._notify(citizens)

    def _write(self, events: Sequence[Received]) -> list[str]:
        try:
            return self._write_once(events)
        except DBAPIError as error:
            # A restarted database has cut the pooled connections; storing twice is storing once.
            if not error.connection_invalidated:
                raise
            return self._write_once(events)

    def _write_once(self, events: Sequence[Received]) -> list[str]:
        with self._database.write() as connection:
            return inbox.store(connection, events)

    @staticmethod
    def _finish(batch: list[_Ticket], error: Exception | None) -> None:
        for ticket in batch:
            ticket.done, ticket.error = True, error
            ticket.call.release()
