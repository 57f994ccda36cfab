"""Jobs of features: what they are given, and that none stands in another's way."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from bot import clock as door
from bot.api import Feature
from bot.jobs import Job, Letter
from bot.outbox import Lane
from bot.rehearsal import SetClock
from bot.schedule import attempt, run_all
from bot.time import JAPAN
from tests.bot.conftest import OpenRoad
from tests.bot.delivery.test_delivery import until
from tests.bot.mailing.town import arrived, letter, once, settle_town
from tests.bot.road import ALICE, effect_table

AnyJob = Job[Any]


def scheduled(feature: Feature[Any, Any], run: Any, seconds: float = 60.0) -> Feature[Any, Any]:
    feature.every(seconds=seconds)(run)
    return feature


def test_a_job_knows_the_time_and_the_content_and_may_write(new_road: OpenRoad) -> None:
    def note(job: AnyJob) -> None:
        with job.write() as session:
            said = f"{job.now:%H:%M} {job.city.name}"
            session.execute(insert(effect_table).values(citizen=ALICE, said=said))

    road = new_road(scheduled(Feature("notes", title="記録"), note))
    run_all(road.service)
    assert road.effects() == [(ALICE, "07:00 石巻市")]


def test_what_a_failed_job_wrote_is_undone(new_road: OpenRoad) -> None:
    def fails(job: AnyJob) -> None:
        with job.write() as session:
            session.execute(insert(effect_table).values(citizen=ALICE, said="x"))
            raise RuntimeError("秘密")

    road = new_road(scheduled(Feature("notes", title="記録"), fails))
    with pytest.raises(RuntimeError):
        run_all(road.service)
    assert road.effects() == []


def test_a_job_mails_once_however_often_it_runs_and_however_late(
    new_road: OpenRoad, clock: SetClock
) -> None:
    looked: list[str] = []

    def letters() -> Iterator[Letter]:
        looked.append("x")
        yield letter("a")

    def remind(job: AnyJob) -> None:
        due = job.now.replace(hour=7, minute=0, second=0)
        if job.now >= due:
            end = due + timedelta(hours=2)
            job.mail(f"eve:{due:%F}", letters(), reason="試験", expires=end, lane=Lane.NEWS)

    road = new_road(scheduled(Feature("notes", title="記録"), remind))
    homes = settle_town(road, a=501)
    clock.move(timedelta(hours=1))
    for _ in range(3):
        run_all(road.service)
        road.service.delivery.send_due()
        clock.move(timedelta(seconds=20))
    assert arrived(road) == once(homes)
    assert len(looked) == 1


def test_a_feature_reads_its_own_content_only(new_road: OpenRoad) -> None:
    def reads(job: AnyJob) -> None:
        job.content(lambda folder: folder)

    road = new_road(scheduled(Feature("notes", title="記録"), reads))
    with pytest.raises(LookupError, match="notes"):
        run_all(road.service)


def test_two_jobs_of_one_name_are_refused() -> None:
    def job(job: AnyJob) -> None:
        raise AssertionError

    with pytest.raises(ValueError, match="twice"):
        scheduled(scheduled(Feature("notes", title="記録"), job), job)


def test_a_failure_is_logged_without_its_words(
    new_road: OpenRoad, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(job: AnyJob) -> None:
        raise RuntimeError("broken")

    feature = scheduled(Feature("notes", title="記録"), fails)
    attempt(new_road(feature).service, feature, feature.schedules["fails"])
    (record,) = [record for record in caplog.records if record.message == "job failed"]
    assert (vars(record)["job"], "RuntimeError" in vars(record)["error"]) == ("notes.fails", True)


def test_the_clock_runs_jobs_at_once_one_at_a_time_and_beside_each_other(
    new_road: OpenRoad,
) -> None:
    release, running, most, ran, failed = threading.Event(), [0], [0], [0], [0]

    def slow(job: AnyJob) -> None:
        running[0] += 1
        most[0] = max(most[0], running[0])
        release.wait(10.0)
        running[0] -= 1

    def quick(job: AnyJob) -> None:
        assert job.now.tzinfo is JAPAN
        ran[0] += 1

    def fails(job: AnyJob) -> None:
        failed[0] += 1
        raise RuntimeError("broken")

    feature = Feature("notes", title="記録")
    for run in (slow, quick, fails):
        scheduled(feature, run, seconds=0.1)
    end = door.start(new_road(feature).service)
    until(lambda: ran[0] >= 4 and failed[0] >= 4, 15.0)
    assert (running[0], most[0]) == (1, 1), "the slow one runs once, and nobody waits for it"
    release.set()
    end()
    assert running[0] == 0, "the end waits for what is running"
