"""When the next reminder will come."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from handlers.garbage.calendar.area import Area
from handlers.garbage.reminders.parts import Part, moment

# Kinds that are collected less often than this have company of others.
LOOK_AHEAD_DAYS = 92


def first_reminder(
    area: Area, part: Part, minute: int, since: date, now: datetime
) -> datetime | None:
    """When a district's next reminder is due; None where nothing is known to come."""
    for offset in range(LOOK_AHEAD_DAYS):
        day = since + timedelta(days=offset)
        at = moment(part, minute, day, now)
        if at > now and (area.collected(day) or area.suspended(day)):
            return at
    return None
