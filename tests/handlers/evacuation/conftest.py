"""A city at three in the morning: staff at the console, the clock, and what LINE accepted."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from bot import citizens, emergency
from bot.citizens.places import Places
from bot.citizens.topics import Topic, Topics
from bot.console.trial import Browser
from bot.emergency import Mode
from bot.rehearsal import Chat, SetClock
from bot.schedule import job_of
from bot.staff import Role
from bot.testing import OpenChat, OpenStaff
from bot.time import JAPAN, millis
from handlers.evacuation.jobs import send_released
from handlers.evacuation.talk import feature

HOME = "/console/evacuation"
NIGHT = datetime(2026, 11, 29, 3, 5, tzinfo=JAPAN)
USUAL: dict[str, Any] = {
    "mode": "real", "level": "order", "hazard": "flood", "districts": "河北", "towns": "", "shape": "",
    "day": "2026-11-29", "time": "03:05", "more": "", "remark": "",
}  # fmt: skip


def person(number: int) -> str:
    """A LINE user id."""
    return f"U{number:032x}"


@dataclass
class City:
    """The whole of it. `first` and `second` are two people of the disaster office."""

    chat: Chat
    clock: SetClock
    first: Browser
    second: Browser

    def lives(
        self,
        number: int,
        district: str = "",
        town: str = "",
        language: str = "",
        slot: str = "home",
    ) -> str:
        """A follower with a place, or without."""
        citizen = person(number)
        with self.chat.service.database.write() as connection:
            citizens.follow(connection, citizen, 0)
            if district or town:
                Places(connection, citizen).put(slot, district=district, town=town)
            if language:
                citizens.set_language(connection, citizen, language)
        return citizen

    def wants(self, number: int, topic: str, wanted: bool = True) -> None:
        """What a follower chose of a kind of news."""
        kind = Topic(topic, "", "", not wanted)
        with self.chat.service.database.write() as connection:
            Topics(connection, person(number), [kind]).want(kind, wanted)

    def switches(self, mode: Mode) -> None:
        with self.chat.service.database.write() as connection:
            emergency.switch(connection, mode, "試験", "試験", millis(self.clock()))

    def writes(self, **fields: Any) -> int:
        """The first person writes an order; returns its number."""
        return number_in(self.first.send(f"{HOME}/new", follow=False, **USUAL | fields))

    def releases(self, number: int, by: Browser | None = None, **fields: Any) -> Any:
        """Somebody, usually the second person, sends it from the page that shows it."""
        address = f"{HOME}/{number}/release"
        who = by or self.second
        seen = re.search(r'name="seen"[^>]*value="(\d+)"', who.get(address).text)
        sent: dict[str, Any] = {"seen": seen[1] if seen else "", "alone": ""} | fields
        return who.send(address, **sent)

    def runs(self) -> None:
        """The clock's job runs once, and workers send what it wrote."""
        send_released(job_of(self.chat.service, feature))
        self.chat.service.delivery.send_due()

    def got(self) -> Counter[tuple[int, str]]:
        """How often each follower got a message, by the first line of its alternative text."""
        found = Counter[tuple[int, str]]()
        for call in self.calls():
            for message in call["messages"]:
                first = message["altText"].splitlines()[0]
                found.update((int(citizen[1:], 16), first) for citizen in call["to"])
        return found

    def calls(self) -> list[dict[str, Any]]:
        """The multicasts that LINE accepted."""
        deliveries = self.chat.emulator.deliveries.after(0, 10**6)
        return [one for one in deliveries if one["via"] == "multicast"]


def number_in(answer: Any) -> int:
    """The number of the order whose page a form led to."""
    found = re.search(r"/evacuation/(\d+)", answer.headers.get("Location", ""))
    assert found, answer.text[-3000:]
    return int(found[1])


@pytest.fixture
def city(new_chat: OpenChat, new_staff: OpenStaff, clock: SetClock) -> City:
    clock.now = NIGHT
    chat = new_chat()
    first = new_staff(Role.DISASTER, name="防災 一郎")
    second = new_staff()
    second.sign_in([Role.DISASTER], "防災 二葉", "second@example.jp")
    return City(chat, clock, first, second)
