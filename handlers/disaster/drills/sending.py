"""A drill's messages on their way: to who takes part in drills, and to nobody else."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from sqlalchemy import Row

from bot.api import Topic
from bot.jobs import Audience, Lane
from handlers.disaster.drills.rows import messages_of, planned, settle
from handlers.disaster.files import load
from handlers.disaster.notices.sending import Job, message
from handlers.disaster.states.keeping import at

log = logging.getLogger(__name__)


class NoDrill(LookupError):
    """The city has no topic for drills, so nobody takes part in one."""


def participants(topics: Sequence[Topic], drill: str) -> Audience:
    """Who takes part.

    Args:
        drill: the topic's id, from content/disaster/drill.yaml.

    Raises:
        NoDrill: nobody can; or the topic reaches who never chose it, and a drill would go to the whole city.
    """
    topic = next((one for one in topics if one.id == drill), None)
    if topic is None or topic.default:
        raise NoDrill(drill)
    return Audience(topics=(topic.id,))


def send_planned(job: Job) -> None:
    """Send what staff confirmed. One that fails holds up no other, and is tried again."""
    with job.read() as session:
        rows = planned(session.connection())
    for row in rows:
        try:
            state = _sent(job, row)
        except Exception:
            log.exception("drill %d could not be sent; it is tried again", row.id)
            continue
        with job.write() as session:
            settle(session.connection(), row.id, state)


def _sent(job: Job, row: Row[tuple[object, ...]]) -> str:
    if job.now >= at(row.until_ms):
        return "stale"
    whom = participants(job.audiences.topics, job.content(load).drill)
    for number, one in enumerate(messages_of(row)):
        words = {code: [message(text, job, code)] for code, text in one.texts.items()}
        job.mail(
            f"drill:{row.id}:{number}",
            job.audiences.letters(whom, words),
            reason=f"訓練: {one.texts.get('ja', '').strip().partition(chr(10))[0]}"[:200],
            expires=at(row.until_ms),
            lane=Lane.NEWS,
        )
    return "sent"
