"""Kept receivers: a correction reaches whom the message reached, and nobody else."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot import erasure, outbox, upkeep
from bot.citizens import citizen_table, follow
from bot.delivery.pacing import Pace
from bot.feature import Feature
from bot.jobs import Job, Lane, NotKept
from bot.mailing import Mailing, ledger, mailer
from bot.mailing.kept import Kept, kept_letters
from bot.schedule import job_of
from tests.bot.conftest import OpenRoad
from tests.bot.delivery.test_delivery import until
from tests.bot.mailing.town import blocks, letter, settle_town
from tests.bot.road import Road

DAY = timedelta(days=1)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailer, "CALL_PEOPLE", 10)
    monkeypatch.setattr(mailer, "PIECE_CALLS", 2)
    monkeypatch.setattr(mailer, "READ_PEOPLE", 30)


def job(road: Road) -> Job[Any]:
    return job_of(road.service, Feature("test", title="試験"))


def send(road: Road, key: str = "order", keep: timedelta | None = 30 * DAY) -> Mailing:
    letters = [letter("a"), letter("b")]
    end = job(road).now + DAY
    return job(road).mail(key, letters, reason="試験", expires=end, lane=Lane.EVACUATION, keep=keep)


def correct(road: Road, key: str = "order:wrong", of: str = "order") -> Mailing:
    return job(road).correct(
        key,
        lambda name: [f"{name}の訂正"],
        of=of,
        reason="誤り",
        expires=job(road).now + DAY,
        lane=Lane.EVACUATION,
    )


def texts(road: Road) -> dict[str, set[str]]:
    """Who was sent each text: under one retry key only, as LINE accepts each key once."""
    calls = {sent.retry_key: sent for sent in road.line.sent}
    got: dict[str, set[str]] = {}
    for sent in calls.values():
        people = got.setdefault(sent.texts[0], set())
        assert people.isdisjoint(sent.body["to"])
        people.update(sent.body["to"])
    return got


def test_a_correction_goes_to_the_same_whatever_became_of_them(road: Road, small: None) -> None:
    homes = settle_town(road, a=95, b=25)
    send(road)
    road.service.delivery.send_due()
    blocks(road, homes["a"][3])
    assert correct(road).written == 120
    road.service.delivery.send_due()
    got = texts(road)
    for name, people in homes.items():
        assert got[f"{name}の訂正"] == got[f"{name}のお知らせ"] == set(people)


def test_a_correction_is_not_for_whom_nothing_was_sent_to(road: Road, small: None) -> None:
    settle_town(road, a=100)
    mailing = send(road)
    with road.database.write() as connection:
        calls = outbox.take_multicasts(connection, road.now, 5)
    # Accepted, refused, refused for the moment, maybe accepted; and one is still under way.
    road.line.will(200, (400, "no"), (429, "Too many"), 500)
    road.service.delivery.send_now(calls[:4])
    reached = {one for n in (0, 3, 4) for one in json.loads(calls[n].recipients or "")}
    corrected = correct(road)
    assert corrected.written == 30
    # LINE does not answer the one under way: it is not tried again after its correction.
    road.line.will(500)
    road.service.delivery.send_now(calls[4:])
    road.pass_time(hours=1)
    road.service.delivery.send_due()
    assert texts(road)["aの訂正"] == reached
    assert road.line.texts.count("aのお知らせ") == 5, "none was tried again"
    with road.database.read() as connection:
        told = ledger(connection, mailing.id)
    assert (told.sent, told.unknown, told.failed, told.queued) == (10, 20, 70, 0)
    assert correct(road) == corrected, "once, whatever comes"


def erase(road: Road, *citizens: str) -> None:
    """One citizen says すべて消す; several are those who blocked the account long ago."""
    known = select(citizen_table.c.id).where(citizen_table.c.id.in_(citizens))
    with road.database.write() as connection:
        for citizen in citizens:
            follow(connection, citizen, road.now)
        count = erasure.erase(connection, citizens[0] if len(citizens) == 1 else known)
    assert count == len(citizens)


@pytest.mark.parametrize("many", [False, True])
def test_who_deletes_everything_is_gone_at_once_and_not_corrected(
    road: Road, small: None, many: bool
) -> None:
    homes = settle_town(road, a=25, b=1)
    mailing = send(road)
    road.service.delivery.send_due()
    # The first, the middle and the last of a call of ten, and the whole of another.
    gone = [homes["a"][0], homes["a"][4], homes["a"][9], homes["b"][0]]
    with road.database.read() as connection:
        before = ledger(connection, mailing.id)
    for some in [gone] if many else [[one] for one in gone]:
        erase(road, *some)
    assert not set(gone) & set(re.findall("U[0-9a-f]{32}", str(road.calls())))
    with road.database.read() as connection:
        assert ledger(connection, mailing.id) == before, "the counts stay"
        names = kept_letters(connection, mailing.id)
        assert sum(Kept(mailing.id, name).count(connection) for name in names) == 22
    assert correct(road).written == 22
    road.service.delivery.send_due()
    got = texts(road)
    assert got["aの訂正"] == set(homes["a"]) - set(gone)
    assert "bの訂正" not in got


def test_who_deletes_everything_gets_nothing_that_still_waits(road: Road, small: None) -> None:
    homes = settle_town(road, a=11, b=1)
    send(road)
    gone = [homes["a"][3], homes["b"][0]]
    for one in gone:
        erase(road, one)
    road.service.delivery.send_due()
    assert texts(road) == {"aのお知らせ": set(homes["a"]) - set(gone)}
    assert sorted(row.state for row in road.calls()) == ["expired", "sent", "sent"]
    road.pass_time(days=40)
    upkeep.purge(road.service)
    assert road.calls() == []


def test_the_receivers_are_kept_for_their_term_and_no_longer(road: Road) -> None:
    homes = settle_town(road, a=3)
    send(road, keep=10 * DAY)
    road.service.delivery.send_due()
    road.pass_time(days=9)
    assert upkeep.purge(road.service)["sends"] == 0
    correct(road)
    road.service.delivery.send_due()
    assert texts(road)["aの訂正"] == set(homes["a"])
    road.pass_time(days=2)
    assert upkeep.purge(road.service)["sends"] == 1
    with pytest.raises(NotKept):
        correct(road, "order:again")


def test_what_is_not_kept_cannot_be_corrected(road: Road) -> None:
    settle_town(road, a=3)
    send(road, "news", keep=None)
    road.service.delivery.send_due()
    for of, error in {"news": NotKept, "nothing": LookupError}.items():
        with pytest.raises(error):
            correct(road, of=of)
    assert [row.recipients for row in road.calls()] == [None]


def test_nothing_of_a_mailing_follows_its_correction_while_workers_send(
    new_road: OpenRoad, small: None
) -> None:
    road, clock = new_road(), new_road()
    homes = settle_town(road, a=600)
    send(road)
    road.line.will(*[500, 200, 200] * 4)
    road.service.delivery.bulk.pace = Pace(40.0)
    ends = [road.service.start_answering(), road.service.start_sweeping()]
    until(lambda: len(road.line.sent) > 14)
    correct(clock)
    until(lambda: not any(row.state == "queued" for row in road.calls()), 30.0)
    for end in reversed(ends):
        end()
    got = texts(road)
    first = road.line.texts.index("aの訂正")
    assert "aのお知らせ" not in road.line.texts[first:]
    assert got["aの訂正"] == got["aのお知らせ"] < set(homes["a"])
