"""How days and rules are told: 11月22日(日), あと3日, 8時30分."""

from __future__ import annotations

from datetime import date, time

from handlers.garbage.calendar.rules import WEEKDAYS


def day_text(day: date, today: date) -> str:
    """A day with its weekday; with its year if that is neither this one nor close."""
    text = f"{day.month}月{day.day}日({WEEKDAYS[day.weekday()]})"
    return text if abs((day - today).days) < 300 else f"{day.year}年{text}"


def month_text(day: date) -> str:
    return f"{day.year}年{day.month}月"


def time_text(at: time) -> str:
    minutes = f"{at.minute}分" if at.minute else ""
    return f"{at.hour}時{minutes}"
