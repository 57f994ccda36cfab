"""Door: APScheduler; runs the platform's scheduled work. One clock is enough, several do no harm."""

from __future__ import annotations

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from bot import jobs
from bot.service import End, Service
from bot.time import JAPAN


def start(service: Service) -> End:
    """Start the scheduler; returns what ends it."""
    scheduler = BackgroundScheduler(timezone=JAPAN)
    scheduler.add_job(
        jobs.purge,
        CronTrigger(hour=3, minute=17, timezone=JAPAN),
        args=[service],
        id="purge",
        coalesce=True,
        misfire_grace_time=6 * 60 * 60,
    )
    scheduler.start()
    return lambda: scheduler.shutdown(wait=True)
