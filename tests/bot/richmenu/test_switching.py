"""The menu follows the emergency mode, whatever fails on the way, and goes back."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot import emergency
from bot.db import Database, connect
from bot.emergency import MenuState, Mode
from bot.rehearsal import SetClock
from bot.richmenu.switching import Switcher
from bot.time import JAPAN, millis
from tests.bot.richmenu.conftest import CONTENT, Channel, menus

CITIZEN, OTHER = "U" + "1" * 32, "U" + "2" * 32


@pytest.fixture
def database(migrated_sqlite: Path, tmp_path: Path) -> Database:
    return connect(f"sqlite:///{shutil.copyfile(migrated_sqlite, tmp_path / 'menu.db')}")


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 11, 29, 3, 0, tzinfo=JAPAN))


@pytest.fixture
def switcher(channel: Channel, database: Database, clock: SetClock) -> Switcher:
    """The sample's menus are published, and somebody has chosen the one with large letters."""
    channel.publisher.publish(menus("kurashi", "ookina", "saigai"), "kurashi")
    large = channel.emulator.rich_menus
    ids = {menu["name"].split(" ")[0]: key for key, menu in large.menus.items()}
    channel.client.link(OTHER, ids["ookina"])
    return Switcher(database, clock, CONTENT, "", lambda: channel.publisher)


def switch(switcher: Switcher, mode: Mode) -> None:
    with switcher.database.write() as connection:
        emergency.switch(connection, mode, "大雨", "職員", millis(switcher.clock()))


def shown(channel: Channel) -> list[str]:
    return [str(channel.shown(one)).split(" ")[0] for one in (CITIZEN, OTHER)]


def state(switcher: Switcher) -> emergency.Emergency:
    with switcher.database.read() as connection:
        return emergency.current(connection)


def test_everybody_sees_the_menu_for_emergencies_and_goes_back(
    switcher: Switcher, channel: Channel
) -> None:
    assert not switcher.settle()
    switch(switcher, Mode.ON)
    assert switcher.settle()
    assert shown(channel) == ["saigai", "saigai"]
    assert state(switcher).menu is MenuState.DONE
    assert not switcher.settle()
    switch(switcher, Mode.OFF)
    switcher.settle()
    assert shown(channel) == ["kurashi", "ookina"], "who had chosen large letters has them again"
    assert channel.titles() == ["kurashi", "ookina", "saigai"]


def test_who_chooses_in_the_middle_of_it_keeps_what_was_chosen(
    switcher: Switcher, channel: Channel
) -> None:
    switch(switcher, Mode.ON)
    switcher.settle()
    for citizen, chosen in ((CITIZEN, "ookina"), (OTHER, "saigai")):
        channel.client.link(citizen, channel.client.aliases()[f"madoguchi-{chosen}"])
    switch(switcher, Mode.OFF)
    switcher.settle()
    assert shown(channel) == ["ookina", "kurashi"]


def test_a_changed_menu_reaches_them_in_the_middle_of_it(
    switcher: Switcher, channel: Channel
) -> None:
    switch(switcher, Mode.ON)
    switcher.settle()
    channel.publisher.publish(menus("kurashi", "ookina", "saigai", bar="変えた"), "saigai")
    with switcher.database.write() as connection:
        emergency.move_again(connection, emergency.current(connection), millis(switcher.clock()))
    switcher.settle()
    bars = [channel.client.body(channel.emulator.rich_menus.seen_by(one) or "")["chatBarText"]
            for one in (CITIZEN, OTHER)]  # fmt: skip
    assert bars == ["変えた", "変えた"]
    channel.pass_hour()
    switch(switcher, Mode.OFF)
    switcher.settle()
    assert shown(channel) == ["kurashi", "ookina"]
    assert channel.titles() == ["kurashi", "ookina", "saigai"]


def test_a_drill_leaves_the_menu_alone(switcher: Switcher, channel: Channel) -> None:
    switch(switcher, Mode.DRILL)
    assert not switcher.settle()
    switch(switcher, Mode.ON)
    switcher.settle()
    assert shown(channel) == ["saigai", "saigai"]
    switch(switcher, Mode.DRILL)
    switcher.settle()
    assert shown(channel) == ["kurashi", "ookina"]


@pytest.mark.parametrize("answers", [False, True])
def test_whatever_call_is_lost_it_is_done_in_the_end(
    switcher: Switcher, channel: Channel, clock: SetClock, answers: bool
) -> None:
    channel.answers = answers
    switch(switcher, Mode.ON)
    channel.calls.clear()
    rounds = 0
    while state(switcher).menu is not MenuState.DONE:
        channel.fails_at = len(channel.calls) + rounds
        switcher.settle()
        rounds += 1
        if error := state(switcher).menu_error:
            assert "LINEにつながりません" in error
        assert not switcher.settle()
        clock.move(timedelta(minutes=30))
    assert rounds > 5
    assert shown(channel) == ["saigai", "saigai"]
    switch(switcher, Mode.OFF)
    channel.pass_hour()
    back = 0
    while state(switcher).menu is not MenuState.DONE:
        channel.fails_at = len(channel.calls) + back
        switcher.settle()
        back += 1
        channel.pass_hour()
        clock.move(timedelta(minutes=30))
    assert back > 5
    assert shown(channel) == ["kurashi", "ookina"]
    assert channel.titles() == ["kurashi", "ookina", "saigai"]


def test_what_does_not_stand_at_line_is_published_first(
    channel: Channel, database: Database, clock: SetClock
) -> None:
    switcher = Switcher(database, clock, CONTENT, "", lambda: channel.publisher)
    switch(switcher, Mode.ON)
    switcher.settle()
    assert str(channel.shown()).startswith("災害")


def test_a_city_without_such_a_menu_is_told(
    channel: Channel, database: Database, clock: SetClock, tmp_path: Path
) -> None:
    (tmp_path / "menu.yaml").write_text(
        "menus: [{id: a, name: a, bar: a, rows: [{areas: [{label: a, action: {text: a}}]}]}]"
    )
    switcher = Switcher(database, clock, tmp_path, "", lambda: channel.publisher)
    switch(switcher, Mode.ON)
    switcher.settle()
    assert "災害モードのメニュー" in state(switcher).menu_error
    assert state(switcher).menu is MenuState.WAITING
