"""The clock's work: asking the feeds, sending what waited, forgetting what is old."""

from __future__ import annotations

from sqlalchemy import select

from bot import feeds
from handlers.disaster.drills.sending import send_planned
from handlers.disaster.files import load
from handlers.disaster.notices.sending import Job, send_due
from handlers.disaster.states import keeping
from handlers.disaster.tables import state_table
from handlers.disaster.talk import feature
from handlers.disaster.watching import entries
from handlers.disaster.watching.polling import poll
from handlers.disaster.watching.receiving import take


@feature.every(seconds=1)
def watch(job: Job) -> None:
    """Ask the feeds that are due; at other seconds this costs a few reads."""
    poll(job, feeds.fetch)


@feature.every(seconds=10)
def follow_time(job: Job) -> None:
    """Let what has run out run out, and send what waited for its hour or was left behind by a crash."""
    table = state_table.c
    over = (table.until_ms <= keeping.ms(job.now), table.level > 0)
    with job.read() as session:
        ended = session.scalar(select(table.hazard).where(*over).limit(1))
    if ended is not None:
        take(job, job.content(load), ())
    send_due(job)


@feature.every(seconds=2)
def drill(job: Job) -> None:
    """Send what staff confirmed in a drill."""
    send_planned(job)


@feature.every(seconds=24 * 60 * 60)
def tidy(job: Job) -> None:
    """Forget telegrams and entries that do not matter any more."""
    with job.write() as session:
        keeping.forget(session.connection(), job.now)
        entries.forget(session.connection(), job.now)
