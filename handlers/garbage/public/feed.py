"""A district's days as an iCalendar feed (RFC 5545, with the properties of RFC 7986).

There is one event for each day and kind, so that a change of one kind leaves the others' events alone.
A program that subscribes replaces its copy by what it reads; it knows events by their UID and sees by
LAST-MODIFIED that they changed. SEQUENCE counts revisions of invitations, of which there are none here.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

from handlers.garbage.calendar.area import Area
from handlers.garbage.calendar.outlook import DayOutlook, look_at
from handlers.garbage.city import Calendar
from handlers.garbage.rules import Rules
from handlers.garbage.telling.text import hours
from handlers.garbage.words import Words

PAST = timedelta(weeks=2)
MOST_DAYS = 400
REFRESH = timedelta(hours=12)
EVENING = time(20)
ZONE = ZoneInfo("Asia/Tokyo")
_NAMESPACE = uuid.UUID("5f0c4f0a-6d0b-5c55-9f53-6a1d3c0f8a11")


@dataclass(frozen=True, slots=True)
class Options:
    """What a subscriber chose: events at the hours to put out, an alarm in the evening before."""

    hours: bool = False
    evening: bool = False

    def timed(self, rules: Rules) -> tuple[time, time] | None:
        """From when to when an event lasts; None for the whole day."""
        first, last = rules.put_out_from, rules.put_out_until
        return (first, last) if self.hours and first and last else None

    @property
    def parameters(self) -> dict[str, str]:
        """These options in an address."""
        chosen = {"hours": self.hours and "1", "alarm": self.evening and "evening"}
        return {name: value for name, value in chosen.items() if value}


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
        whole = self._head()
        for offset in range(MOST_DAYS):
            for event in self._events(look_at(self.area, start + timedelta(days=offset))):
                whole.add_component(event)
        written: bytes = whole.to_ical()
        return written

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

    def _events(self, look: DayOutlook) -> Iterator[icalendar.Event]:
        for kind in look.kinds:
            event = icalendar.Event()
            event.add("uid", self._uid(look.day, kind))
            event.add("dtstamp", self.modified)
            event.add("last-modified", self.modified)
            start, end = self._times(look.day)
            event.add("dtstart", start)
            event.add("dtend", end)
            event.add("summary", self.texts.summary(kind=kind).strip())
            event.add("description", self._description(look, kind))
            # Who puts garbage out is not busy.
            event.add("transp", "TRANSPARENT")
            if self.options.evening:
                event.add_component(self._alarm(look.day, kind))
            yield event

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

    def _description(self, look: DayOutlook, kind: str) -> str:
        rules = self.calendar.rules
        new_year = self.words.new_year if look.uncertain else ""
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
