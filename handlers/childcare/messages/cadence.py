"""On which days of a child's life a message may come: daily at first, then less and less often."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

USUAL_TIME, USUAL_END = time(9), time(20)


@dataclass(frozen=True, slots=True)
class Piece:
    """Every so many days, from one day of life to another (both included).

    Attributes:
        most: the check warns where no message comes for longer than this many days; 0: never.
        line: where it stands in its file.
    """

    first: int
    last: int
    every: int
    pregnant: bool = False
    most: int = 0
    line: int | None = None

    def days(self) -> range:
        return range(self.first, self.last + 1, self.every)


@dataclass(frozen=True, slots=True)
class Schedule:
    """The city's times.

    Attributes:
        at, end: when messages go out, and until when a clock that was down still sends them.
        keep_months: the age at which a child's day of birth is forgotten, in months.
        before: so many days before the end of public expense the plan reminds.
    """

    pieces: Sequence[Piece] = ()
    at: time = USUAL_TIME
    end: time = USUAL_END
    keep_months: int = 12 * 7
    before: Sequence[int] = (30,)

    def grid(self, *, pregnant: bool) -> Grid:
        """The days on which messages may come, of a pregnancy or of a child's life."""
        pieces = [piece for piece in self.pieces if piece.pregnant == pregnant]
        return Grid(sorted({day for piece in pieces for day in piece.days()}))


@dataclass(frozen=True, slots=True)
class Grid:
    """Days of life, in order."""

    days: Sequence[int]

    def since(self, day: int) -> int | None:
        """The first of them on or after a day."""
        index = bisect_left(self.days, day)
        return self.days[index] if index < len(self.days) else None

    def between(self, first: int, last: int) -> int:
        """How many there are from one day to another, both included."""
        return bisect_left(self.days, last + 1) - bisect_left(self.days, first)
