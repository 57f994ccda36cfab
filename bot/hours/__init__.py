"""When a counter or a facility is open. Local time of the city.

An opening that ends at 0:00 lasts to the end of its day (24:00); one that runs over midnight is two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

MIDNIGHT = time(0)
# So far the next opening is looked for; the longest closing is well within it.
HORIZON = 30
# What stays open for longer than this is never closed.
NEVER_CLOSED = 7


@dataclass(frozen=True, slots=True)
class Opening:
    """Open from `first`, and closed from `last` on; a `last` of 0:00 is the end of the day."""

    first: time
    last: time

    def holds(self, at: time) -> bool:
        """Whether it is open at this time."""
        return self.first <= at and (at < self.last or self.last == MIDNIGHT)


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
    """Open now, until a time of today (or of the night after it); None: it never closes."""

    until: time | None


@dataclass(frozen=True, slots=True)
class Closed:
    """Closed now; when it opens next, as far as that is known."""

    opens: datetime | None


@dataclass(frozen=True, slots=True)
class Timetable:
    """The hours of one place.

    Attributes:
        weekly: the openings of each weekday, Monday 0, in order of time.
        holidays: None where they are days like others.
        festive: the openings on holidays, which are then known by `holidays`.
        rests: weekdays of the month on which it is closed: (3, 1) is the third Tuesday.
    """

    weekly: Mapping[int, Sequence[Opening]]
    holidays: Holidays | None = None
    seasons: Sequence[Season] = ()
    dates: frozenset[date] = frozenset()
    rests: frozenset[tuple[int, int]] = frozenset()
    festive: Sequence[Opening] = ()

    def openings(self, day: date) -> Sequence[Opening] | None:
        """The openings of a day; None where the day may be a holiday, and nobody wrote down which."""
        usual = self.weekly.get(day.weekday(), ())
        if self._rests(day) or not (usual or self.festive):
            return ()
        if self.holidays is None:
            return usual
        if not self.holidays.covers(day):
            return None
        return self.festive if day in self.holidays.names else usual

    def state(self, now: datetime) -> Open | Closed | None:
        """Open or closed; None where it cannot be known or no hours are written down."""
        today, at = self.openings(now.date()), now.time()
        if today is None or not (self.festive or any(self.weekly.values())):
            return None
        for opening in today:
            if opening.holds(at):
                return Open(self._until(now.date(), opening.last))
        return Closed(self._next(now))

    def _rests(self, day: date) -> bool:
        week = (day.day + 6) // 7
        return (
            day in self.dates
            or (week, day.weekday()) in self.rests
            or any(season.holds(day) for season in self.seasons)
        )

    def _until(self, day: date, last: time) -> time | None:
        """The end of an opening, which may go on after midnight."""
        for after in range(1, NEVER_CLOSED + 1):
            following = self.openings(day + timedelta(days=after)) if last == MIDNIGHT else None
            if not following or following[0].first != MIDNIGHT:
                return last
            last = following[0].last
        return None

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
