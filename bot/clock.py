"""Door: APScheduler; runs what is scheduled, the platform's and the features' work.

One clock is enough, several do no harm.
"""

from __future__ import annotations

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot import schedule, upkeep
from bot.feature import AnyFeature, Schedule
from bot.service import End, Service
from bot.time import JAPAN, system_clock

LATE_SECONDS = 6 * 60 * 60
MENU_SECONDS = 2
QUOTA_SECONDS = 120.0


def start(service: Service) -> End:
    """Start the scheduler; returns what ends it, once what is running has come to its end."""
    work = [
        (feature, one)
        for feature in service.registry.features.values()
        for one in feature.schedules.values()
    ]
    # A thread for each: a job that takes long, or hangs, holds up no other.
    scheduler = BackgroundScheduler(
        timezone=JAPAN,
        executors={"default": ThreadPoolExecutor(len(work) + 4)},
        job_defaults={
            "coalesce": True,
            "max_instances": 1,
            "misfire_grace_time": LATE_SECONDS,
        },
    )
    night = CronTrigger(hour=3, minute=17, timezone=JAPAN)
    scheduler.add_job(upkeep.purge, night, args=[service], id="purge")
    often = IntervalTrigger(seconds=MENU_SECONDS, timezone=JAPAN)
    scheduler.add_job(upkeep.follow_menus, often, args=[service], id="menu")
    hourly = IntervalTrigger(hours=1, timezone=JAPAN)
    scheduler.add_job(
        upkeep.count_followers, hourly, args=[service], id="followers",
        next_run_time=system_clock(),
    )  # fmt: skip
    scheduler.add_job(upkeep.forget_attempts, hourly, args=[service], id="attempts")
    at_times = IntervalTrigger(seconds=QUOTA_SECONDS, timezone=JAPAN)
    scheduler.add_job(
        upkeep.ask_quota, at_times, args=[service], id="quota", next_run_time=system_clock()
    )
    for feature, one in work:
        _add(scheduler, service, feature, one)
    scheduler.start()
    return lambda: scheduler.shutdown(wait=True)


def _add(
    scheduler: BackgroundScheduler, service: Service, feature: AnyFeature, one: Schedule
) -> None:
    scheduler.add_job(
        schedule.attempt,
        IntervalTrigger(seconds=one.seconds, timezone=JAPAN),
        args=[service, feature, one],
        id=f"{feature.name}.{one.name}",
        next_run_time=system_clock(),  # at once: the clock may have been down
    )
