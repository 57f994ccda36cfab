"""Sending what was written down: each message once, corrections to exactly those who got what they follow."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import Row, select, update

from bot import jobs
from bot.api import Message, MessageAction, TextMessage
from bot.jobs import Areas, Audience, Lane, Letter, Mailing
from handlers.disaster.files import Language, load
from handlers.disaster.states.deciding import Change
from handlers.disaster.states.keeping import at, ms
from handlers.disaster.tables import notice_table
from handlers.disaster.words import Words

log = logging.getLogger(__name__)

Job = jobs.Job[Words]
Texts = Mapping[str, list[Message]]
# A correction finds its receivers for so long.
KEEP = timedelta(days=7)
# What the buttons type; commands of this city's talk.
SHELTERS, NOW = "避難所", "警報"


def send_due(job: Job) -> int:
    """Send what is planned and due; the number of messages that were written whole.

    One that fails holds up no other, and is tried again at the next call.
    """
    done = 0
    for row in _due(job):
        try:
            done += _send(job, row)
        except Exception:
            log.exception("notice %d could not be sent; it is tried again", row.id)
    return done


def _due(job: Job) -> Sequence[Row[tuple[object, ...]]]:
    table = notice_table.c
    wanted = (table.state == "planned", table.from_ms <= ms(job.now))
    with job.read() as session:
        # Higher levels first: they are what cannot wait.
        query = select(notice_table).where(*wanted).order_by(table.level.desc(), table.id)
        return session.execute(query).all()


def _send(job: Job, row: Row[tuple[object, ...]]) -> bool:
    if job.now >= at(row.until_ms):
        return _settle(job, row.id, "stale")
    mailing = _mail(job, row)
    return mailing.state != "writing" and _settle(job, row.id, "sent")


def _mail(job: Job, row: Row[tuple[object, ...]]) -> Mailing:
    words = {code: [message(text, job, code)] for code, text in json.loads(row.texts).items()}
    if row.change != Change.RAISED.value and row.follows is not None:
        try:
            return _again(job, row, words)
        except LookupError as error:  # NotKept is one, too
            log.warning("receivers of notice %d are not known: %s", row.follows, error)
    letters = _letters(job, row, words)
    return job.mail(
        key(row.id), letters, reason=_reason(job, row), expires=at(row.until_ms),
        lane=Lane.DISASTER, keep=KEEP,
    )  # fmt: skip


def _letters(job: Job, row: Row[tuple[object, ...]], words: Texts) -> list[Letter]:
    """One letter for each language; everybody is told where the topic is gone: better than nobody."""
    try:
        return job.audiences.letters(audience(row), words)
    except LookupError:
        log.exception("notice %d goes to everybody: its topic is not known", row.id)
        return job.audiences.letters(Audience(everyone=True), words)


def _again(job: Job, row: Row[tuple[object, ...]], words: Texts) -> Mailing:
    return job.correct(
        key(row.id), lambda letter: words[letter], of=key(row.follows), reason=_reason(job, row),
        expires=at(row.until_ms), lane=Lane.DISASTER, keep=KEEP,
    )  # fmt: skip


def audience(row: Row[tuple[object, ...]]) -> Audience:
    """Whom a message is for."""
    districts = tuple(json.loads(row.districts))
    places = (Areas(scheme="district", areas=districts),) if districts else ()
    return Audience(topics=(row.topic,), places=places)


def message(text: str, job: Job, code: str) -> Message:
    """The text with the ways on: the shelters, and what is in force now."""
    language: Language | None = job.content(load).languages.get(code)
    if language is None:
        return TextMessage(text)
    said = language.sentences
    return TextMessage(text).with_quick(
        MessageAction(said.shelters_label, SHELTERS), MessageAction(said.now_label, NOW)
    )


def key(notice: int) -> str:
    """The mailing of a message, within the feature."""
    return f"notice:{notice}"


def _reason(job: Job, row: Row[tuple[object, ...]]) -> str:
    first = json.loads(row.texts).get("ja", "").strip().splitlines()
    return first[0] if first else job.words.title


def _settle(job: Job, notice: int, state: str) -> bool:
    table = notice_table.c
    mine = (table.id == notice, table.state == "planned")
    with job.write() as session:
        session.execute(
            update(notice_table).where(*mine).values(state=state, settled_ms=ms(job.now))
        )
    return state == "sent"
