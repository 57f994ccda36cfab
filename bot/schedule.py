"""Runs the jobs of features, as the clock calls for them."""

from __future__ import annotations

import logging

from bot.desk.failures import where
from bot.feature import AnyFeature, Schedule
from bot.jobs import AnyJob
from bot.mailing import Mailer
from bot.partners import Partners
from bot.service import Service
from bot.time import JAPAN

log = logging.getLogger(__name__)


def job_of(service: Service, feature: AnyFeature) -> AnyJob:
    """What a job of this feature is given to work with, at this moment."""
    service.library.refresh()
    return AnyJob(
        feature.name,
        service.clock().astimezone(JAPAN),
        service.library.current,
        service.database,
        Mailer(service.database, service.clock),
        service.media,
        service.postman,
        Partners(service.settings.partner_keys, service.settings.uses_emulator),
        feature.content,
        service.settings.uses_emulator,
        service.registry.criteria(),
        tuple(service.registry.features.values()),
    )


def attempt(service: Service, feature: AnyFeature, schedule: Schedule) -> None:
    """Run a job once. If it fails, that is logged, and its next time will show whether it still does."""
    try:
        schedule.run(job_of(service, feature))
    except Exception as error:
        log.exception(
            "job failed",
            extra={"job": f"{feature.name}.{schedule.name}", "error": where(error)},
        )


def run_all(service: Service) -> None:
    """Run every job of every feature once, in this thread; what one of them raises is raised."""
    for feature in service.registry.features.values():
        for schedule in feature.schedules.values():
            schedule.run(job_of(service, feature))
