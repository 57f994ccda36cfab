"""The clock's work: what was released is sent, within a second, once, ahead of everything else."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot import jobs
from bot.api import JAPAN, FlexMessage
from bot.jobs import Lane, Mailing, NotKept
from handlers.evacuation.calls import forget
from handlers.evacuation.content import load
from handlers.evacuation.messages import Told
from handlers.evacuation.orders.desk import Kind, Row, found, note_sent, to_be_sent
from handlers.evacuation.orders.receivers import audience_for
from handlers.evacuation.talk import feature
from handlers.evacuation.telling import teller_of
from handlers.evacuation.words import HOME, Words

log = logging.getLogger(__name__)

Job = jobs.Job[Words]


@feature.every(seconds=1)
def send_released(job: Job) -> None:
    """Send what was released and is not on its way. One that fails holds up no other."""
    with job.read() as session:
        rows = to_be_sent(session.connection())
    for row in rows:
        try:
            send(job, row)
        except Exception:
            log.exception("an evacuation order could not be sent; it is tried again at once")


@feature.every(seconds=60 * 60)
def forget_calls(job: Job) -> None:
    """Calls for help are deleted after the term that content sets."""
    term = timedelta(days=job.content(load).help_days)
    with job.write() as session:
        gone = forget(session.connection(), int((job.now - term).timestamp() * 1000))
    if gone:
        log.info("calls for help deleted", extra={"calls": gone})


def send(job: Job, row: Row) -> None:
    """Bring one into the outbox, as far as nobody else does; note when all of it is there."""
    words = messages_of(job, row)
    if row.kind is Kind.ISSUE:
        mailing = _issue(job, row, words)
    elif _must_wait(job, row):
        return
    else:
        mailing = _follow(job, row, words)
    if mailing.state == "writing":
        return  # by another clock
    with job.write() as session:
        note_sent(session.connection(), row.id, int(job.now.timestamp() * 1000))


def messages_of(job: Job, row: Row) -> Mapping[str, Sequence[FlexMessage]]:
    """The messages by language."""
    at = datetime.fromtimestamp((row.released_ms or 0) / 1000, JAPAN)
    told = Told(row.order, row.kind, at, row.drill)
    return teller_of(job.words, job.residence, job.city).messages(told)


def _issue(job: Job, row: Row, words: Mapping[str, Sequence[FlexMessage]]) -> Mailing:
    audience = audience_for(row.order, job.content(load), job.audiences.topics, drill=row.drill)
    return job.mail(
        row.key,
        job.audiences.letters(audience, words),
        reason=_reason(row),
        expires=_expires(job, row),
        lane=Lane.EVACUATION,
        planned=row.planned,
        keep=job.content(load).keep,
    )


def _follow(job: Job, row: Row, words: Mapping[str, Sequence[FlexMessage]]) -> Mailing:
    with job.read() as session:
        root = found(session.connection(), row.root)
    try:
        return job.correct(
            row.key,
            lambda name: words.get(name) or words[HOME],
            of=root.key,
            reason=_reason(row),
            expires=_expires(job, row),
            lane=Lane.EVACUATION,
            keep=job.content(load).keep,
        )
    except (NotKept, LookupError):
        # Whom it reached is not known any more: whoever lives there now is told.
        log.warning("the receivers of an order are gone; its audience is told", exc_info=True)
        return _issue(job, row, words)


def _must_wait(job: Job, row: Row) -> bool:
    """A correction follows the order itself: who never had that would be left with neither.

    What must not reach anybody else is withdrawn, which stops it at once.
    """
    if row.kind is not Kind.CORRECT:
        return False
    with job.read() as session:
        root = found(session.connection(), row.root)
    sent = job.ledger(root.key)
    return root.sent_ms is None or (sent is not None and sent.calls_left > 0)


def _expires(job: Job, row: Row) -> datetime:
    released = datetime.fromtimestamp((row.released_ms or 0) / 1000, JAPAN)
    return released + job.content(load).expires


def _reason(row: Row) -> str:
    kinds = {
        Kind.ISSUE: "避難情報",
        Kind.CORRECT: "避難情報の訂正",
        Kind.WITHDRAW: "避難情報の取り消し",
        Kind.LIFT: "避難情報の解除",
    }
    return f"{'訓練 ' if row.drill else ''}{kinds[row.kind]} {row.root}番"
