"""Hours at the beginning of a free text, days and times in one: 月～金 9時～11時30分、13時～15時30分。…"""

from __future__ import annotations

import re

from bot.hours.written.clocks import read_clock
from bot.hours.written.days import Days, plain_of, read_days

_TIME = r"(?:午前|午後|am|pm)?\d{1,2}(?:[:.]\d{2}(?::\d{2})?|時(?:半|\d{1,2}分?)?)"
_TO = r"(?:から|[~〜\-‐－–—―ー])"
_SPAN = re.compile(f"({_TIME}){_TO}({_TIME})(?:まで)?")
_WRITTEN = re.compile(
    r"(?P<days>(?:毎日|平日|[月火水木金土日祝曜日・、~〜\-‐－–—―ー])+)[ :(]*"
    rf"(?P<times>{_TIME}{_TO}{_TIME}(?:まで)?(?:[、,・/と]{_TIME}{_TO}{_TIME}(?:まで)?)*)"
)


def hours_in(text: str) -> tuple[Days, list[tuple[int, int]]] | None:
    """The hours at the beginning of a free text: 月～金 9時～11時30分、13時～15時30分。…"""
    match = _WRITTEN.match(plain_of(text))
    days = read_days(match["days"]) if match else None
    if match is None or days is None:
        return None
    spans = [(read_clock(span[1]), read_clock(span[2])) for span in _SPAN.finditer(match["times"])]
    good = [(one, other) for one, other in spans if one is not None and other is not None]
    return (days, good) if len(good) == len(spans) else None
