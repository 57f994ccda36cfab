"""The directory of a city's counters: who is for what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.api import Holidays, Opening, Season, Timetable, fold
from handlers.departments.files.schema import Department, File, Hours, Subject, Topic

_WEEK = "月火水木金土日"


@dataclass(frozen=True)
class Directory:
    """departments.yaml, read and asked. Names are compared folded."""

    file: File

    @property
    def topics(self) -> Sequence[Topic]:
        return self.file.topics

    @property
    def departments(self) -> Sequence[Department]:
        return self.file.departments

    @cached_property
    def subjects(self) -> list[Subject]:
        """Everything that some counter handles, each once, in the order of the file."""
        described = {fold(one.name): one for one in self.file.subjects}
        named: dict[str, Subject] = {}
        for department in self.departments:
            for name in department.handles:
                named.setdefault(fold(name), described.get(fold(name)) or Subject(name=name))
        return list(named.values())

    def topic(self, name: str) -> Topic | None:
        return next((one for one in self.topics if fold(one.name) == fold(name)), None)

    def department(self, name: str) -> Department | None:
        return next((one for one in self.departments if fold(one.name) == fold(name)), None)

    def handling(self, subject: str, districts: Iterable[str] = ()) -> list[Department]:
        """The counters for a subject: those of the citizen's districts, the city's, all others."""
        wanted, home = fold(subject), [fold(one) for one in districts]
        found = [one for one in self.departments if wanted in map(fold, one.handles)]

        def rank(one: Department) -> int:
            mine = fold(one.district)
            if mine in home:
                return home.index(mine) - len(home)
            return 1 if mine else 0

        return sorted(found, key=rank)

    def phone(self, department: Department) -> str | None:
        """The counter's number, else that of all."""
        return department.phone or self.file.phone

    def hours(self, department: Department) -> Sequence[Hours]:
        """The counter's hours, else those of all."""
        return self.file.hours if department.hours is None else department.hours

    def timetable(self, department: Department, holidays: Holidays) -> Timetable:
        """When the counter is open; `holidays` are the national ones."""
        weekly: dict[int, list[Opening]] = {}
        for hours in self.hours(department):
            for day in hours.days:
                weekly.setdefault(_WEEK.index(day), []).append(Opening(hours.first, hours.last))
        return Timetable(
            {day: sorted(each, key=lambda one: one.first) for day, each in weekly.items()},
            None if department.open_on_holidays else holidays,
            [Season(one.first, one.last) for one in self.file.closed],
            frozenset(department.closed_dates),
        )
