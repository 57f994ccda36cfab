"""A counter as a card: what it is for, where, when, and buttons to call and to find it."""

from __future__ import annotations

from datetime import datetime

from bot.api import (
    Action,
    Bubble,
    Holidays,
    HoursWords,
    Line,
    Unit,
    UriAction,
    card,
    fit,
    map_url,
    tell_state,
)
from handlers.departments.directory import Directory
from handlers.departments.files.schema import Department
from handlers.departments.telling import hours_lines
from handlers.departments.words import Words

LINE_MOST = 600


def counter_card(
    words: Words,
    common: HoursWords,
    directory: Directory,
    department: Department,
    holidays: Holidays,
    now: datetime,
) -> Bubble:
    """One counter, as it is at `now` (the city's time); `holidays` are the national ones."""
    state = directory.timetable(department, holidays).state(now)
    told = [
        (words.place, _place(department)),
        (words.now, tell_state(common, state, now)),
        (words.hours, "\n".join(_hours(words, common, directory, department))),
        (words.phone, directory.phone(department) or ""),
        (words.subjects, words.subject_comma.join(department.handles)),
        (words.note, department.note),
    ]
    lines: list[Line] = [(name, fit(said, LINE_MOST, Unit.UTF16)) for name, said in told if said]
    return card(department.name, lines, _buttons(words, directory, department))


def _place(department: Department) -> str:
    return " ".join(filter(None, (department.building, department.floor, department.counter)))


def _hours(
    words: Words, common: HoursWords, directory: Directory, department: Department
) -> list[str]:
    return hours_lines(
        words,
        common,
        directory.hours(department),
        directory.file.closed,
        holidays=not department.open_on_holidays,
    )


def _buttons(words: Words, directory: Directory, department: Department) -> list[Action]:
    buttons: list[Action] = []
    if phone := directory.phone(department):
        buttons.append(UriAction(words.call_label, f"tel:{phone}"))
    if spot := department.location:
        buttons.append(UriAction(words.map_label, map_url(spot.latitude, spot.longitude)))
    if department.homepage:
        buttons.append(UriAction(words.homepage_label, department.homepage))
    return buttons
