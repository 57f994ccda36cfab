"""The clock's work: publications that are due, citizens who wait for an opening, links."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bot import jobs, links
from bot.api import cards, fill
from bot.jobs import Letter
from bot.links import Reason
from handlers.procedures.cards import procedure_card
from handlers.procedures.content import load
from handlers.procedures.files.sample import register_samples
from handlers.procedures.registry.catalogue import Listed
from handlers.procedures.registry.changes import settle
from handlers.procedures.registry.links import due_links, note_check
from handlers.procedures.registry.procedure import State
from handlers.procedures.registry.wishes import forget_wishes, wished_for, wishing
from handlers.procedures.talk import catalogues, feature
from handlers.procedures.words import Words

log = logging.getLogger(__name__)

Job = jobs.Job[Words]
# Whoever asked is told within two days, or not at all: later it is no news.
NEWS = timedelta(days=2)
CHECKS_AT_ONCE = 10


@feature.every(seconds=20)
def publish_due(job: Job) -> None:
    """Write down what was to be published by now; it is shown already."""
    with job.read() as session:
        current = catalogues.current(session.connection())
    if not any(one.planned_from and one.planned_from <= job.now for one in current.items.values()):
        return
    with job.write() as session:
        for change in settle(session.connection(), job.now):
            log.info("procedure published as planned", extra={"procedure": change.procedure})


@feature.every(seconds=30)
def tell_openings(job: Job) -> None:
    """Tell those who asked that a procedure has opened. One that fails holds up no other."""
    with job.read() as session:
        wished = wished_for(session.connection())
        view = catalogues.at(session.connection(), job.now) if wished else None
    for number in wished:
        listed = view.find(number) if view else None
        if listed and listed.state is State.OPEN:
            try:
                _tell(job, listed)
            except Exception:
                log.exception("an opening could not be told; it is tried again")


@feature.every(seconds=60)
def check_links(job: Job) -> None:
    """Open a few links that have not been opened for long; in practice none."""
    if not job.practice:
        open_links(job, links.check)


def open_links(job: Job, check: Callable[[str], Reason]) -> None:
    """Open a few links by `check`, and note what became of them; one broken for a day is marked."""
    with job.read() as session:
        due = due_links(session.connection(), job.now, CHECKS_AT_ONCE)
    for number, url in due:
        reason = check(url)
        with job.write() as session:
            note_check(session.connection(), number, url, reason, job.now)


@feature.every(seconds=24 * 60 * 60)
def show_samples(job: Job) -> None:
    """Fill an empty registry with the samples, where nobody but the developers can see it."""
    content = job.content(load) if job.practice else None
    if content is not None:
        with job.write() as session:
            register_samples(session.connection(), content.samples, job.now)
        catalogues.look_again(job.database.engine)


def _tell(job: Job, listed: Listed) -> None:
    name, opens = listed.procedure.name, listed.procedure.opens
    moment = int(opens.timestamp()) if opens else 0
    told = fill(job.words.now_open, name=name)
    card = cards(_card(job, listed))
    reason = fill(job.words.now_open_reason, name=name)
    letter = Letter("all", [told, card], wishing(listed.id))
    key = f"open:{listed.id}:{moment}"
    mailing = job.mail(key, [letter], reason=reason, expires=job.now + NEWS)
    if mailing.state == "writing":
        return  # by another clock
    with job.write() as session:
        forget_wishes(session.connection(), listed.id, int(job.now.timestamp() * 1000))


def _card(job: Job, listed: Listed) -> Any:
    phone = listed.procedure.phone or job.city.phone or ""
    contact = fill(job.words.call, phone=phone) if phone else job.common.contact_desk
    return procedure_card(
        job.words, job.common.hours, listed, job.now, site=job.city.site or "", contact=contact
    )
