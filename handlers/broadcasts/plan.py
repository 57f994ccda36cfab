"""When a broadcast is sent: once, or weekly or monthly but for excluded days."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from bot.api import Holidays

# Looking further ahead for a day that is not excluded makes no sense.
FURTHEST = timedelta(days=800)


class Repeat(StrEnum):
    """How often."""

    ONCE = "once"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class Plan(BaseModel):
    """The first moment (city's time zone; None: as soon as it is approved), and the repetition.

    `monthly` keeps the day of the month; in shorter months it is their last day. `until` is the last day.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    first: datetime | None = None
    repeat: Repeat = Repeat.ONCE
    until: date | None = None
    excluded: tuple[date, ...] = ()
    skip_holidays: bool = False

    def after(self, moment: datetime, holidays: Holidays) -> datetime | None:
        """The next moment after this one at which it is to be sent; None when it is over."""
        for at in self._moments(moment):
            if self.until and at.date() > self.until:
                return None
            if at > moment and not self._rests(at.date(), holidays):
                return at
        return None

    def _rests(self, day: date, holidays: Holidays) -> bool:
        return day in self.excluded or (self.skip_holidays and day in holidays.names)

    def _moments(self, moment: datetime) -> Iterator[datetime]:
        if self.first is None:
            return
        number, at = 0, self.first
        while at <= max(moment, self.first) + FURTHEST:
            yield at
            if self.repeat is Repeat.ONCE:
                return
            number += 1
            at = self._nth(self.first, number)

    def _nth(self, first: datetime, number: int) -> datetime:
        if self.repeat is Repeat.WEEKLY:
            return first + timedelta(weeks=number)
        years, month = divmod(first.month - 1 + number, 12)
        year = first.year + years
        last = calendar.monthrange(year, month + 1)[1]
        return first.replace(year=year, month=month + 1, day=min(first.day, last))
