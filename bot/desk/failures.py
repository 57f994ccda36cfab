"""When a feature's step raises: the event is tried again after a while, then set aside with an apology."""

from __future__ import annotations

import logging

from sqlalchemy import Connection

from bot import inbox, outbox, replies
from bot.citizens import mask
from bot.content import Snapshot
from bot.desk.calls import outgoing
from bot.inbox import Waiting
from bot.outbox import Outgoing

log = logging.getLogger(__name__)

MOST_TRIES = 4
BACKOFF_MS = (0, 1_000, 4_000, 15_000)


class HandlerFailed(Exception):
    """A feature's step raised; the cause is chained."""

    def __init__(self, event: Waiting) -> None:
        super().__init__(event.webhook_event_id)
        self.event = event


def log_it(failure: HandlerFailed) -> None:
    """Tell the log what failed, and neither who nor what was said."""
    event = failure.event
    told = {"event": event.webhook_event_id, "tries": event.attempts + 1}
    told |= {"citizen": mask(event.citizen), "error": where(failure.__cause__)}
    log.warning("event failed", extra=told)


def note(
    connection: Connection, failure: HandlerFailed, snapshot: Snapshot, now_ms: int
) -> list[Outgoing]:
    """Count a failed try and say when the next is, if there is one; otherwise apologise."""
    event, error = failure.event, where(failure.__cause__)
    # Another process may have handled the event since we let go of the citizen.
    if not inbox.count_attempt(connection, event.id):
        return []
    if (tries := event.attempts + 1) < MOST_TRIES:
        inbox.try_later(connection, event.id, error, now_ms + BACKOFF_MS[tries])
        return []
    return set_aside(connection, event, error, snapshot, now_ms)


def set_aside(
    connection: Connection, event: Waiting, error: str, snapshot: Snapshot, now_ms: int
) -> list[Outgoing]:
    """Park an event for the staff; return the apology to the citizen, which is written already."""
    inbox.park(connection, event.id, error, now_ms)
    sorry = outgoing(event, replies.apology(snapshot), now_ms)
    outbox.add(connection, sorry)
    return sorry


def where(error: BaseException | None) -> str:
    """The kind and the place of an error; its words may be a citizen's, so they are left out."""
    if error is None:
        return "unknown"
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} in {place}"
