"""The desk: handles the waiting events of some citizens, in one transaction.

Many citizens share one commit because that is what costs. If anything goes wrong in company, all is
rolled back and each citizen is handled alone, so that one poisonous event harms nobody else. An event
that keeps failing is tried `MOST_TRIES` times, then parked, and the citizen gets an apology.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import groupby

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot import citizens as people
from bot import conversation, inbox, outbox, replies
from bot.citizens import Citizen, mask
from bot.content import Library
from bot.db import Database
from bot.dispatch import Context, Dispatcher
from bot.events import Event, Follow, Unfollow, Unknown, Unsend, parse_event
from bot.inbox import Waiting
from bot.messages import check_call
from bot.outbox import LEASE_MS, Outgoing
from bot.reply import Reply
from bot.talk import Talk
from bot.time import JAPAN, Clock, millis

log = logging.getLogger(__name__)

MOST_TRIES = 4
MOST_DEATHS = 12
BACKOFF_MS = (0, 1_000, 4_000, 15_000)

# LINE speaks of about a minute; an answer that leaves later is pushed.
TOKEN_LIFE_MS = 50_000


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class HandlerFailed(Exception):
    """A feature's step raised; the cause is chained."""

    def __init__(self, event: Waiting) -> None:
        super().__init__(event.webhook_event_id)
        self.event = event


@dataclass(slots=True)
class Handled:
    """What one round did: calls to be sent now, and citizens whom another process holds."""

    outgoing: list[Outgoing] = field(default_factory=list)
    busy: list[str] = field(default_factory=list)
    events: int = 0

    def add(self, other: Handled) -> None:
        self.outgoing += other.outgoing
        self.busy += other.busy
        self.events += other.events


class Desk:
    """Handles events; safe to use from several threads and processes at once."""

    def __init__(
        self, database: Database, dispatcher: Dispatcher, library: Library, clock: Clock
    ) -> None:
        self._database, self._dispatcher = database, dispatcher
        self._library, self._clock = library, clock

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
        now = millis(self._clock())
        with self._database.write() as connection:
            talks = conversation.lock(connection, citizens, now)
            handled = Handled(busy=[name for name in citizens if name not in talks])
            finished: list[int] = []
            changed: dict[str, Talk] = {}
            events = inbox.waiting(connection, talks) if talks else []
            for citizen, own in groupby(events, key=lambda event: event.citizen):
                talk = talks[citizen]
                for event in _ready(own, now):
                    reply, talk = self._one(connection, event, talk, now)
                    finished.append(event.id)
                    handled.outgoing += _outgoing(event, reply, now)
                if talk is not talks[citizen]:
                    changed[citizen] = talk
            _commit(connection, finished, changed, handled.outgoing, now)
        handled.events = len(finished)
        return handled

    def _one(
        self, connection: Connection, waiting: Waiting, talk: Talk, now: int
    ) -> tuple[Reply, Talk]:
        context = Context(
            Citizen(waiting.citizen),
            talk,
            self._clock().astimezone(JAPAN),
            waiting.webhook_event_id,
            self._library.current,
            lambda: connection,
        )
        try:
            event = parse_event(waiting.raw)
            _platform(connection, waiting, event, now)
            reply, after = self._dispatcher.handle(event, context)
            if reply.messages:
                check_call(reply.messages)
        except Exception as error:
            if isinstance(error, DBAPIError) and error.connection_invalidated:
                raise
            raise HandlerFailed(waiting) from error
        return reply, after

    def _failed(self, citizen: str, failure: HandlerFailed) -> Handled:
        """Write the failure down, in a transaction of its own; then let the later events go on."""
        event, error = failure.event, _where(failure.__cause__)
        tries, now = event.attempts + 1, millis(self._clock())
        log.warning(
            "event failed",
            extra={
                "event": event.webhook_event_id,
                "tries": tries,
                "citizen": mask(citizen),
                "error": error,
            },
        )
        with self._database.write() as connection:
            # Another process may have handled the event since we let go of the citizen.
            waits = inbox.count_attempt(connection, event.id)
            sorry: list[Outgoing] = []
            if waits and tries < MOST_TRIES:
                inbox.try_later(connection, event.id, error, now + BACKOFF_MS[tries])
            elif waits:
                sorry = self._set_aside(connection, event, error, now)
        # What came before the failed event was rolled back with it, and what comes after may go on.
        rest = self.handle([citizen])
        rest.outgoing[:0] = sorry
        return rest

    def _set_aside(
        self, connection: Connection, event: Waiting, error: str, now: int
    ) -> list[Outgoing]:
        inbox.park(connection, event.id, error, now)
        sorry = _outgoing(event, replies.apology(self._library.current), now)
        outbox.add(connection, sorry)
        return sorry

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
        now = millis(self._clock())
        with self._database.write() as connection:
            free = conversation.lock(connection, citizens, now) if citizens else {}
            inbox.count_taken(connection, free)
        total = self.handle(free) if free else Handled()
        total.busy += [citizen for citizen in citizens if citizen not in free]
        return total

    def bury(self) -> list[Outgoing]:
        """Park events that were taken up `MOST_DEATHS` times by processes that then died."""
        now = millis(self._clock())
        with self._database.write() as connection:
            suspects = inbox.deadly(connection, MOST_DEATHS)
            # Whom another process has is being handled at this moment.
            free = conversation.lock(connection, {e.citizen for e in suspects}, now)
            return [
                sorry
                for event in inbox.deadly(connection, MOST_DEATHS)
                if event.citizen in free
                for sorry in self._set_aside(connection, event, "the process died of it", now)
            ]


def _ready(events: Iterable[Waiting], now: int) -> Iterable[Waiting]:
    # An event that waits for its next try holds the later ones of the same citizen back.
    for event in events:
        if event.next_try_ms > now:
            return
        yield event


def _platform(connection: Connection, waiting: Waiting, event: Event, now: int) -> None:
    match event:
        case Follow():
            people.follow(connection, waiting.citizen, now)
        case Unfollow():
            people.block(connection, waiting.citizen, now)
        case Unsend(message_id):
            inbox.unsend(connection, waiting.citizen, message_id, now)
        case Unknown(kind):
            log.info("unknown event", extra={"kind": kind, "event": waiting.webhook_event_id})


def _outgoing(event: Waiting, reply: Reply, now: int) -> list[Outgoing]:
    # In standby mode another program has the floor.
    if not reply.messages or event.raw.get("mode") == "standby":
        return []
    token = event.raw.get("replyToken")
    until = event.token_ms + TOKEN_LIFE_MS
    fresh = isinstance(token, str) and bool(token) and now < until
    return [
        Outgoing(
            citizen=event.citizen,
            method="reply" if fresh else "push",
            messages=_JSON.encode([m.payload() for m in reply.messages]),
            created_ms=now,
            due_ms=now + LEASE_MS,
            key=outbox.new_key(),
            reply_token=token if fresh else None,
            token_until_ms=until,
            must_arrive=reply.must_arrive,
        )
    ]


def _commit(
    connection: Connection,
    finished: list[int],
    changed: dict[str, Talk],
    outgoing: list[Outgoing],
    now: int,
) -> None:
    if finished:
        conversation.save(connection, changed, now)
        outbox.add(connection, outgoing)
        inbox.finish(connection, finished, now)


def _where(error: BaseException | None) -> str:
    """The kind and the place of an error; its words may be a citizen's, so they are left out."""
    if error is None:
        return "unknown"
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} in {place}"
