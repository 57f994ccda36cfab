"""The desk: handles the waiting events of some citizens, in one transaction.

Many citizens share one commit because that is what costs. If anything goes wrong in company, all is
rolled back and each citizen is handled alone, so that one poisonous event harms nobody else. An event
that keeps failing is tried `MOST_TRIES` times, then parked, and the citizen gets an apology (`failures`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from bot import conversation, inbox
from bot.content import Library
from bot.db import Database
from bot.desk import failures
from bot.desk.failures import BACKOFF_MS, MOST_TRIES, HandlerFailed
from bot.desk.round import Round
from bot.dispatch import Dispatcher
from bot.outbox import Outgoing
from bot.time import JAPAN, Clock, millis
from bot.usage import Tally

__all__ = ["BACKOFF_MS", "MOST_DEATHS", "MOST_TRIES", "Desk", "Handled"]

MOST_DEATHS = 12
DEADLY = "the process died of it"


@dataclass(slots=True)
class Handled:
    """What was done: calls to be sent now, citizens whom another process holds, events handled.

    `left` counts calls for which there was no room: they are in the outbox, due at once.
    """

    outgoing: list[Outgoing] = field(default_factory=list)
    busy: list[str] = field(default_factory=list)
    left: int = 0
    events: int = 0

    def add(self, other: Handled) -> None:
        self.outgoing += other.outgoing
        self.busy += other.busy
        self.left += other.left
        self.events += other.events


class Desk:
    """Handles events; safe to use from several threads and processes at once.

    Args:
        capacity: how many calls can be sent at once; more than that are left in the outbox.
    """

    def __init__(
        self,
        database: Database,
        dispatcher: Dispatcher,
        library: Library,
        clock: Clock,
        capacity: Callable[[], int],
    ) -> None:
        self._database, self._dispatcher = database, dispatcher
        self._library, self._clock, self._capacity = library, clock, capacity
        self.tally = Tally()
        """What was answered, counted for the figures of use."""

    def handle(self, citizens: Collection[str]) -> Handled:
        """Handle what waits for these citizens.

        Raises:
            DBAPIError: the database is out of reach; nothing was changed, the events still wait.
        """
        try:
            return self._together(citizens)
        except HandlerFailed as failure:
            if len(citizens) > 1:
                return self._each(citizens)
            (citizen,) = citizens
            return self._failed(citizen, failure)

    def _each(self, citizens: Iterable[str]) -> Handled:
        total = Handled()
        for citizen in citizens:
            total.add(self.handle([citizen]))
        return total

    def _together(self, citizens: Collection[str]) -> Handled:
        moment = self._clock()
        with self._database.write() as connection:
            talks = conversation.lock(connection, citizens, millis(moment))
            turns = Round(connection, self._dispatcher, self._library.current, moment)
            turns.handle(talks)
            calls = turns.write(self._capacity())
        # Only now is it sure that it happened.
        self.tally.add(moment.astimezone(JAPAN).date(), turns.used)
        busy = [name for name in citizens if name not in talks]
        return Handled(calls, busy, turns.left_in_outbox, len(turns.finished))

    def _failed(self, citizen: str, failure: HandlerFailed) -> Handled:
        """Write the failure down, in a transaction of its own; then let the later events go on."""
        failures.log_it(failure)
        with self._database.write() as connection:
            sorry = failures.note(connection, failure, self._library.current, self._now())
        # What came before the failed event was rolled back with it, and what comes after may go on.
        rest = self.handle([citizen])
        rest.outgoing[:0] = sorry
        return rest

    def recover(self, citizens: Collection[str]) -> Handled:
        """Handle events that were left behind, counting each before it is tried.

        An event that kills its process is found by that count. From the second time on an event is
        tried alone, those tried least first, so that no other is counted out with it.
        """
        with self._database.read() as connection:
            taken = inbox.taken(connection, citizens)
        fresh = [citizen for citizen in citizens if not taken.get(citizen)]
        suspects = sorted(taken.keys() - set(fresh), key=lambda citizen: taken[citizen])
        total = self._counted(fresh)
        for citizen in suspects:
            total.add(self._counted([citizen]))
        return total

    def _counted(self, citizens: Collection[str]) -> Handled:
        with self._database.write() as connection:
            free = conversation.lock(connection, citizens, self._now()) if citizens else {}
            inbox.count_taken(connection, free)
        total = self.handle(free) if free else Handled()
        total.busy += [citizen for citizen in citizens if citizen not in free]
        return total

    def bury(self) -> list[Outgoing]:
        """Park events that were taken up `MOST_DEATHS` times by processes that then died."""
        # There is hardly ever one: every sweep looks, and must not make writers wait for that.
        with self._database.read() as connection:
            suspects = inbox.deadly(connection, MOST_DEATHS)
        return self._buried({event.citizen for event in suspects}) if suspects else []

    def _buried(self, citizens: Collection[str]) -> list[Outgoing]:
        snapshot, now = self._library.current, self._now()
        with self._database.write() as connection:
            # Whom another process has is being handled at this moment.
            free = conversation.lock(connection, citizens, now)
            return [
                sorry
                for event in inbox.deadly(connection, MOST_DEATHS)
                if event.citizen in free
                for sorry in failures.set_aside(connection, event, DEADLY, snapshot, now)
            ]

    def _now(self) -> int:
        return millis(self._clock())
