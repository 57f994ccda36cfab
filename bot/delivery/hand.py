"""The hand: multicasts that this process has taken up and not yet sent, the most urgent first."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Collection, Iterable

from bot.outbox import Outgoing

# A lease must not run out in hand, so no more is taken than leaves within seconds, and this at most.
IN_HAND = 64
IN_HAND_SECONDS = 4.0
URGENT_IN_HAND = 16


class Hand:
    """Calls in the order of their lanes, and in a lane as they came. Safe only under its owner's lock."""

    def __init__(self) -> None:
        self._calls: list[tuple[int, int, Outgoing]] = []
        self._numbers = itertools.count()

    def __len__(self) -> int:
        return len(self._calls)

    def add(self, calls: Iterable[Outgoing]) -> None:
        for call in calls:
            heapq.heappush(self._calls, (call.lane, next(self._numbers), call))

    def pop(self) -> Outgoing:
        """Take out the most urgent call."""
        return heapq.heappop(self._calls)[2]

    @property
    def lane(self) -> int | None:
        """The lane of the most urgent call; None where the hand is empty."""
        return self._calls[0][0] if self._calls else None

    def room(self, rate: float) -> tuple[int, int | None]:
        """How many calls to take; when the hand is full, only those that go ahead of the last in it.

        Args:
            rate: calls per second that leave.
        """
        most = int(min(IN_HAND, max(2.0, rate * IN_HAND_SECONDS)))
        free = most - len(self._calls)
        if free > 0:
            return free, None
        return URGENT_IN_HAND, max(lane for lane, _, _ in self._calls)

    def mailings(self) -> set[int]:
        """The mailings to which calls in hand belong."""
        return {call.mailing for _, _, call in self._calls if call.mailing is not None}

    def drop(self, mailings: Collection[int]) -> list[Outgoing]:
        """Take out all calls of these mailings."""
        gone = [call for _, _, call in self._calls if call.mailing in mailings]
        self._calls = [one for one in self._calls if one[2].mailing not in mailings]
        heapq.heapify(self._calls)
        return gone

    def clear(self) -> list[Outgoing]:
        """Take out all calls, the most urgent first."""
        return [self.pop() for _ in range(len(self._calls))]
