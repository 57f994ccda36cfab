"""The clock's work: planned publications, links on schedule, samples in an empty registry."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import links
from bot.jobs import AnyJob
from bot.links import Reason
from bot.rehearsal import Chat, SetClock
from bot.schedule import job_of
from handlers.procedures.jobs import check_links, open_links, publish_due, show_samples
from handlers.procedures.registry import changes
from handlers.procedures.registry.desk import Stage, counts
from handlers.procedures.talk import feature
from tests.handlers.procedures.conftest import NOW, Registry, procedure

HOUR = timedelta(hours=1)


def job(chat: Chat, *, practice: bool = True) -> AnyJob:
    return replace(job_of(chat.service, feature), practice=practice)


class Checked:
    """Notes which links were opened; `reason` is what becomes of them."""

    def __init__(self) -> None:
        self.urls: list[str] = []
        self.reason = Reason.OPENS

    def __call__(self, url: str) -> Reason:
        self.urls.append(url)
        return self.reason


def test_a_planned_publication_is_written_down(
    chat: Chat, registry: Registry, clock: SetClock
) -> None:
    registry.add(procedure(), to=NOW + HOUR)
    publish_due(job(chat))
    with registry.database.read() as connection:
        assert counts(connection)[Stage.PLANNED] == 1
    clock.move(HOUR)
    publish_due(job(chat))
    with registry.database.read() as connection:
        assert (counts(connection)[Stage.PLANNED], counts(connection)[Stage.LIVE]) == (0, 1)


def test_links_are_opened_once_a_day_and_broken_ones_every_hour(
    chat: Chat, registry: Registry, clock: SetClock
) -> None:
    number, check = registry.add(procedure()), Checked()
    opened = []
    for hour in range(50):
        check.reason = Reason.NOT_FOUND if 24 <= hour < 49 else Reason.OPENS
        check.urls.clear()
        open_links(job(chat), check)
        if check.urls:
            opened.append(hour)
        found = registry.view(clock()).find(number)
        assert found
        assert found.broken == (hour == 48)
        clock.move(HOUR)
    assert opened == [0, *range(24, 50)]


def test_only_published_links_are_opened_a_few_at_a_time(chat: Chat, registry: Registry) -> None:
    for number in range(15):
        registry.add(procedure(f"手続き{number}", url=f"https://example.jp/{number}"))
    with registry.database.write() as connection:
        changes.withdraw(connection, 1)
    check = Checked()
    for _ in range(3):
        open_links(job(chat), check)
    assert sorted(check.urls) == sorted(f"https://example.jp/{n}" for n in range(1, 15))


def test_a_new_link_is_not_blamed_for_the_old_one(
    chat: Chat, registry: Registry, clock: SetClock
) -> None:
    number, check = registry.add(procedure()), Checked()
    check.reason = Reason.TIMEOUT
    for _ in range(26):
        open_links(job(chat), check)
        clock.move(HOUR)
    with registry.database.write() as connection:
        changes.edit(connection, number, procedure(url="https://example.jp/2"), "DX", clock())
        changes.publish(connection, number, clock())
    found = registry.view(clock()).find(number)
    assert found
    assert not found.broken
    check.urls.clear()
    open_links(job(chat), check)
    assert check.urls == ["https://example.jp/2"]


def test_in_practice_nothing_leaves_the_machine(
    chat: Chat, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry.add(procedure())
    check = Checked()
    monkeypatch.setattr(links, "check", check)
    check_links(job(chat))
    assert check.urls == []
    check_links(job(chat, practice=False))
    assert check.urls == ["https://example.jp/form"]


def test_samples_fill_an_empty_registry_and_no_other(chat: Chat, registry: Registry) -> None:
    show_samples(job(chat, practice=False))
    assert registry.names() == []
    show_samples(job(chat))
    assert len(registry.names()) == 20
    show_samples(job(chat))
    assert len(registry.names()) == 20
