"""The waiting room: everybody who comes is handled, whatever the number of threads."""

from __future__ import annotations

import threading
from collections.abc import Collection
from typing import cast

import pytest

from bot.delivery import Delivery
from bot.desk import Desk, Handled
from bot.desk.room import Room
from bot.outbox import Outgoing


class FakeDesk:
    """Remembers whom it handled; the first `busy` times a citizen is held by another process."""

    def __init__(self, busy: int = 0) -> None:
        self.handled: list[str] = []
        self.recovered: list[str] = []
        self._busy, self._lock = busy, threading.Lock()

    def handle(self, citizens: Collection[str]) -> Handled:
        with self._lock:
            if self._busy:
                self._busy -= 1
                return Handled(busy=list(citizens))
            self.handled += citizens
        return Handled()

    def recover(self, citizens: Collection[str]) -> Handled:
        with self._lock:
            self.recovered += citizens
        return Handled()


class FakeDelivery:
    """Takes whatever it is given."""

    def send(self, calls: Collection[Outgoing]) -> None:
        """Nothing is sent."""


def room_of(desk: FakeDesk, threads: int) -> Room:
    return Room(cast(Desk, desk), cast(Delivery, FakeDelivery()), threads)


def until(desk: FakeDesk, many: int) -> bool:
    waiter = threading.Event()
    return any(len(desk.handled) >= many or waiter.wait(0.01) for _ in range(1000))


@pytest.mark.parametrize("threads", [1, 4])
def test_everybody_is_handled_also_after_threads_came_too_late(threads: int) -> None:
    desk = FakeDesk()
    room = room_of(desk, threads)
    room.start()
    # A few at a time, again and again: several threads gather for what only one of them then finds.
    for number in range(0, 300, 3):
        for one in range(number, number + 3):
            room.add([f"U{one}"])
        assert until(desk, number + 3)
    assert sum(thread.name.startswith("desk-") for thread in threading.enumerate()) == threads
    room.stop(5)
    assert sorted(desk.handled) == sorted(f"U{number}" for number in range(300))


def test_who_is_in_the_room_at_the_end_is_handled() -> None:
    desk = FakeDesk()
    room = room_of(desk, 2)
    room.add([f"U{number}" for number in range(500)])
    room.start()
    room.stop(5)
    assert len(desk.handled) == 500


def test_a_citizen_whom_another_process_holds_is_tried_again() -> None:
    desk = FakeDesk(busy=3)
    room = room_of(desk, 1)
    room.start()
    room.add(["U1"])
    assert until(desk, 1)
    room.stop(5)


def test_left_behind_ones_are_not_starved() -> None:
    desk = FakeDesk()
    room = room_of(desk, 1)
    room.add_left_behind(["left"])
    room.add([f"U{number}" for number in range(1000)])
    room.start()
    room.stop(5)
    assert desk.recovered == ["left"]
    assert len(desk.handled) == 1000
