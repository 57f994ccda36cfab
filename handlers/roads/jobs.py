"""The clock's work: messages to reporters, photos that could not be used, and what its term is over of."""

from __future__ import annotations

import logging
from datetime import timedelta

from bot import jobs, media
from bot.api import fill
from bot.jobs import Lane, Letter
from handlers.roads.content import Content, load
from handlers.roads.ledger import history, photos, reporters
from handlers.roads.ledger.case import Case, find
from handlers.roads.ledger.history import Line
from handlers.roads.ledger.numbers import shown
from handlers.roads.retention import forget_what_is_over
from handlers.roads.talk import feature
from handlers.roads.telling import photo_is_ready, told
from handlers.roads.words import Words

log = logging.getLogger(__name__)

Job = jobs.Job[Words]
# A change of state is worth telling for some days, if the clock was down.
NEWS = timedelta(days=7)
PIECE = 50


@feature.every(seconds=10)
def tell_reporters(job: Job) -> None:
    """Tell those who want it what changed. One that fails holds up no other."""
    content = job.content(load)
    with job.read() as session:
        untold = history.untold(session.connection(), PIECE)
    if content is None:
        return
    for line in untold:
        try:
            _tell(job, content, line)
        except Exception:
            log.exception("a change could not be told; it is tried again")


def _tell(job: Job, content: Content, line: Line) -> None:
    with job.read() as session:
        connection = session.connection()
        case = find(connection, line.case)
        family = reporters.family(connection, line.case)
        cases = [found for one in family if (found := find(connection, one))]
        if not photo_is_ready(connection, line, job.now):
            return
    if case is not None:
        letters = [_letter(job, content, line, case, own, family) for own in cases]
        reason = fill(job.words.tell_reason, number=shown(case.number), state=case.state.label)
        mailing = job.mail(
            f"told:{line.id}", letters, reason=reason, expires=job.now + NEWS, lane=Lane.ANSWER
        )
        if mailing.state == "writing":
            return  # by another clock
    with job.write() as session:
        history.told(session.connection(), line.id)


def _letter(
    job: Job, content: Content, line: Line, case: Case, own: Case, family: list[int]
) -> Letter:
    """What the reporters of one of the merged cases read; who reported several gets one of them."""
    before = family[: family.index(own.id)]
    messages = told(job.words, job.city, content, line, case, own)
    return Letter(f"{family.index(own.id):04}", messages, reporters.wanting(own.id, before))


@feature.every(seconds=10)
def tell_refused_photos(job: Job) -> None:
    """Tell who sent a photo that could not be used, and let it go."""
    with job.read() as session:
        refused = media.refusals(session.connection(), feature.name, PIECE)
    for key, reason in refused:
        with job.read() as session:
            whose = photos.senders(session.connection(), key)
        sentence = job.words.refused.of(reason)
        letter = Letter("all", [sentence], whose)
        mailing = job.mail(
            f"photo:{key}",
            [letter],
            reason=job.words.refused_reason,
            expires=job.now + timedelta(days=1),
            lane=Lane.ANSWER,
        )
        if mailing.state != "writing":
            with job.write() as session:
                photos.refuse(session.connection(), key, reason, int(job.now.timestamp() * 1000))


@feature.every(seconds=60 * 60)
def keep_terms(job: Job) -> None:
    """Delete what its term is over of; a record of how much stays."""
    content = job.content(load)
    if content is not None:
        forget_what_is_over(job, content.settings.terms)
