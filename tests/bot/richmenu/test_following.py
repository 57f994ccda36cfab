"""Menus follow the releases of the content: once, whatever fails, and never before they are in use."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
import yaml

from bot import emergency
from bot.db import Database, connect
from bot.emergency import Mode
from bot.rehearsal import SetClock
from bot.releases import menus as rows
from bot.releases import newest, store
from bot.releases.menus import Publication, State
from bot.releases.store import Signed
from bot.releases.tree import Packed, Tree, digest_of
from bot.richmenu.following import Follower
from bot.richmenu.switching import Switcher
from bot.time import JAPAN, millis
from tests.bot.richmenu.conftest import CONTENT, Channel, area

NOBODY = "U" + "0" * 32


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = connect(database_url)
    yield opened
    opened.close()


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 11, 29, 3, 0, tzinfo=JAPAN))


@pytest.fixture
def follower(channel: Channel, database: Database, clock: SetClock) -> Follower:
    return Follower(database, clock, "", lambda: channel.publisher)


def menu(bar: str, *more: str) -> str:
    """A menu.yaml: one for every day, one for emergencies, and others."""
    given = [
        {"id": one, "name": one, "bar": bar, "rows": [{"areas": [area()]}],
         "emergency": one == "saigai", "default": one == "kurashi"}
        for one in ("kurashi", "saigai", *more)
    ]  # fmt: skip
    return yaml.safe_dump({"menus": given}, allow_unicode=True)


def release(follower: Follower, **files: str) -> Publication:
    """Publish a release of these files; of the first one the deployed folder had no menu."""
    data = {digest_of(text.encode()): text.encode() for text in files.values()}
    tree = Tree({f"{name}.yaml": digest_of(text.encode()) for name, text in files.items()})
    with follower.database.write() as connection:
        store.keep_blobs(connection, data)
        now = millis(follower.clock())
        store.publish(connection, tree, Packed(Tree({}), {}), Signed("人", "変えた"), now)
    return publication(follower)


def publication(follower: Follower) -> Publication:
    with follower.database.read() as connection:
        release = newest(connection)
        one = rows.of_release(connection, release.number) if release else None
    assert one is not None
    return one


def bar(channel: Channel, citizen: str = NOBODY) -> str:
    known = channel.emulator.rich_menus
    seen = known.seen_by(citizen)
    return str(known.menus[seen]["chatBarText"]) if seen else ""


def test_a_release_that_changes_the_menus_publishes_them_once(
    follower: Follower, channel: Channel
) -> None:
    assert not follower.settle(), "no release"
    assert release(follower, menu=menu("一")).state is State.WAITING
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(lambda _: follower.settle(), range(8))) == 1
    assert (publication(follower).state, bar(channel)) == (State.DONE, "一")
    assert sum(call.endswith("POST /v2/bot/richmenu") for call in channel.calls) == 2
    calls = len(channel.calls)
    assert release(follower, menu=menu("一"), city="name: 市").state is State.SAME
    assert not follower.settle()
    assert len(channel.calls) == calls, "LINE is not even asked"


def test_what_fails_is_told_and_tried_again_and_the_old_menu_stays_meanwhile(
    follower: Follower, channel: Channel, clock: SetClock
) -> None:
    release(follower, menu=menu("一"))
    follower.settle()
    release(follower, menu=menu("二"))
    rounds = 0
    while publication(follower).state is not State.DONE:
        channel.fails_at = len(channel.calls) + rounds
        follower.settle()
        rounds += 1
        channel.fails_at = None
        assert bar(channel) in ("一", "二")
        if error := publication(follower).error:
            assert error == "LINEにつながりません。"
            assert not follower.settle(), "not at once"
        channel.pass_hour()
        clock.move(timedelta(minutes=30))
    assert rounds > 5
    assert (bar(channel), len(channel.titles())) == ("二", 2)


def test_the_newest_release_brings_what_the_one_before_could_not(
    follower: Follower, channel: Channel, clock: SetClock
) -> None:
    release(follower, menu=menu("一"))
    channel.fails_at = 0
    follower.settle()
    channel.fails_at = None
    assert release(follower, menu=menu("一"), city="name: 市").state is State.WAITING
    assert follower.settle()
    assert bar(channel) == "一"
    release(follower, city="name: 市")
    assert publication(follower).state is State.SAME, "no menus, none taken away"


def test_in_an_emergency_its_menu_stays_and_the_changed_one_reaches_all(
    follower: Follower, channel: Channel, clock: SetClock
) -> None:
    release(follower, menu=menu("一", "ookina"))
    follower.settle()
    channel.client.link(NOBODY, channel.client.aliases()["madoguchi-ookina"])
    switcher = Switcher(follower.database, clock, CONTENT, "", follower.publisher)
    with follower.database.write() as connection:
        emergency.switch(connection, Mode.ON, "大雨", "職員", millis(clock()))
    release(follower, menu=menu("二", "ookina"))
    assert not follower.settle(), "the emergency goes first"
    switcher.settle()
    assert follower.settle()
    channel.pass_hour()
    assert switcher.settle()
    for citizen in (NOBODY, "U" + "3" * 32):
        assert str(channel.shown(citizen)).startswith("saigai")
        assert bar(channel, citizen) == "二"
    with follower.database.write() as connection:
        emergency.switch(connection, Mode.OFF, "終わり", "職員", millis(clock()))
    switcher.settle()
    assert str(channel.shown(NOBODY)).startswith("ookina")
