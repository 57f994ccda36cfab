"""How days and times are told: 11月22日(日), 2020年3月, 8時30分."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.api import fill
from handlers.garbage.calendar.rules import WEEKDAYS
from handlers.garbage.rules import Rules
from handlers.garbage.words import Words

# Beyond so many days a date is told with its year.
NEAR_DAYS = 300


def day_text(day: date, today: date) -> str:
    """A day with its weekday, and with its year if it is far away."""
    text = f"{day.month}月{day.day}日({WEEKDAYS[day.weekday()]})"
    return text if abs((day - today).days) < NEAR_DAYS else f"{day.year}年{text}"


def month_text(day: date) -> str:
    return f"{day.year}年{day.month}月"


def time_text(at: time) -> str:
    return f"{at.hour}時{at.minute}分" if at.minute else f"{at.hour}時"


def first_day(rules: Rules, now: datetime) -> date:
    """The first day for which garbage can still be put out: today until the hour is over."""
    over = rules.put_out_until is not None and now.time() > rules.put_out_until
    return now.date() + timedelta(days=over)


def hours(words: Words, rules: Rules) -> str:
    """Between what times garbage is put out; empty where the city did not say."""
    first, last = rules.put_out_from, rules.put_out_until
    if last is None:
        return ""
    if first is None:
        return fill(words.hours_until, until=time_text(last))
    return fill(words.hours, **{"from": time_text(first), "until": time_text(last)})
