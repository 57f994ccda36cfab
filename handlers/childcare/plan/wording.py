"""Days and ages in the words of parents."""

from __future__ import annotations

from datetime import date

from bot.api import fill
from handlers.childcare.plan.ages import reached
from handlers.childcare.words import Words


def day_words(day: date) -> str:
    """2026年4月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def months_old(born: date, today: date) -> int:
    """Whole months, as parents count them: on the monthly birthday, not on the day before."""
    months = 12 * (today.year - born.year) + today.month - born.month
    return months if reached(born, months) < today or months == 0 else months - 1


def age_words(words: Words, born: date, today: date) -> str:
    """How old a child is today."""
    months = max(0, months_old(born, today))
    if months == 0:
        return fill(words.age_in_days, days=(today - born).days)
    return years_and_months(words, months)


def years_and_months(words: Words, months: int) -> str:
    """1歳6か月, 2歳, 9か月."""
    years, rest = divmod(months, 12)
    if not years:
        return fill(words.age_in_months, months=months)
    if not rest:
        return fill(words.age_in_years, years=years)
    return fill(words.age_in_both, years=years, months=rest)
