"""Times of day as people write them: 9時半, ０９時００分, 午後5時, 24:00; and the openings they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import time
from unicodedata import normalize

from bot.hours import Opening
from bot.hours.written.days import plain_of

DAY = 24 * 60

_CLOCK = re.compile(
    r"(?P<half>午前|午後|am|pm)?(?P<hour>\d{1,2})"
    r"(?:[:.](?P<minute>\d{2})(?::\d{2})?|時(?:(?P<thirty>半)|(?P<minutes>\d{1,2})分?)?)?"
)
_DIGITS = re.compile(r"(\d{1,2})(\d{2})")
_SEVERAL = re.compile(r"[;、,/\n]+")

Weekly = Mapping[int, Sequence[Opening]]


def read_clock(text: str) -> int | None:
    """Minutes since midnight of 9:00, 9時半, 午後5時, 0930, 24:00 or a part of a day (0.375); else None."""
    plain = plain_of(text).removesuffix("頃").removesuffix("ごろ")
    if re.fullmatch(r"0\.\d+|1\.0", plain) and not re.fullmatch(r"0\.\d\d", plain):
        return round(float(plain) * DAY)
    if digits := _DIGITS.fullmatch(plain):
        plain = f"{digits[1]}:{digits[2]}"
    match = _CLOCK.fullmatch(plain)
    if match is None:
        return None
    minute = 30 if match["thirty"] else int(match["minute"] or match["minutes"] or 0)
    hour = int(match["hour"]) + (
        12 if match["half"] in ("午後", "pm") and match["hour"] != "12" else 0
    )
    return hour * 60 + minute if minute < 60 and hour * 60 + minute <= 30 * 60 else None


def read_spans(first: str, last: str) -> list[tuple[int, int]] | None:
    """Spans of minutes from a cell of beginnings and one of ends, each with one or more times."""
    starts, ends = _clocks(first), _clocks(last)
    if starts is None or ends is None or len(starts) != len(ends):
        return None
    return list(zip(starts, ends, strict=True))


def weekly_of(weekdays: Iterable[int], spans: Iterable[tuple[int, int]]) -> Weekly:
    """The openings of each weekday; what runs over midnight goes on the next day."""
    spans = list(spans)
    week: dict[int, list[Opening]] = {}
    for day in weekdays:
        for first, last in spans:
            end = last if last > first else last + DAY
            week.setdefault(day, []).append(_opening(first, min(end, DAY)))
            if end > DAY:
                week.setdefault((day + 1) % 7, []).append(_opening(0, min(end - DAY, first)))
    return joined([week])


def joined(weeks: Iterable[Weekly]) -> Weekly:
    """Several weeks as one: each day's openings once and in order."""
    found: dict[int, set[Opening]] = {}
    for week in weeks:
        for day, openings in week.items():
            found.setdefault(day, set()).update(openings)
    return {day: sorted(each, key=lambda one: one.first) for day, each in sorted(found.items())}


def spans_of(spans: Iterable[tuple[int, int]]) -> Sequence[Opening]:
    """The openings of a single day, up to its end."""
    return [_opening(first, min(last, DAY) if last > first else DAY) for first, last in spans]


def _clocks(text: str) -> list[int] | None:
    parts = [part for part in _SEVERAL.split(normalize("NFKC", text).strip()) if part.strip()]
    found = [read_clock(part) for part in parts]
    good = [one for one in found if one is not None]
    return good if good and len(good) == len(found) else None


def _opening(first: int, last: int) -> Opening:
    return Opening(_time(first), _time(last))


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
