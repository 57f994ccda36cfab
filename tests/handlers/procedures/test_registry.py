"""Versions, publishing, withdrawing and going back, on both databases; opening and closing by the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, func, select

from bot.db import connect
from handlers.procedures.registry import changes
from handlers.procedures.registry.catalogue import Catalogue, Catalogues, Item
from handlers.procedures.registry.differences import Difference, differences
from handlers.procedures.registry.procedure import State
from handlers.procedures.tables import procedure_table, version_table
from tests.handlers.procedures.conftest import NOW, Registry, at, procedure

HOUR = timedelta(hours=1)


def test_a_notice_waits_for_the_dx_division_and_is_not_shown(registry: Registry) -> None:
    with registry.database.write() as connection:
        filed = changes.file(connection, procedure(), "子育て支援課", NOW)
    assert (filed.action, filed.version, filed.before) == ("filed", 1, None)
    assert not registry.view().everything
    with registry.database.read() as connection:
        assert connection.scalar(select(procedure_table.c.todo)) is True


def test_what_is_published_is_shown_and_done(registry: Registry) -> None:
    with registry.database.write() as connection:
        number = changes.file(connection, procedure(), "子育て支援課", NOW).procedure
        assert changes.publish(connection, number, NOW).action == "published"
    assert registry.names() == ["児童手当の認定請求"]
    with registry.database.read() as connection:
        assert connection.scalar(select(procedure_table.c.todo)) is False


def test_an_edit_is_shown_when_it_is_published(registry: Registry) -> None:
    number = registry.add(procedure())
    with registry.database.write() as connection:
        change = changes.edit(connection, number, procedure("児童手当"), "DX", NOW, base=1)
    assert (change.version, change.before) == (2, procedure())
    assert registry.names() == ["児童手当の認定請求"]
    with registry.database.write() as connection:
        published = changes.publish(connection, number, NOW)
    assert (published.before, published.after) == (procedure(), procedure("児童手当"))
    assert registry.names() == ["児童手当"]


def test_whoever_edits_an_old_version_is_told(registry: Registry) -> None:
    number = registry.add(procedure())
    with registry.database.write() as connection:
        changes.edit(connection, number, procedure("児童手当"), "一人目", NOW, base=1)
    with pytest.raises(changes.Conflict), registry.database.write() as connection:
        changes.edit(connection, number, procedure("子ども手当"), "二人目", NOW, base=1)


def test_an_earlier_version_comes_back_as_a_new_one(registry: Registry) -> None:
    number = registry.add(procedure())
    with registry.database.write() as connection:
        changes.edit(connection, number, procedure("児童手当"), "DX", NOW)
        changes.publish(connection, number, NOW)
    with registry.database.write() as connection:
        change = changes.restore(connection, number, 1, "DX", NOW)
    assert (change.version, change.after) == (3, procedure())
    assert registry.names() == ["児童手当の認定請求"]


def test_what_was_not_shown_is_not_shown_by_going_back(registry: Registry) -> None:
    number = registry.add(procedure())
    with registry.database.write() as connection:
        changes.withdraw(connection, number)
        changes.restore(connection, number, 1, "DX", NOW)
    assert registry.names() == []


def test_versions_are_never_altered(registry: Registry) -> None:
    number = registry.add(procedure())
    with registry.database.write() as connection:
        for name in ("二", "三"):
            changes.edit(connection, number, procedure(name), "DX", NOW)
        changes.publish(connection, number, NOW)
        changes.withdraw(connection, number)
        kept = [changes.snapshot(connection, number, version).name for version in (1, 2, 3)]
        assert kept == ["児童手当の認定請求", "二", "三"]
        assert connection.scalar(select(func.count()).select_from(version_table)) == 3


ACTS: dict[str, Callable[[Connection], object]] = {
    "publish": lambda connection: changes.publish(connection, 7, NOW),
    "withdraw": lambda connection: changes.withdraw(connection, 7),
    "edit": lambda connection: changes.edit(connection, 7, procedure(), "DX", NOW),
    "restore": lambda connection: changes.restore(connection, 7, 1, "DX", NOW),
}


@pytest.mark.parametrize("act", ACTS)
def test_what_is_not_there_cannot_be_changed(connection: Connection, act: str) -> None:
    with pytest.raises(changes.Unknown):
        ACTS[act](connection)


def test_a_planned_version_is_shown_on_the_second_without_any_clock(registry: Registry) -> None:
    number = registry.add(procedure(), to=NOW + HOUR)
    assert registry.names(NOW + HOUR - timedelta(seconds=1)) == []
    assert registry.names(NOW + HOUR) == ["児童手当の認定請求"]
    with registry.database.write() as connection:
        assert changes.settle(connection, NOW) == []
        (change,) = changes.settle(connection, NOW + HOUR)
        assert (change.procedure, change.action, change.before) == (number, "published", None)
        assert changes.settle(connection, NOW + HOUR) == []
    assert registry.names(NOW + HOUR) == ["児童手当の認定請求"]


def test_editing_after_planning_does_not_change_what_was_planned(registry: Registry) -> None:
    number = registry.add(procedure(), to=NOW + HOUR)
    with registry.database.write() as connection:
        changes.edit(connection, number, procedure("未完成"), "DX", NOW)
        changes.settle(connection, NOW + HOUR)
    assert registry.names(NOW + HOUR) == ["児童手当の認定請求"]


def test_other_processes_see_a_change_within_the_time_they_trust(
    registry: Registry, database_url: str
) -> None:
    ticks = [0.0]
    there, other = Catalogues(tick=lambda: ticks[0]), connect(database_url)
    with other.read() as connection:
        assert not there.at(connection, NOW).listed
    registry.add(procedure())
    with other.read() as connection:
        assert not there.at(connection, NOW).listed
        ticks[0] += there.fresh_seconds
        assert [one.procedure for one in there.at(connection, NOW).listed] == [procedure()]
    other.close()


def test_differences_name_the_fields_that_changed() -> None:
    after = procedure(fee="300円", closes=at("2026-12-26"))
    assert differences(procedure(), after) == [
        Difference("手数料", "", "300円"),
        Difference("受付終了", "", "2026-12-25"),
    ]


MOMENTS = st.integers(-500_000, 500_000).map(lambda minutes: NOW + timedelta(minutes=minutes))


@given(MOMENTS | st.none(), MOMENTS | st.none(), MOMENTS | st.none(), st.lists(MOMENTS))
def test_what_is_shown_follows_the_clock(
    opens: datetime | None, closes: datetime | None, begins: datetime | None, times: list[datetime]
) -> None:
    """In whatever order it is asked, a view says of each moment what the dates say of it."""
    made = procedure(opens=opens, closes=closes)
    catalogue = Catalogue(1, {1: Item(1, None if begins else made, made, begins, broken=False)})
    edges = [edge for edge in (opens, closes, begins) if edge]
    for now in [*times, *edges, *(edge - timedelta(seconds=1) for edge in edges)]:
        shown = begins is None or now >= begins
        closed = closes is not None and now >= closes
        found = catalogue.at(now).find(1)
        assert (found is not None) == shown
        assert bool(catalogue.at(now).listed) == (shown and not closed)
        if found:
            early = opens is not None and now < opens and not closed
            assert (found.state is State.UPCOMING) == early
            assert (found.state is State.CLOSED) == closed
