"""Hours in words: 月〜金 8:30〜17:15, and when the counter is closed."""

from __future__ import annotations

from collections.abc import Sequence

from bot.api import HoursWords, fill, tell_end, tell_month_day, tell_time, tell_weekdays
from handlers.departments.files.schema import Closure, Hours
from handlers.departments.words import Words

WEEK = "月火水木金土日"


def hours_lines(
    words: Words,
    common: HoursWords,
    hours: Sequence[Hours],
    closed: Sequence[Closure],
    *,
    holidays: bool,
) -> list[str]:
    """The hours, a line each, and when the counter is closed; `holidays`: then, too."""
    if not hours:
        return []
    lines = [
        fill(
            words.hours_line,
            days=tell_weekdays(common, map(WEEK.index, one.days)),
            **{"from": tell_time(one.first), "until": tell_end(one.last)},
        )
        for one in hours
    ]
    rests = [words.closed_holidays] if holidays else []
    rests += [
        fill(
            words.closed_season,
            first=tell_month_day(common, one.first),
            last=tell_month_day(common, one.last),
        )
        for one in closed
    ]
    if rests:
        lines.append(fill(words.closed_line, days=common.day_comma.join(rests)))
    return lines
