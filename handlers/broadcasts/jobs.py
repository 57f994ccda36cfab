"""The clock's work: broadcasts that are due, corrections, and drafts that go to their writers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlalchemy import delete, literal, select

from bot import jobs
from bot.api import Message
from bot.jobs import Cap, Lane, Letter, NotKept, version_for
from handlers.broadcasts import store
from handlers.broadcasts.chat import why_button
from handlers.broadcasts.content import Rules, load
from handlers.broadcasts.draft import Draft, correction_lead, messages
from handlers.broadcasts.links import forget_codes
from handlers.broadcasts.store import Changed, Run
from handlers.broadcasts.tables import trial_table
from handlers.broadcasts.talk import feature
from handlers.broadcasts.words import Words

log = logging.getLogger(__name__)

Job = jobs.Job[Words]
TRIAL = timedelta(minutes=30)
KEPT_YEARS = timedelta(days=3 * 365)


@feature.every(seconds=2)
def send_due(job: Job) -> None:
    """Take up what is due, and go on with what a clock that died left unwritten."""
    with job.read() as session:
        due = store.due(session.connection(), job.now)
    for one in due:
        with job.write() as session:
            store.begin(session.connection(), one, job.now, job.holidays)
    with job.read() as session:
        unwritten = store.runs_in(session.connection(), "sending")
    for run in unwritten:
        _guarded(job, run, _send)


@feature.every(seconds=1)
def correct(job: Job) -> None:
    """Corrections, to whom the message reached."""
    with job.read() as session:
        waiting = store.runs_in(session.connection(), "correcting")
    for run in waiting:
        _guarded(job, run, _correct)


@feature.every(seconds=2)
def send_trials(job: Job) -> None:
    """Drafts to their writers."""
    with job.read() as session:
        rows = session.execute(select(trial_table).limit(20)).all()
    for row in rows:
        draft = Draft.model_validate_json(row.draft)
        for language in draft.languages:
            said = messages(draft, language, None, job.words.trial)
            letter = Letter(language, said, select(literal(row.citizen)))
            key, end = f"trial:{row.id}:{language}", job.now + TRIAL
            job.mail(key, [letter], reason="ためし送り", expires=end, lane=Lane.ANSWER)
        with job.write() as session:
            session.execute(delete(trial_table).where(trial_table.c.id == row.id))


@feature.every(seconds=24 * 60 * 60)
def forget(job: Job) -> None:
    """Let go of old runs and codes."""
    with job.write() as session:
        store.forget(session.connection(), store.ms(job.now - KEPT_YEARS))
        forget_codes(session.connection(), job.now)


def _guarded(job: Job, run: Run, work: Callable[[Job, Run], None]) -> None:
    """One that fails holds up no other."""
    try:
        work(job, run)
    except Changed:
        pass  # another clock was quicker
    except (LookupError, ValueError):
        log.exception("broadcast failed", extra={"broadcast": run.key})
        with job.write() as session:
            store.note_run(session.connection(), run, run.state, state="failed")


def _send(job: Job, run: Run) -> None:
    rules = rules_of(job)
    why = why_button(run.broadcast, run.at_ms, job.words)
    words = {one: messages(run.draft, one, why(one)) for one in run.draft.languages}
    mailing = job.mail(
        run.key,
        job.audiences.letters(run.audience, words),
        reason=f"お知らせ「{run.draft.title}」",
        expires=run.at + timedelta(hours=rules.useful_hours),
        lane=Lane.DISASTER if run.urgent else Lane.NEWS,
        keep=timedelta(days=rules.keep_days),
        cap=None if run.urgent else Cap(rules.most_a_day, rules.most_a_week),
    )
    if mailing.state != "writing":  # by another clock
        with job.write() as session:
            store.note_run(session.connection(), run, "sending", state="sent")


def _correct(job: Job, run: Run) -> None:
    correction = run.correction
    if correction is None:
        raise LookupError(f"{run.key}: nothing to correct it by")

    def said(language: str) -> Sequence[Message | str]:
        mine = version_for(language, correction.texts)
        return messages(correction, mine, None, correction_lead(run.draft, job.words, mine))

    state = "corrected"
    try:
        job.correct(
            f"{run.key}:correction:{run.corrected_ms or 0}",
            said,
            of=run.key,
            reason=f"訂正「{correction.title}」",
            expires=job.now + timedelta(hours=rules_of(job).useful_hours),
            lane=Lane.DISASTER,
        )
    except NotKept:
        log.error("a correction came too late", extra={"broadcast": run.key})
        state = "late"
    with job.write() as session:
        at = store.ms(job.now)
        store.note_run(session.connection(), run, "correcting", state=state, corrected_ms=at)


def rules_of(job: Job) -> Rules:
    """The city's rules; the strictest while the file is wrong."""
    return job.content(load) or Rules()
