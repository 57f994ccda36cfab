"""One round of the desk: the waiting events of citizens who are locked, inside one transaction."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot import citizens as people
from bot import conversation, inbox, misses, outbox
from bot.citizens import Citizen
from bot.content import Snapshot
from bot.conversation import Talk
from bot.desk.calls import outgoing
from bot.desk.failures import HandlerFailed
from bot.dispatch import Context, Dispatcher
from bot.events import Event, Follow, Unfollow, Unknown, Unsend, parse_event
from bot.inbox import Waiting
from bot.messages import check_call
from bot.misses import Miss
from bot.outbox import Outgoing
from bot.talk.reply import Reply
from bot.time import JAPAN, millis
from bot.usage import Counted

log = logging.getLogger(__name__)


class Round:
    """Runs the events, gathers what they want written and sent, and writes it."""

    def __init__(
        self, connection: Connection, dispatcher: Dispatcher, snapshot: Snapshot, moment: datetime
    ) -> None:
        self._connection, self._dispatcher, self._snapshot = connection, dispatcher, snapshot
        self._local, self._now = moment.astimezone(JAPAN), millis(moment)
        self._changed: dict[str, Talk] = {}
        self._misses: list[Miss] = []
        self.used: list[Counted] = []
        self._calls: list[Outgoing] = []
        self.finished: list[int] = []
        self.left_in_outbox = 0

    def handle(self, talks: Mapping[str, Talk]) -> None:
        """Handle what waits for these citizens, whose locks are held.

        Raises:
            HandlerFailed: a step raised; the transaction has to be rolled back.
        """
        events = inbox.waiting(self._connection, talks) if talks else []
        for citizen, own in groupby(events, key=lambda event: event.citizen):
            talk = talks[citizen]
            for event in _ready(own, self._now):
                reply, talk = self._one(event, talk)
                self.finished.append(event.id)
                self._calls += outgoing(event, reply, self._now)
            if talk is not talks[citizen]:
                self._changed[citizen] = talk

    def _one(self, waiting: Waiting, talk: Talk) -> tuple[Reply, Talk]:
        context = Context(
            Citizen(waiting.citizen),
            talk,
            self._local,
            waiting.webhook_event_id,
            self._snapshot,
            lambda: self._connection,
            misses=self._misses,
            used=self.used,
        )
        try:
            event = parse_event(waiting.raw)
            self._note(waiting, event)
            reply, after = self._dispatcher.handle(event, context)
            if reply.messages:
                check_call(reply.messages)
        except Exception as error:
            if isinstance(error, DBAPIError) and error.connection_invalidated:
                raise
            raise HandlerFailed(waiting) from error
        return reply, after

    def _note(self, waiting: Waiting, event: Event) -> None:
        match event:
            case Follow():
                people.follow(self._connection, waiting.citizen, self._now)
            case Unfollow():
                people.block(self._connection, waiting.citizen, self._now)
            case Unsend(message_id):
                inbox.unsend(self._connection, waiting.citizen, message_id, self._now)
            case Unknown(kind):
                log.info("unknown event", extra={"kind": kind, "event": waiting.webhook_event_id})

    def write(self, capacity: int) -> list[Outgoing]:
        """Write states, calls and 'done'; return the calls that are to be sent once committed.

        Calls beyond `capacity` are written as due at once, for whoever has room first.
        """
        if not self.finished:
            return []
        mine, left = self._calls[:capacity], self._calls[capacity:]
        self.left_in_outbox = len(left)
        for_anybody = [replace(c, due_ms=self._now, in_flight=False, attempts=0) for c in left]
        conversation.save(self._connection, self._changed, self._now)
        misses.add(self._connection, self._misses)
        outbox.add(self._connection, mine + for_anybody)
        inbox.finish(self._connection, self.finished, self._now)
        return mine


def _ready(events: Iterable[Waiting], now_ms: int) -> Iterable[Waiting]:
    # An event that waits for its next try holds the later ones of the same citizen back.
    for event in events:
        if event.next_try_ms > now_ms:
            return
        yield event
