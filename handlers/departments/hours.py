"""When a counter is open. Local time of the city; a day's opening ends before midnight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

# So far a counter's next opening is looked for; the longest closing is well within it.
HORIZON = 30


@dataclass(frozen=True, slots=True)
class Opening:
    """Open from `first`, and closed from `last` on."""

    first: time
    last: time


@dataclass(frozen=True, slots=True)
class Season:
    """Days of each year, as month and day, both ends included; it may run over New Year."""

    first: tuple[int, int]
    last: tuple[int, int]

    def holds(self, day: date) -> bool:
        """Whether the day is in it."""
        at = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= at <= self.last
        return at >= self.first or at <= self.last


@dataclass(frozen=True, slots=True)
class Holidays:
    """The national holidays of whole years; nothing is known of other years."""

    names: Mapping[date, str] = field(default_factory=dict)

    def covers(self, day: date) -> bool:
        """Whether the day's year is in the list."""
        return any(known.year == day.year for known in self.names)

    @property
    def last_year(self) -> int | None:
        """The last year of the list."""
        return max((day.year for day in self.names), default=None)


@dataclass(frozen=True, slots=True)
class Open:
    """Open now, until a time of today."""

    until: time


@dataclass(frozen=True, slots=True)
class Closed:
    """Closed now; when it opens next, as far as that is known."""

    opens: datetime | None


@dataclass(frozen=True, slots=True)
class Timetable:
    """A counter's hours.

    Attributes:
        weekly: the openings of each weekday, Monday 0, in order of time.
        holidays: None where the counter is open on them.
    """

    weekly: Mapping[int, Sequence[Opening]]
    holidays: Holidays | None = None
    seasons: Sequence[Season] = ()
    dates: frozenset[date] = frozenset()

    def openings(self, day: date) -> Sequence[Opening] | None:
        """The openings of a day; None where the day may be a holiday, and nobody wrote down which."""
        usual = self.weekly.get(day.weekday(), ())
        if not usual or day in self.dates or any(season.holds(day) for season in self.seasons):
            return ()
        if self.holidays is None:
            return usual
        if not self.holidays.covers(day):
            return None
        return () if day in self.holidays.names else usual

    def state(self, now: datetime) -> Open | Closed | None:
        """Open or closed; None where it cannot be known or no hours are written down."""
        today, at = self.openings(now.date()), now.time()
        if today is None or not any(self.weekly.values()):
            return None
        for opening in today:
            if opening.first <= at < opening.last:
                return Open(opening.last)
        return Closed(self._next(now))

    def _next(self, now: datetime) -> datetime | None:
        for days in range(HORIZON + 1):
            day = now.date() + timedelta(days=days)
            openings = self.openings(day)
            if openings is None:
                return None
            for opening in openings:
                start = datetime.combine(day, opening.first, now.tzinfo)
                if start > now:
                    return start
        return None
