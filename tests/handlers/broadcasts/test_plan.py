"""When a broadcast is sent: once, weekly, monthly; excluded days and holidays are left out."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.api import JAPAN, Holidays
from handlers.broadcasts.plan import Plan, Repeat

HOLIDAYS = Holidays({date(2026, 12, 23): "試験の日", date(2027, 1, 1): "元日"})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAPAN)


def days(plan: Plan, count: int = 6) -> list[str]:
    found: list[str] = []
    moment = at("2026-11-29T00:00")
    while (following := plan.after(moment, HOLIDAYS)) and len(found) < count:
        found.append(f"{following:%m-%d}")
        moment = following
    return found


@pytest.mark.parametrize(
    ("plan", "wanted"),
    [
        (Plan(first=at("2026-12-01T09:00")), ["12-01"]),
        (Plan(first=at("2026-11-01T09:00")), []),
        (Plan(), []),
        (
            Plan(
                first=at("2026-12-02T09:00"),
                repeat=Repeat.WEEKLY,
                until=date(2027, 1, 6),
                excluded=(date(2026, 12, 30),),
                skip_holidays=True,
            ),
            ["12-02", "12-09", "12-16", "01-06"],
        ),
        (
            Plan(first=at("2026-08-31T09:00"), repeat=Repeat.MONTHLY),
            ["11-30", "12-31", "01-31", "02-28", "03-31", "04-30"],
        ),
        (
            Plan(first=at("2026-12-01T09:00"), repeat=Repeat.MONTHLY, skip_holidays=True),
            ["12-01", "02-01", "03-01", "04-01", "05-01", "06-01"],
        ),
    ],
)
def test_the_days_of_a_plan(plan: Plan, wanted: list[str]) -> None:
    assert days(plan) == wanted


def test_a_plan_whose_every_day_is_excluded_comes_to_an_end() -> None:
    first = at("2026-12-02T09:00")
    every = tuple(date.fromordinal(first.date().toordinal() + 7 * n) for n in range(200))
    assert days(Plan(first=first, repeat=Repeat.WEEKLY, excluded=every)) == []
