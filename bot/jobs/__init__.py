"""The scheduling kit: all that a feature's jobs.py may import beside `bot.api`.

    from bot import jobs
    from bot.jobs import Lane, Letter

    Job = jobs.Job[Words]

    @feature.every(seconds=20)
    def remind(job: Job) -> None:
        due = ...                                     # what is due by job.now, from content and job.read()
        job.mail(f"eve:{day}:{time}", letters(job, day), reason="...", expires=...)

The feature's `__init__` imports its jobs.py as it imports its chat.py. Only the clock process runs jobs, each
one at a time; one that raises is logged, and run again at its next time. A clock may be down for
an hour, and there may be two: a job asks what is due by now, never what is due at this moment, and leaves
it to a mailing's key that nothing is sent twice.
"""

from __future__ import annotations

from bot.audience import Areas, Audience, Choice, version_for
from bot.citizens.places import living_in, placeless, vaguely_in
from bot.citizens.topics import unwanted
from bot.jobs.job import AnyJob, Job
from bot.mailing import Cap, Ledger, Letter, Mailing, NotKept
from bot.outbox import Lane
from bot.partners import Unanswered
from bot.post import Mail, Undelivered

__all__ = [
    "AnyJob",
    "Areas",
    "Audience",
    "Cap",
    "Choice",
    "Job",
    "Lane",
    "Ledger",
    "Letter",
    "Mail",
    "Mailing",
    "NotKept",
    "Unanswered",
    "Undelivered",
    "living_in",
    "placeless",
    "unwanted",
    "vaguely_in",
    "version_for",
]
