"""Intake: stores webhook events before they are acknowledged, many webhooks in one commit.

The first thread that gets the floor stores for all who wait behind it; they find their events stored
when their turn comes. So a lone webhook waits for nobody, and a busy process pays one commit for many.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError

from bot import inbox
from bot.db import Database
from bot.inbox import Received

MOST_TOGETHER = 200
# Where several webhooks came at once more are coming: a short wait lets one commit serve them all.
GATHER_SECONDS = 0.005


@dataclass(slots=True, eq=False)
class _Ticket:
    events: Sequence[Received]
    done: bool = False
    error: Exception | None = None


class Intake:
    """Stores events and tells `notify` which citizens have something new."""

    def __init__(self, database: Database, notify: Callable[[Collection[str]], None]) -> None:
        self._database, self._notify = database, notify
        self._waiting: deque[_Ticket] = deque()
        self._floor, self._crowded = threading.Lock(), False

    def store(self, events: Sequence[Received]) -> None:
        """Return when the events are durably stored.

        Raises:
            Exception: whatever kept the database from storing them; nothing is stored then.
        """
        ticket = _Ticket(events)
        self._waiting.append(ticket)
        with self._floor:
            while not ticket.done:  # more than one batch may be waiting before it
                self._store_waiting()
        if ticket.error is not None:
            raise ticket.error

    def _store_waiting(self) -> None:
        if self._crowded:
            time.sleep(GATHER_SECONDS)
        batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_TOGETHER))]
        self._crowded = len(batch) > 1
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
