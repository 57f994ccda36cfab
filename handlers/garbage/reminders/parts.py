"""When reminders are due: pure rules about days and minutes, in the city's time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from handlers.garbage.rules import Rules

DAY = timedelta(days=1)
# A city that did not say until when garbage is put out: after noon no reminder is of use any more.
USUAL_LIMIT = time(12)


class Part(StrEnum):
    """The evening before the collection, or the morning of it."""

    EVE = "eve"
    DAY = "day"

    @property
    def ahead(self) -> timedelta:
        """How long before the collection day the reminder is sent."""
        return DAY if self is Part.EVE else timedelta()


def minute_of(at: time) -> int:
    """The minute of the day, 0 to 1439."""
    return at.hour * 60 + at.minute


def time_of(minute: int) -> time:
    return time(*divmod(minute, 60))


def moment(part: Part, minute: int, day: date, zone: datetime) -> datetime:
    """When the reminder of a collection day is due; in the time zone of `zone`."""
    return datetime.combine(day - part.ahead, time_of(minute), zone.tzinfo)


def limit(rules: Rules) -> time:
    """Until when garbage is put out, and so until when a reminder is of use."""
    return rules.put_out_until or USUAL_LIMIT


def useful_until(rules: Rules, day: date, zone: datetime) -> datetime:
    """The end of the time to put garbage out on a collection day."""
    return datetime.combine(day, limit(rules), zone.tzinfo)


def first_day(part: Part, minute: int, after: datetime) -> date:
    """The first collection day whose reminder is due after a moment."""
    day = after.date() + part.ahead
    return day if moment(part, minute, day, after) > after else day + DAY


def minutes_between(after: datetime, until: datetime) -> list[tuple[date, int, int]]:
    """The minutes that begin after a moment and up to another: by date, the first and the last of them."""
    first = after.replace(second=0, microsecond=0) + timedelta(minutes=1)
    found = []
    while first <= until:
        same = first.date() == until.date()
        last = minute_of(until.time()) if same else 24 * 60 - 1
        found.append((first.date(), minute_of(first.time()), last))
        first = datetime.combine(first.date() + DAY, time(), first.tzinfo)
    return found
