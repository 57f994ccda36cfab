"""`Notice`: what staff announce of one collection day, and which districts and kinds it hits."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum


class What(StrEnum):
    """What becomes of a collection."""

    DELAYED = "delayed"
    CANCELLED = "cancelled"
    CHANGED = "changed"


Hits = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice.

    Attributes:
        id: its name in the file; a change under the same name is a correction.
        day: the collection day that it is about.
        to: the day on which is collected instead, where `what` is CHANGED.
        hits: the districts that it hits, with the kinds that are due there on `day`.
        say: further words of the staff, may be empty.
        urgent: whether it may be sent at night.
    """

    id: str
    what: What
    day: date
    hits: Hits
    to: date | None = None
    say: str = ""
    urgent: bool = False

    @property
    def last_day(self) -> date:
        """After this day nobody needs to hear of it any more."""
        return max(self.day, self.to or self.day)

    @property
    def digest(self) -> str:
        """Tells whether what citizens would be told has changed."""
        hits = sorted((label, list(kinds)) for label, kinds in self.hits.items())
        told = [self.what, str(self.day), str(self.to or ""), self.say, hits]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Announced:
    """All notices that hold, and between what times they are sent where they are not urgent."""

    notices: tuple[Notice, ...] = ()
    send_from: time = time(6)
    send_until: time = time(22)

    def on(self, label: str, day: date) -> list[Notice]:
        """The notices about a district that concern a day."""
        return [
            notice
            for notice in self.notices
            if label in notice.hits and day in (notice.day, notice.to)
        ]

    def awake(self, now: datetime) -> bool:
        """Whether notices that are not urgent may be sent."""
        return self.send_from <= now.time() < self.send_until


def end_of(day: date, zone: datetime) -> datetime:
    """The end of a day, in the time zone of `zone`."""
    return datetime.combine(day + timedelta(days=1), time(), zone.tzinfo)
