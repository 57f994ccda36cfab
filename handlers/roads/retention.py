"""Deleting what its term is over of: contacts, originals of photos, and reports that were never sent.

What was deleted is recorded in roads_deletion: how many of what, never whose. Every step may be repeated,
so a process that dies in between leaves nothing but work for the next run.
"""

from __future__ import annotations

import logging

from sqlalchemy import Connection, and_, delete, exists, insert, or_, select
from sqlalchemy.sql.elements import ColumnElement

from bot import media
from bot.jobs import AnyJob
from bot.media import media_table
from handlers.roads.files.kinds import Terms
from handlers.roads.ledger import drafts, loose, taking_back
from handlers.roads.tables import (
    case_table,
    contact_table,
    deletion_table,
    photo_table,
    reporter_table,
)

log = logging.getLogger(__name__)

DAY_MS = 24 * 60 * 60 * 1000
# LINE lets people take a message back for a day; one more for clocks and queues.
TAKING_BACK_MS = 2 * DAY_MS
PIECE = 200
_c, _p = case_table.c, photo_table.c


def forget_what_is_over(job: AnyJob, terms: Terms) -> None:
    """Delete contacts, originals and drafts after their terms."""
    now = int(job.now.timestamp() * 1000)
    with job.write() as session:
        connection = session.connection()
        taking_back.forget_messages(connection, now - TAKING_BACK_MS)
        media.forget_messages(connection, job.feature, now - TAKING_BACK_MS)
        _forget_contacts(connection, terms, now)
        unsent = now - terms.drafts * DAY_MS
        _record(connection, "drafts", drafts.forget_old(connection, unsent, now), now, unsent)
        left = loose.forget_unattached(connection, unsent, now)
        _record(connection, "photos", left, now, unsent)
    _forget_originals(job, terms, now)


def _forget_contacts(connection: Connection, terms: Terms, now: int) -> None:
    whose = (
        select(reporter_table.c.id)
        .join(case_table, _c.id == reporter_table.c.case)
        .where(_is_over(terms.contact, terms, now))
    )
    gone = delete(contact_table).where(contact_table.c.reporter.in_(whose))
    count = connection.execute(gone).rowcount
    _record(connection, "contacts", count, now, now - terms.contact * DAY_MS)


def _forget_originals(job: AnyJob, terms: Terms, now: int) -> None:
    count = 0
    while keys := _originals(job, terms, now):
        for key in keys:
            job.media.forget_original(key)
        count += len(keys)
    with job.write() as session:
        before = now - terms.originals * DAY_MS
        _record(session.connection(), "originals", count, now, before)


def _originals(job: AnyJob, terms: Terms, now: int) -> list[str]:
    whose = select(_p.media).join(case_table, _c.id == _p.case)
    over = whose.where(_is_over(terms.originals, terms, now), _p.media == media_table.c.key)
    query = select(media_table.c.key).where(
        media_table.c.original, exists(over.correlate(media_table))
    )
    with job.read() as session:
        return list(session.connection().scalars(query.limit(PIECE)))


def _is_over(days: int, terms: Terms, now: int) -> ColumnElement[bool]:
    """Cases that were over so many days ago, or came in too long ago whatever became of them.

    What another one has, or goes on as another case, ended for us when that was written down.
    """
    before, at_most = now - days * DAY_MS, now - terms.at_most * DAY_MS
    ended = and_(_c.open.is_(False), _c.changed_ms < before, _c.state_ms < before)
    return or_(ended, _c.created_ms < at_most)


def _record(connection: Connection, what: str, count: int, now: int, before: int) -> None:
    if count:
        values = {"at_ms": now, "what": what, "count": count, "before_ms": before}
        connection.execute(insert(deletion_table).values(values))
        log.info("deleted after its term", extra={"what": what, "count": count})
