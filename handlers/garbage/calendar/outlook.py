"""What can honestly be said of a district's calendar on a day: facts for the answers, no words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto
from itertools import islice

from handlers.garbage.calendar.area import Area
from handlers.garbage.calendar.closings import at_new_year


@dataclass(frozen=True, slots=True)
class DayOutlook:
    """One day in one district.

    Attributes:
        kinds: what is collected.
        rests: what would be collected if it were not suspended.
        ended: kinds whose calendar ended before the day, by the last day that it knows.
        ahead: kinds whose calendar begins after the day, by the first day that it knows.
        doubtful: kinds whose days are written, but not in words that can be read.
        uncertain: True at New Year where no closing was registered.
        known: False where the calendar of no kind reaches to the day.
    """

    day: date
    kinds: tuple[str, ...]
    rests: tuple[str, ...]
    ended: tuple[tuple[str, date], ...]
    ahead: tuple[tuple[str, date], ...]
    doubtful: tuple[str, ...]
    uncertain: bool
    known: bool


def look_at(area: Area, day: date, kinds: Iterable[str] | None = None) -> DayOutlook:
    """The outlook on one day, for all kinds or for some."""
    chosen = list(area.schedules) if kinds is None else [k for k in kinds if k in area.schedules]
    collected = tuple(kind for kind in chosen if area.collects(kind, day))
    rests = tuple(kind for kind in area.suspended(day) if kind in chosen)
    ended, ahead = [], []
    for kind in chosen:
        schedule = area.schedules[kind]
        if schedule.empty or schedule.knows(day):
            continue
        if schedule.last_known is not None and schedule.last_known < day:
            ended.append((kind, schedule.last_known))
        elif schedule.first_known is not None:
            ahead.append((kind, schedule.first_known))
    fixed = all(day in area.schedules[kind].dates for kind in collected)
    uncertain = at_new_year(day) and not fixed and not area.closings.new_year_known(day)
    doubtful = tuple(kind for kind in chosen if area.schedules[kind].doubtful)
    known = any(area.schedules[kind].knows(day) for kind in chosen)
    return DayOutlook(day, collected, rests, tuple(ended), tuple(ahead), doubtful, uncertain, known)


def next_outlook(area: Area, start: date) -> DayOutlook | None:
    """The outlook on the first day from `start` on when anything is collected, if one is known."""
    days = [day for kind in area.schedules if (day := area.next_day(kind, start))]
    return look_at(area, min(days)) if days else None


class Lack(Enum):
    """Why there is no next day."""

    EMPTY = auto()
    DOUBTFUL = auto()
    ENDED = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class NextDays:
    """The coming collections of one kind.

    Attributes:
        days: the next collection days, at most three.
        rests: suspended days before the first of them.
        lack: why `days` is empty.
        until: the last day that the calendar knows, where it ended.
    """

    kind: str
    days: tuple[date, ...]
    rests: tuple[date, ...]
    lack: Lack | None
    until: date | None

    @property
    def next(self) -> date | None:
        return self.days[0] if self.days else None


def coming(area: Area, kind: str, start: date, count: int = 3) -> NextDays:
    """The coming collections of one kind from a day on."""
    schedule = area.schedules[kind]
    days = tuple(islice(area.days(kind, start), count))
    before = (days[0] - start).days if days else 0
    rests = tuple(
        day for offset in range(before) if schedule.planned(day := start + timedelta(days=offset))
    )
    return NextDays(
        kind, days, rests, None if days else _lack(area, kind, start), schedule.last_known
    )


def _lack(area: Area, kind: str, start: date) -> Lack:
    schedule = area.schedules[kind]
    if schedule.empty and schedule.doubtful:
        return Lack.DOUBTFUL
    if schedule.empty:
        return Lack.EMPTY
    last = schedule.last_known
    return Lack.ENDED if last is not None and last < start + timedelta(days=31) else Lack.NONE
