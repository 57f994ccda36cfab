"""Reading a feed back with two parsers that share no code, so that they check one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import icalendar
import vobject

from handlers.garbage.calendar.area import Area

Events = Counter[tuple[str, str]]


def by_icalendar(feed: bytes) -> Events:
    """The first day and the summary of every event."""
    calendar: Any = icalendar.Calendar.from_ical(feed)
    assert not calendar.errors
    return Counter((_day(e["DTSTART"].dt), str(e["SUMMARY"])) for e in calendar.walk("VEVENT"))


def by_vobject(feed: bytes) -> Events:
    """The same, as vobject reads it."""
    calendar = vobject.readOne(feed.decode())
    events = calendar.contents.get("vevent", [])
    return Counter((_day(e.dtstart.value), e.summary.value) for e in events)


def of_the_calendar(area: Area, today: date) -> Events:
    """What the feed ought to hold, asked day by day."""
    return Counter(
        (str(day), f"{kind}の収集日") for day in window(today) for kind in area.collected(day)
    )


def window(today: date) -> Iterator[date]:
    """400 days from the Monday two weeks before this week's."""
    start = today
    while start.weekday():
        start -= timedelta(days=1)
    return (start - timedelta(days=14) + timedelta(days=n) for n in range(400))


def assert_well_formed(feed: bytes) -> None:
    """RFC 5545 3.1: CRLF ends every line, none has more than 75 octets or half a character."""
    assert feed.endswith(b"END:VCALENDAR\r\n")
    lines = feed.split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()


def _day(start: date | datetime) -> str:
    return start.isoformat()[:10]
