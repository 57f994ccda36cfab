"""Hours and days in words: 月〜金, 8:30, 11月24日（火）, and whether a place is open now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.content.words import Label, Phrase, fill, phrase
from bot.hours import MIDNIGHT, Closed, Open, Opening

# Three days in a row are a range; two are named.
SHORTEST_RANGE = 3


class HoursWords(BaseModel):
    """How hours are told, the same in every feature: `hours` in content/platform/words.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    weekdays: Annotated[list[Label], Field(min_length=7, max_length=7)]
    holiday: Label
    day_comma: Phrase
    day_range: Annotated[str, phrase("first", "last")]
    month_day: Annotated[str, phrase("month", "day")]
    date: Annotated[str, phrase("month", "day", "weekday")]
    span: Annotated[str, phrase("from", "until")]
    span_comma: Phrase
    open_now: Annotated[str, phrase("until")]
    open_always: Phrase
    closed_until: Annotated[str, phrase("day", "from")]
    closed_until_today: Annotated[str, phrase("from")]
    closed_now: Phrase


def tell_time(at: time) -> str:
    """8:30"""
    return f"{at.hour}:{at.minute:02}"


def tell_end(at: time) -> str:
    """17:15, and 24:00 for the end of the day."""
    return "24:00" if at == MIDNIGHT else tell_time(at)


def tell_date(words: HoursWords, day: date) -> str:
    """11月24日（火）"""
    weekday = words.weekdays[day.weekday()]
    return fill(words.date, month=day.month, day=day.day, weekday=weekday)


def tell_month_day(words: HoursWords, day: tuple[int, int]) -> str:
    """12月29日"""
    return fill(words.month_day, month=day[0], day=day[1])


def tell_weekdays(words: HoursWords, weekdays: Iterable[int], *, holidays: bool = False) -> str:
    """月〜金, or 月・水, or 土・日・祝 where it is said of holidays, too."""
    runs: list[list[int]] = []
    for day in sorted(set(weekdays)):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    names = [_run(words, run) for run in runs] + [words.holiday] * holidays
    return words.day_comma.join(names)


def _run(words: HoursWords, run: list[int]) -> str:
    names = [words.weekdays[day] for day in run]
    if len(names) >= SHORTEST_RANGE:
        return fill(words.day_range, first=names[0], last=names[-1])
    return words.day_comma.join(names)


def tell_openings(words: HoursWords, openings: Iterable[Opening]) -> str:
    """9:00〜12:00、13:00〜17:00"""
    spans = (
        fill(words.span, **{"from": tell_time(one.first), "until": tell_end(one.last)})
        for one in openings
    )
    return words.span_comma.join(spans)


def tell_state(words: HoursWords, state: Open | Closed | None, now: datetime) -> str:
    """Whether it is open now; empty where that is not known."""
    if state is None:
        return ""
    if isinstance(state, Open):
        until = state.until
        if until is None:
            return words.open_always
        return fill(words.open_now, until=tell_end(until))
    if state.opens is None:
        return words.closed_now
    start = {"from": tell_time(state.opens.time())}
    if state.opens.date() == now.date():
        return fill(words.closed_until_today, **start)
    return fill(words.closed_until, day=tell_date(words, state.opens.date()), **start)
