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
# Jobs of the platform itself, which nearly all are short.
OWN_THREADS = 4


def start(service: Service) -> End:
    """Start the scheduler; returns what ends it, once what is running has come to its end."""
    work = [
        (feature, one)
        for feature in service.registry.features.values()
        for one in feature.schedules.values()
    ]
    scheduler = _scheduler(len(work) + OWN_THREADS)
    _add_own(scheduler, service)
    for feature, one in work:
        _add(scheduler, service, feature, one)
    scheduler.start()
    return lambda: scheduler.shutdown(wait=True)


def _scheduler(threads: int) -> BackgroundScheduler:
    # A thread for each: a job that takes long, or hangs, holds up no other.
    return BackgroundScheduler(
        timezone=JAPAN,
        executors={"default": ThreadPoolExecutor(threads)},
        job_defaults={
            "coalesce": True,
            "max_instances": 1,
            "misfire_grace_time": LATE_SECONDS,
        },
    )


def _add_own(scheduler: BackgroundScheduler, service: Service) -> None:
    """The platform's own work."""
    add, args, at_once = scheduler.add_job, [service], {"next_run_time": system_clock()}
    hourly = _each(60 * 60)
    add(upkeep.purge, CronTrigger(hour=3, minute=17, timezone=JAPAN), args=args, id="purge")
    add(upkeep.follow_menus, _each(MENU_SECONDS), args=args, id="menu")
    add(upkeep.count_followers, hourly, args=args, id="followers", **at_once)
    add(upkeep.forget_attempts, hourly, args=args, id="attempts")
    add(upkeep.ask_quota, _each(QUOTA_SECONDS), args=args, id="quota", **at_once)


def _add(
    scheduler: BackgroundScheduler, service: Service, feature: AnyFeature, one: Schedule
) -> None:
    scheduler.add_job(
        schedule.attempt,
        _each(one.seconds),
        args=[service, feature, one],
        id=f"{feature.name}.{one.name}",
        next_run_time=system_clock(),  # at once: the clock may have been down
    )


def _each(seconds: float) -> IntervalTrigger:
    return IntervalTrigger(seconds=seconds, timezone=JAPAN)
