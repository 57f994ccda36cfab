"""The clock's work: the messages and reminders of a morning, each child's once."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime

from bot.api import Action, JsonObject, PostbackAction, fill
from bot.jobs import Letter
from handlers.childcare.content import Childcare, load
from handlers.childcare.messages.children import Kind, forget_grown
from handlers.childcare.messages.choosing import due
from handlers.childcare.messages.letters import (
    ChildcareJob,
    Draft,
    Readers,
    births,
    frozen,
    grouped,
)
from handlers.childcare.messages.programme_talk import show_programme
from handlers.childcare.messages.pushed import quick
from handlers.childcare.messages.reminding import Reminding
from handlers.childcare.messages.rendering import render
from handlers.childcare.messages.step import StepMessage
from handlers.childcare.plan.wording import day_words
from handlers.childcare.talk import feature
from handlers.childcare.words import Words

log = logging.getLogger(__name__)

EVERY_SECONDS = 30
Found = Iterator[tuple[JsonObject, Readers]]


@feature.every(seconds=EVERY_SECONDS)
def morning(job: ChildcareJob) -> None:
    """From the time of day on: forget who has grown up, send what is due; a failure is tried again."""
    schedule = job.content(load).steps.schedule
    begin, end = (
        datetime.combine(job.now, at, job.now.tzinfo) for at in (schedule.at, schedule.end)
    )
    if not begin <= job.now < end:
        return
    for kind in Kind:
        try:
            _send(job, kind, job.now.date(), end)
        except Exception:
            log.exception("%s of %s failed; they are tried again", kind, job.now.date())


def _send(job: ChildcareJob, kind: Kind, day: date, end: datetime) -> None:
    words = job.words
    reasons = {Kind.MESSAGES: words.news_reason_messages, Kind.PLAN: words.news_reason_plan}
    reason = fill(reasons[kind], day=day_words(day))
    job.mail(f"{kind}:{day}", _letters(job, kind, day), reason=reason, expires=end)


def _letters(job: ChildcareJob, kind: Kind, day: date) -> Iterator[Letter]:
    """Made when the mailing asks for them: until its last call is in the outbox."""
    with job.write() as session:
        if gone := forget_grown(session, job.content(load).steps.schedule, day):
            log.info("%d children are too old to be kept", gone)
    yield from frozen(job, kind, day, lambda: _drafts(job, kind, day))


def _drafts(job: ChildcareJob, kind: Kind, day: date) -> list[Draft]:
    with job.read() as session:
        found = sorted(births(session, kind, day))
    tell = _messages if kind is Kind.MESSAGES else _reminders
    return grouped(tell(job, found, day))


def _messages(job: ChildcareJob, found: list[tuple[bool, date]], day: date) -> Found:
    childcare, told = job.content(load), dict[str, JsonObject]()
    for message, readers in due(childcare.steps, found, day):
        if message.id not in told:
            told[message.id] = _payload(job.words, childcare, message)
        yield told[message.id], readers


def _payload(words: Words, childcare: Childcare, message: StepMessage) -> JsonObject:
    actions: list[Action] = [*message.links]
    if one := childcare.programmes_by_id.get(message.programme):
        data = show_programme.data(one.id)
        label = words.programme_label
        actions.append(PostbackAction(label, data, display_text=one.name))
    card = render(message.title, message.blocks, actions)
    return card.with_quick(*quick(words, Kind.MESSAGES)).payload()


def _reminders(job: ChildcareJob, found: list[tuple[bool, date]], day: date) -> Found:
    childcare = job.content(load)
    reminding = Reminding(job.words, childcare, childcare.steps.schedule.before, day)
    asked = quick(job.words, Kind.PLAN)
    for expected, born in found:
        message = None if expected else reminding.message(born)
        if message:
            yield message.with_quick(*asked).payload(), Readers((born.isoformat(),))
