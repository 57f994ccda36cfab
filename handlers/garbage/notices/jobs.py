"""The clock's work: sends notices that are new, corrected or withdrawn, each once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Select, select

from bot.api import fill
from bot.jobs import Letter, living_in, unwanted
from handlers.garbage import plans
from handlers.garbage.content import load
from handlers.garbage.notices.chat import quick
from handlers.garbage.notices.ledger import Teller, told
from handlers.garbage.notices.notice import Announced, Notice, end_of
from handlers.garbage.notices.tables import SentNotice
from handlers.garbage.plans import Draft, Frozen, GarbageJob, numbered
from handlers.garbage.talk import PLACE, feature
from handlers.garbage.telling.text import day_text

log = logging.getLogger(__name__)

EVERY_SECONDS = 10
# The topic of content/settings/topics.yaml whose refusal keeps notices away.
TOPIC = "garbage_change"


@dataclass(frozen=True, slots=True)
class Step:
    """The next thing to be sent under a notice's id, and the version that it follows."""

    row: SentNotice
    before: int
    drafts: Sequence[Draft]


@feature.every(seconds=EVERY_SECONDS)
def announce(job: GarbageJob) -> None:
    """Finish what was begun, then send what changed. One notice that fails holds up no other."""
    calendar = job.content(load)
    with job.read() as session:
        sent = {row.id: row for row in session.scalars(select(SentNotice))}
        session.expunge_all()
    for row in sent.values():
        if row.sending:
            _try(row.id, partial(_finish, job, row.id))
    if calendar.announced is None or not calendar.areas:
        return  # a file that could not be read withdraws nothing
    for step in _steps(job, calendar.announced, sent):
        _try(step.row.id, partial(_take, job, step))


def _try(notice: str, act: Callable[[], None]) -> None:
    try:
        act()
    except Exception:
        log.exception("notice %s could not be sent; it is tried again", notice)


def _steps(job: GarbageJob, announced: Announced, sent: dict[str, SentNotice]) -> list[Step]:
    teller = Teller(job.words, job.now.date(), quick(job.words))
    awake, steps = announced.awake(job.now), []
    named = {notice.id: notice for notice in announced.notices}
    for notice in named.values():
        before = sent.get(notice.id)
        ready = awake or notice.urgent
        if ready and notice.last_day >= job.now.date() and _is_news(notice, before):
            steps.append(_publish(notice, before, teller))
    for row in sent.values():
        over = row.withdrawn or row.sending or row.last_day < job.now.date()
        if row.id not in named and not over and (awake or row.urgent):
            steps.append(_withdraw(row, teller))
    return steps


def _is_news(notice: Notice, before: SentNotice | None) -> bool:
    if before is None:
        return bool(notice.hits)
    return not before.sending and (before.withdrawn or before.digest != notice.digest)


def _publish(notice: Notice, before: SentNotice | None, teller: Teller) -> Step:
    row = SentNotice(
        id=notice.id, digest=notice.digest, day=notice.day, last_day=notice.last_day,
        urgent=notice.urgent, withdrawn=False, told=told(notice.hits),
    )  # fmt: skip
    return Step(row, before.version if before else 0, teller.told(notice, before))


def _withdraw(sent: SentNotice, teller: Teller) -> Step:
    row = SentNotice(
        id=sent.id, digest=sent.digest, day=sent.day, last_day=sent.last_day,
        urgent=sent.urgent, withdrawn=True, told=sent.told,
    )  # fmt: skip
    return Step(row, sent.version, teller.withdrawn(sent))


def _take(job: GarbageJob, step: Step) -> None:
    """Write down what is to be sent, unless another clock did; then send it."""
    row = step.row
    row.version, row.sending = step.before + 1, True
    with job.write() as session:
        kept = session.get(SentNotice, row.id, with_for_update=True)
        if (kept.version if kept else 0) != step.before:
            return
        session.merge(row)
        plans.add(session, _key(row), step.drafts)
    _finish(job, row.id)


def _finish(job: GarbageJob, notice: str) -> None:
    """Send what was written down of a notice."""
    with job.read() as session:
        row = session.get_one(SentNotice, notice)
        drafts = plans.thaw(session, _key(row)) or []
        session.expunge_all()
    letters = [
        Letter(numbered(number), [Frozen(draft.message)], _whom(draft.areas))
        for number, draft in enumerate(drafts)
    ]
    reason = fill(job.words.notice_reason, day=day_text(row.day, job.now.date()), id=row.id)
    last = end_of(row.last_day, job.now)
    if letters and job.mail(_key(row), letters, reason=reason, expires=last).state == "writing":
        return  # by another clock
    with job.write() as session:
        session.get_one(SentNotice, notice).sending = False
        plans.drop(session, _key(row))


def _whom(areas: Sequence[str]) -> Select[str]:
    """Who has a place in these districts and did not turn such news off."""
    citizens = living_in(PLACE, *areas)
    return citizens.where(citizens.selected_columns[0].not_in(unwanted(TOPIC)))


def _key(row: SentNotice) -> str:
    return f"notice:{row.id}:{row.version}"
