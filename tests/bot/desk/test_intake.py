"""Intake: many webhooks in one commit, each told what became of its own events."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot import inbox
from bot.desk.intake import Intake, _Ticket
from bot.inbox import Received, inbox_table
from tests.bot.road import Road


def received(number: int) -> Received:
    return Received(f"event-{number}", f"U{number % 7}", None, number, 0, "{}", False, False)


def _together(intake: Intake, webhooks: Sequence[Sequence[Received]]) -> list[BaseException]:
    """Store all of them at once, each in a thread; what was raised."""
    raised: list[BaseException] = []
    start = threading.Barrier(len(webhooks))

    def one(events: Sequence[Received]) -> None:
        start.wait()
        try:
            intake.store(events)
        except OperationalError as error:
            raised.append(error)

    threads = [threading.Thread(target=one, args=(events,)) for events in webhooks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.mark.parametrize("most_together", [1, 3, 200])
def test_every_webhook_returns_with_its_events_stored_once(
    road: Road, monkeypatch: pytest.MonkeyPatch, most_together: int
) -> None:
    monkeypatch.setattr("bot.desk.intake.MOST_TOGETHER", most_together)
    told: list[str] = []
    webhooks = [[received(n), received(n + 1)] for n in range(24)]
    assert _together(Intake(road.database, told.extend), webhooks) == []
    assert road.count(inbox_table) == 25
    assert set(told) == {f"U{n}" for n in range(7)}


def test_a_webhook_behind_a_full_batch_does_not_return_unstored(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A 200 for events that nobody stored would lose them."""
    monkeypatch.setattr("bot.desk.intake.MOST_TOGETHER", 1)
    intake = Intake(road.database, lambda _citizens: None)
    intake._waiting.append(_Ticket([received(1)]))
    intake.store([received(2)])
    assert [row.webhook_event_id for row in road.events()] == ["event-1", "event-2"]


def test_if_the_database_fails_every_webhook_of_the_batch_hears_of_it(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def fails(connection: Connection, events: object) -> list[str]:
        raise OperationalError("INSERT", {}, Exception("gone"))

    intake = Intake(road.database, told.extend)
    with monkeypatch.context() as broken:
        broken.setattr(inbox, "store", fails)
        assert len(_together(intake, [[received(n)] for n in range(8)])) == 8
    assert (told, road.count(inbox_table)) == ([], 0)
    intake.store([received(1)])
    assert told == ["U1"]
