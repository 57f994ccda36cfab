"""The e-mail to who looks after another road or thing: its words, and the job that sends it."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from bot import jobs
from bot.api import JAPAN, City, fill
from bot.jobs import Mail, Undelivered
from handlers.roads.content import Content, load
from handlers.roads.ledger import handovers
from handlers.roads.ledger.case import Case, find
from handlers.roads.ledger.handovers import Handover, Step
from handlers.roads.ledger.numbers import shown
from handlers.roads.talk import feature
from handlers.roads.words import Words

log = logging.getLogger(__name__)
Job = jobs.Job[Words]


def mail_of(words: Words, city: City, content: Content, case: Case, handover: Handover) -> Mail:
    """The letter of a hand-over, with the link that needs no sign-in."""
    kind, number = content.kind_label(case.kind), shown(case.number)
    subject = fill(words.handover_subject, city=city.name, kind=kind, number=number)
    text = fill(
        words.handover_mail, city=city.name, kind=kind, number=number,
        owner=content.owner_name(handover.owner), place=place_of(case),
        words=handover.words or "-", link=link_of(city, handover),
        until=f"{until(content, handover):%Y年%-m月%-d日}",
    )  # fmt: skip
    return Mail(handover.address, subject, text, f"roads-handover-{handover.id}-{case.number}")


def place_of(case: Case) -> str:
    """Where it is, in words and degrees."""
    named = "　".join(filter(None, (case.district, case.town, case.place)))
    return f"{named}({case.latitude:.6f}, {case.longitude:.6f})"


def link_of(city: City, handover: Handover) -> str:
    """Where the owner sees the case and answers; `city.site` must be known."""
    return f"{city.site or ''}/{feature.name}/handover/{handover.token}"


def until(content: Content, handover: Handover) -> datetime:
    """When the link stops working."""
    made = datetime.fromtimestamp(handover.made_ms / 1000, JAPAN)
    return made + timedelta(days=content.settings.terms.handover)


@feature.every(seconds=30)
def send_handovers(job: Job) -> None:
    """Send the mails that wait, where a mail server is set; else staff send them by hand."""
    if job.postman is None or not job.city.site:
        return
    now = int(job.now.timestamp() * 1000)
    with job.write() as session:
        due = handovers.take_due(session.connection(), now)
    for one in due:
        _send(job, one, now)


def _send(job: Job, one: Handover, now: int) -> None:
    """Outside of any transaction; what dies in between is sent again, with the same Message-ID."""
    content = job.content(load)
    with job.read() as session:
        case = find(session.connection(), one.case)
    if case is None or content is None or job.postman is None:
        return
    try:
        job.postman.send(mail_of(job.words, job.city, content, case, one))
        step: Step | None = Step.SENT
    except Undelivered as undelivered:
        log.warning("hand-over not sent", extra={"handover": one.id, "why": str(undelivered)})
        step = Step.FAILED if undelivered.final else None
    with job.write() as session:
        if step is None:
            handovers.postpone(session.connection(), one, now)
        else:
            handovers.settle(session.connection(), one, step, now)
