"""`Area`: one district, and what is collected there on which day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from handlers.garbage.calendar.closings import Closings
from handlers.garbage.calendar.schedule import HORIZON, Schedule


@dataclass(frozen=True, slots=True)
class Area:
    """One district of area_days.csv.

    Attributes:
        label: its name as the city writes it; no two districts share one.
        schedules: per kind of garbage, in the order of the file.
        closings: of the centre that serves the district.
        centre: the centre's name, empty where none was given.
        group: the larger place under whose heading the district stands, if there is one.
    """

    label: str
    schedules: Mapping[str, Schedule]
    closings: Closings = field(default_factory=Closings)
    centre: str = ""
    group: str = ""

    def collected(self, on: date) -> list[str]:
        """The kinds that are collected on a day."""
        return [kind for kind in self.schedules if self.collects(kind, on)]

    def collects(self, kind: str, on: date) -> bool:
        """True where `kind` is collected; a date that was named one by one overrides a closing."""
        schedule = self.schedules[kind]
        named = on in schedule.dates or on in schedule.moved
        return schedule.occurs(on) and (named or not self.closings.closed(on))

    def suspended(self, on: date) -> list[str]:
        """The kinds whose usual day this is, but which are not collected."""
        return [
            kind
            for kind, schedule in self.schedules.items()
            if schedule.planned(on) and not self.collects(kind, on)
        ]

    def days(self, kind: str, start: date) -> Iterator[date]:
        """The collection days of `kind` from `start` on, up to the horizon."""
        schedule = self.schedules[kind]
        last = start + HORIZON
        if schedule.last_known is not None:
            last = min(last, schedule.last_known)
        for offset in range((last - start).days + 1):
            if self.collects(kind, on := start + timedelta(days=offset)):
                yield on

    def next_day(self, kind: str, start: date) -> date | None:
        """The first collection day of `kind` from `start` on; None where none is known."""
        return next(self.days(kind, start), None)

    @property
    def has_calendar(self) -> bool:
        return any(not schedule.empty for schedule in self.schedules.values())
