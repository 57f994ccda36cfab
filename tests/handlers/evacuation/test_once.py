"""Exactly once, whatever dies and whoever else runs; on both databases."""

from __future__ import annotations

from collections import Counter
from threading import Thread

import pytest

from bot import citizens
from bot.citizens.places import Places
from bot.mailing import mailer
from bot.rehearsal import Chat, SetClock
from bot.schedule import job_of
from bot.testing import OpenChat
from handlers.evacuation.jobs import send_released
from handlers.evacuation.orders.desk import Author, Changed, Kind, Row, find, release, write
from handlers.evacuation.orders.order import Area, Level, Order
from handlers.evacuation.talk import feature
from tests.handlers.evacuation.conftest import NIGHT, person
from tests.passing import Killed, dying

PEOPLE = 25
ONE, TWO = Author(1, "一郎"), Author(2, "二葉")


@pytest.fixture
def chat(new_chat: OpenChat, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> Chat:
    """A city of some people, to whom LINE takes two at a time."""
    monkeypatch.setattr(mailer, "CALL_PEOPLE", 2)
    monkeypatch.setattr(mailer, "PIECE_CALLS", 3)
    clock.now = NIGHT
    chat = new_chat()
    with chat.service.database.write() as connection:
        for number in range(1, PEOPLE + 1):
            citizens.follow(connection, person(number), 0)
            Places(connection, person(number)).put(district="河北")
    return chat


def released(chat: Chat, kind: Kind = Kind.ISSUE, root: int | None = None) -> Row:
    order = Order(level=Level.ORDER, hazard="flood", area=Area(districts=("河北",)), at=NIGHT)
    now = int(NIGHT.timestamp() * 1000)
    with chat.service.database.write() as connection:
        row = write(connection, kind, order, ONE, now, drill=False, root=root)
        release(connection, row, TWO, now, planned=PEOPLE)
    return row


def runs(chat: Chat) -> None:
    send_released(job_of(chat.service, feature))


def got(chat: Chat) -> Counter[tuple[str, str]]:
    chat.service.delivery.send_due()
    found = Counter[tuple[str, str]]()
    for call in chat.emulator.deliveries.after(0, 10**6):
        if call["via"] == "multicast":
            title = call["messages"][0]["altText"].splitlines()[0]
            found.update((citizen, title) for citizen in call["to"])
    return found


def everybody(title: str) -> Counter[tuple[str, str]]:
    return Counter({(person(number), title): 1 for number in range(1, PEOPLE + 1)})


@pytest.mark.parametrize("after", [False, True])
def test_whatever_dies_everybody_gets_it_once(chat: Chat, after: bool) -> None:
    row, deaths = released(chat), 0
    for at in range(1, 20):
        try:
            with dying(chat.service.database, at, after=after):
                runs(chat)
        except Killed:
            deaths += 1
    runs(chat)
    assert deaths >= 3
    title = "【警戒レベル4】避難指示"
    assert got(chat) == everybody(title)
    released(chat, Kind.WITHDRAW, row.id)
    for at in range(1, 20):
        try:
            with dying(chat.service.database, at, after=after):
                runs(chat)
        except Killed:
            deaths += 1
    runs(chat)
    assert got(chat) == everybody(title) + everybody("【取り消し】避難指示")


def test_two_clocks_send_it_once(chat: Chat) -> None:
    released(chat)
    clocks = [Thread(target=runs, args=[chat]) for _ in range(3)]
    for one in clocks:
        one.start()
    for one in clocks:
        one.join()
    runs(chat)
    assert got(chat) == everybody("【警戒レベル4】避難指示")


def test_two_people_release_it_once(chat: Chat) -> None:
    """The second to press is told so; nothing follows what has ended."""
    row = released(chat)
    waiting = find_row(chat, row.id)
    with chat.service.database.write() as connection, pytest.raises(Changed):
        release(connection, waiting, TWO, 1)
    released(chat, Kind.WITHDRAW, row.id)
    with pytest.raises(Changed):
        released(chat, Kind.LIFT, row.id)


def find_row(chat: Chat, number: int) -> Row:
    with chat.service.database.read() as connection:
        found = find(connection, number)
    assert found
    return found
