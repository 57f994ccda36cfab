"""Hours in words: 月〜金 8:30〜17:15, and whether it is open now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from bot.api import fill
from handlers.departments.files.schema import Closure, Hours
from handlers.departments.hours import Closed, Open
from handlers.departments.words import Words

WEEK = "月火水木金土日"
# Three days in a row are a range; two are named.
SHORTEST_RANGE = 3


def clock(at: time) -> str:
    """8:30"""
    return f"{at.hour}:{at.minute:02}"


def days(words: Words, chosen: Sequence[str]) -> str:
    """月〜金, or 月・水"""
    runs: list[list[int]] = []
    for day in sorted({WEEK.index(one) for one in chosen}):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return words.day_comma.join(_run(words, run) for run in runs)


def _run(words: Words, run: Sequence[int]) -> str:
    names = [words.weekdays[day] for day in run]
    if len(names) >= SHORTEST_RANGE:
        return fill(words.day_range, first=names[0], last=names[-1])
    return words.day_comma.join(names)


def hours_lines(
    words: Words, hours: Sequence[Hours], closed: Sequence[Closure], *, holidays: bool
) -> list[str]:
    """The hours, a line each, and when the counter is closed; `holidays`: then, too."""
    if not hours:
        return []
    lines = [
        fill(
            words.hours_line,
            days=days(words, one.days),
            **{"from": clock(one.first), "until": clock(one.last)},
        )
        for one in hours
    ]
    rests = [words.closed_holidays] if holidays else []
    rests += [
        fill(words.closed_season, first=_day(words, one.first), last=_day(words, one.last))
        for one in closed
    ]
    if rests:
        lines.append(fill(words.closed_line, days=words.day_comma.join(rests)))
    return lines


def _day(words: Words, day: tuple[int, int]) -> str:
    return fill(words.month_day, month=day[0], day=day[1])


def state_line(words: Words, state: Open | Closed | None, now: datetime) -> str:
    """Whether it is open now; empty where that is not known."""
    if state is None:
        return ""
    if isinstance(state, Open):
        return fill(words.open_now, until=clock(state.until))
    if state.opens is None:
        return words.closed_now
    start = {"from": clock(state.opens.time())}
    if state.opens.date() == now.date():
        return fill(words.closed_until_today, **start)
    on = state.opens.date()
    weekday = words.weekdays[on.weekday()]
    day = fill(words.date, month=on.month, day=on.day, weekday=weekday)
    return fill(words.closed_until, day=day, **start)
