"""The clock's work: sends the reminders that became due since it last looked."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import date, datetime, timedelta
from functools import lru_cache

from sqlalchemy import Select, exists, select, update
from sqlalchemy.orm import Session

from bot.api import fill
from bot.jobs import Letter
from handlers.garbage import plans
from handlers.garbage.content import load
from handlers.garbage.plans import Draft, Frozen, GarbageJob, numbered
from handlers.garbage.reminders.due import Group, due_groups, members, size, sizes
from handlers.garbage.reminders.marks import done_until, mark_done
from handlers.garbage.reminders.parts import useful_until
from handlers.garbage.reminders.planning import Planner
from handlers.garbage.reminders.states import part_name
from handlers.garbage.reminders.tables import Reminder
from handlers.garbage.talk import feature
from handlers.garbage.telling.text import day_text

log = logging.getLogger(__name__)

EVERY_SECONDS = 20
# What was missed for longer is not even counted; where nothing was ever sent, only what is of use.
LOOK_BACK = timedelta(days=7)
STILL_OF_USE = timedelta(days=2)
_INSTANT = timedelta(milliseconds=1)

Found = dict[str, dict[str, int]]


@feature.every(seconds=EVERY_SECONDS)
def remind(job: GarbageJob) -> None:
    """Send what is due; what fails is tried again at the next time, and holds up nothing else."""
    if not job.content(load).areas:
        _say_no_calendar(job.snapshot.version)
        return
    with job.read() as session:
        done = done_until(session, job.now)
        start = max(done, job.now - LOOK_BACK) if done else job.now - STILL_OF_USE
        due = list(due_groups(session, start, job.now))
    too_late = Counter[date]()
    left = [group for group in due if not _attempt(job, group, too_late)]
    for day, count in (+too_late).items():
        log.error("%d reminders of %s were too late to be of use", count, day)
    with job.write() as session:
        mark_done(session, min(group.at for group in left) - _INSTANT if left else job.now)


@lru_cache(maxsize=1)
def _say_no_calendar(version: str) -> None:
    """Once for each version of the content, not three times a minute."""
    log.error("no reminders are sent: content %s has no calendar", version)


def _attempt(job: GarbageJob, group: Group, too_late: Counter[date]) -> bool:
    """Send one group's reminders; whether nothing of it is left to be done."""
    until = useful_until(job.content(load).rules, group.day, job.now)
    try:
        if job.now < until:
            return _send(job, group, until)
        too_late[group.day] += _give_up(job, group, until)
    except Exception:
        log.exception("reminders %s failed; they are tried again", group.key)
        return False
    return True


def _send(job: GarbageJob, group: Group, until: datetime) -> bool:
    with job.read() as session:
        found = _to_be_told(job, session, group)
    planner = Planner(job.words, job.content(load), job.now)
    drafts = plans.freeze(job, group.key, planner.drafts(group, found))
    if not drafts:
        return True
    letters = [
        Letter(numbered(number), [Frozen(draft.message)], _whom(group, draft, found))
        for number, draft in enumerate(drafts)
    ]
    mailing = job.mail(group.key, letters, reason=_reason(job, group), expires=until)
    if mailing.state == "writing":  # by another clock, which may yet die
        return False
    with job.write() as session:
        for draft in drafts:
            _note_asked(session, group, draft)
        plans.drop(session, group.key)
    return True


def _to_be_told(job: GarbageJob, session: Session, group: Group) -> Found:
    """How many of a group have which place where; without those who were asked for a new district."""
    calendar, found = job.content(load), sizes(session, group)
    for slot, areas in found.items():
        for area in [label for label in areas if calendar.area(label) is None]:
            lost = Draft({}, (area,), slot, lost=True)
            if not area or not session.scalar(select(exists(_whom(group, lost, found)))):
                del areas[area]
    return found


def _whom(group: Group, draft: Draft, found: Found) -> Select[str]:
    counts = found.get(draft.slot, {})
    share = sum(counts.get(area, 0) for area in draft.areas) / max(sum(counts.values()), 1)
    whom = members(group, draft.slot, draft.areas, share)
    return whom.where(Reminder.asked.is_(False)) if draft.lost else whom


def _note_asked(session: Session, group: Group, draft: Draft) -> None:
    """Those of a lost district were asked for another; their other reminders need not ask again."""
    if draft.lost:
        mine = update(Reminder).where(
            Reminder.slot == draft.slot,
            Reminder.area.in_(draft.areas),
            Reminder.citizen.in_(members(group, draft.slot, draft.areas, share=0)),
        )
        session.execute(mine.values(asked=True), execution_options={"synchronize_session": False})


def _give_up(job: GarbageJob, group: Group, until: datetime) -> int:
    """Nothing more is sent to a group; returns how many belong to it.

    A mailing that was begun ends here; its ledger shows how far it had come.
    """
    with job.read() as session:
        missed, begun = size(session, group), plans.thaw(session, group.key) is not None
    if begun:
        job.mail(group.key, [], reason=_reason(job, group), expires=until)
        with job.write() as session:
            plans.drop(session, group.key)
    return missed


def _reason(job: GarbageJob, group: Group) -> str:
    words, day = job.words, day_text(group.day, job.now.date())
    return fill(words.remind_reason, day=day, part=part_name(words, group.part))
