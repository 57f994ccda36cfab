"""An event, the days on which it takes place, and all that a city has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from hashlib import blake2s

from bot.api import Point, fold

# The days of an event are looked for so far ahead.
HORIZON = 400
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Run:
    """From one day to another, at the same time of day; `weekdays`: only on these (Monday 0).

    `monthly`: only on these weekdays of the month, (2, 5) being the second Saturday.
    """

    since: date
    until: date
    first: time | None = None
    last: time | None = None
    weekdays: frozenset[int] | None = None
    monthly: frozenset[tuple[int, int]] = frozenset()

    def holds(self, day: date) -> bool:
        """Whether it takes place on a day."""
        if not self.since <= day <= self.until:
            return False
        if self.monthly and ((day.day + 6) // 7, day.weekday()) not in self.monthly:
            return False
        return self.weekdays is None or day.weekday() in self.weekdays

    def is_over(self, day: date, now: datetime) -> bool:
        """Whether its time on a day is past; what has no end, or runs over midnight, lasts the day."""
        if day != now.date():
            return day < now.date()
        ends = self.last and (self.first is None or self.last > self.first)
        return bool(ends and self.last and now.time() >= self.last)

    @property
    def is_daily(self) -> bool:
        """Whether it takes place on every day of several, as an exhibition does."""
        return self.since < self.until and self.weekdays is None and not self.monthly


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """One event, on all its days. Texts are as the city wrote them, and empty where it wrote nothing.

    `cancelled`: the city's table says that it does not take place, or is put off.
    """

    name: str
    runs: tuple[Run, ...]
    reading: str = ""
    when: str = ""
    about: str = ""
    fee: str = ""
    place: str = ""
    address: str = ""
    district: str = ""
    town: str = ""
    point: Point | None = None
    audience: str = ""
    category: str = ""
    capacity: str = ""
    apply: str = ""
    apply_until: date | None = None
    contact: str = ""
    phone: str = ""
    url: str = ""
    note: str = ""
    cancelled: bool = False

    @property
    def id(self) -> str:
        """Eight hex digits that stay the same while name, place and first day do, for buttons."""
        said = f"{fold(self.name)}|{fold(self.place)}|{self.runs[0].since}"
        return blake2s(said.encode(), digest_size=4).hexdigest()

    @property
    def text(self) -> str:
        """All words that may say for whom it is."""
        return "\n".join((self.audience, self.name, self.category, self.about))


@dataclass(frozen=True, slots=True)
class Day:
    """An event on one of its days."""

    event: Event
    run: Run
    day: date


@dataclass(frozen=True, slots=True, eq=False)
class Events:
    """A city's events; `source` and `notice` stand under the answers."""

    all: Sequence[Event] = ()
    source: str = ""
    notice: str = ""

    def of_id(self, id: str) -> Event | None:
        """The event of an id; None where it is no more."""
        return next((one for one in self.all if one.id == id), None)

    def coming(
        self, now: datetime, since: date | None = None, until: date | None = None
    ) -> list[Day]:
        """The next day of each event, within some days where these are given; earliest first."""
        found = (next_day(one, now, since, until) for one in self.all)
        return sorted((one for one in found if one), key=_order)


def next_day(
    event: Event, now: datetime, since: date | None = None, until: date | None = None
) -> Day | None:
    """The first day of an event that is not past; None where there is none."""
    days = (_next(event, run, now, since, until) for run in event.runs)
    return min((one for one in days if one), key=_order, default=None)


def _next(
    event: Event, run: Run, now: datetime, since: date | None, until: date | None
) -> Day | None:
    day = max(now.date(), run.since, since or now.date())
    last = min(run.until, day + timedelta(days=HORIZON), until or run.until)
    while day <= last:
        if run.holds(day) and not run.is_over(day, now):
            return Day(event, run, day)
        day += _DAY
    return None


def _order(one: Day) -> tuple[date, bool, time, str]:
    # What goes on for weeks stands behind what there is only today.
    return one.day, one.run.since < one.day, one.run.first or time(0), one.event.name


def weekend(today: date) -> tuple[date, date]:
    """This week's Saturday and Sunday; on a Sunday that day alone."""
    saturday = today + timedelta(days=(5 - today.weekday()) % 7)
    return (today, today) if today.weekday() == 6 else (saturday, saturday + _DAY)


def grouped(events: Iterable[Event]) -> list[Event]:
    """Rows of one event put together: the same name and place, on other days."""
    found: dict[tuple[str, str, bool], list[Event]] = {}
    for one in events:
        found.setdefault((fold(one.name), fold(one.place), one.cancelled), []).append(one)
    return [_together(same) for same in found.values()]


def _together(same: Sequence[Event]) -> Event:
    runs = sorted({run for one in same for run in one.runs}, key=lambda run: (run.since, run.until))
    return replace(same[0], runs=tuple(runs))
