"""A district's days as an iCalendar feed (RFC 5545, with the properties of RFC 7986).

There is one event for each day and kind, so that a change of one kind leaves the others' events alone.
A program that subscribes replaces its copy by what it reads; it knows events by their UID and sees by
LAST-MODIFIED that they changed. SEQUENCE counts revisions of invitations, of which there are none here.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

from handlers.garbage.calendar.area import Area
from handlers.garbage.calendar.closings import at_new_year
from handlers.garbage.calendar.outlook import look_at
from handlers.garbage.city import Calendar
from handlers.garbage.public.options import Options
from handlers.garbage.telling.text import hours
from handlers.garbage.words import Words

PAST = timedelta(weeks=2)
MOST_DAYS = 400
REFRESH = timedelta(hours=12)
EVENING = time(20)
ZONE = ZoneInfo("Asia/Tokyo")
_END = b"END:VCALENDAR\r\n"
# What differs between two events of a kind; folded lines go on with a blank, so these are whole ones.
_START = re.compile(rb"^(DTSTART[^:\r\n]*:)\d{8}", re.MULTILINE)
_STOP = re.compile(rb"^(DTEND[^:\r\n]*:)\d{8}", re.MULTILINE)
_UID = re.compile(rb"^(UID:)[0-9a-f-]{36}", re.MULTILINE)
_NAMESPACE = uuid.UUID("5f0c4f0a-6d0b-5c55-9f53-6a1d3c0f8a11")


def first_day_of_feed(today: date) -> date:
    """A Monday two weeks ago or a little more, so that the feed stays the same for a week."""
    return today - PAST - timedelta(days=today.weekday())


@dataclass(frozen=True, slots=True)
class Feed:
    """The feed of one district.

    Attributes:
        city: the city's code, or its name.
        modified: when the content was last changed, UTC.
        texts: the macros of feed.txt.
    """

    city: str
    calendar: Calendar
    area: Area
    words: Words
    options: Options
    modified: datetime
    texts: Any

    def written(self, start: date) -> bytes:
        """The feed from a day on: 400 days at most, and only those that the calendar knows."""
        head: bytes = self._head().to_ical()
        days = (start + timedelta(days=offset) for offset in range(MOST_DAYS))
        return head.removesuffix(_END) + b"".join(self._events(days)) + _END

    def _events(self, days: Iterable[date]) -> Iterator[bytes]:
        """The events of some days, each cast from the one that was written for its kind."""
        written: dict[tuple[str, bool], bytes] = {}
        for day in days:
            kinds = self.area.collected(day)
            uncertain = bool(kinds) and at_new_year(day) and look_at(self.area, day).uncertain
            for kind in kinds:
                if (kind, uncertain) not in written:
                    written[kind, uncertain] = self._event(day, kind, uncertain=uncertain).to_ical()
                yield self._cast(written[kind, uncertain], day, kind)

    def _cast(self, event: bytes, day: date, kind: str) -> bytes:
        """An event on another day. Writing a year of them one by one would take a third of a second."""
        start, end = self._times(day)
        for line, value in ((_START, f"{start:%Y%m%d}"), (_STOP, f"{end:%Y%m%d}")):
            event = line.sub(rb"\g<1>" + value.encode(), event, count=1)
        return _UID.sub(rb"\g<1>" + self._uid(day, kind).encode(), event, count=1)

    def _head(self) -> icalendar.Calendar:
        name = self.texts.name(area=self.area.label).strip()
        about = self.texts.about(rules=self.calendar.rules).strip()
        head = icalendar.Calendar()
        head.add("prodid", "-//Madoguchi//Garbage calendar//JA")
        head.add("version", "2.0")
        head.add("calscale", "GREGORIAN")
        head.add("last-modified", self.modified)
        head.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        head.add("x-published-ttl", icalendar.vDuration(REFRESH))
        # Each pair says the same: RFC 7986's name, and the older one that most programs know.
        for key, text in (("name", name), ("x-wr-calname", name)):
            head.add(key, text)
        for key, text in (("description", about), ("x-wr-caldesc", about)):
            head.add(key, text)
        head.add("x-wr-timezone", ZONE.key)
        head.add_component(_japan())
        return head

    def _event(self, day: date, kind: str, *, uncertain: bool) -> icalendar.Event:
        event = icalendar.Event()
        event.add("uid", self._uid(day, kind))
        event.add("dtstamp", self.modified)
        event.add("last-modified", self.modified)
        start, end = self._times(day)
        event.add("dtstart", start)
        event.add("dtend", end)
        event.add("summary", self.texts.summary(kind=kind).strip())
        event.add("description", self._description(kind, uncertain=uncertain))
        # Who puts garbage out is not busy.
        event.add("transp", "TRANSPARENT")
        if self.options.evening:
            event.add_component(self._alarm(day, kind))
        return event

    def _uid(self, day: date, kind: str) -> str:
        """The same for ever for a city, district, day and kind; a hash tells nothing of a place."""
        timed = "hours" if self.options.timed(self.calendar.rules) else "day"
        parts = (self.city, self.area.label, day.isoformat(), kind, timed)
        return str(uuid.uuid5(_NAMESPACE, "\n".join(parts)))

    def _times(self, day: date) -> tuple[date, date]:
        """The first day and the day after, or the hours in the city's time."""
        timed = self.options.timed(self.calendar.rules)
        if timed is None:
            return day, day + timedelta(days=1)
        first, last = timed
        # From eight in the evening until five means five on the next morning.
        until = day if first < last else day + timedelta(days=1)
        return datetime.combine(day, first, ZONE), datetime.combine(until, last, ZONE)

    def _description(self, kind: str, *, uncertain: bool) -> str:
        rules = self.calendar.rules
        new_year = self.words.new_year if uncertain else ""
        remarks = self.area.schedules[kind].remarks
        told = (hours(self.words, rules), rules.how, self.calendar.how(kind), *remarks, new_year)
        return "\n".join(filter(None, (*told, rules.notice)))

    def _alarm(self, day: date, kind: str) -> icalendar.Alarm:
        """Rings at eight in the evening before."""
        timed = self.options.timed(self.calendar.rules)
        start = datetime.combine(day, timed[0] if timed else time())
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", self.texts.alarm(kind=kind).strip())
        alarm.add("trigger", datetime.combine(day - timedelta(days=1), EVENING) - start)
        return alarm


def _japan() -> icalendar.Timezone:
    """Japan's time, which knows no summer time."""
    zone, standard = icalendar.Timezone(), icalendar.TimezoneStandard()
    zone.add("tzid", ZONE.key)
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001  local by definition
    standard.add("tzoffsetfrom", timedelta(hours=9))
    standard.add("tzoffsetto", timedelta(hours=9))
    standard.add("tzname", "JST")
    zone.add_component(standard)
    return zone
