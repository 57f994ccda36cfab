"""Days of the week as people write them: 平日, 月-金, 土・日・祝, 毎日, 月～土（祝日を除く）."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

WEEK = "月火水木金土日"

_ALL = frozenset(range(7))
_SPELLINGS = (
    (re.compile(r"曜日?"), ""),
    (re.compile(r"[・、]?年末年始"), ""),
    (re.compile(r"平日"), "月火水木金"),
    (re.compile(r"週末"), "土日"),
    (re.compile(r"国民の祝日|祝祭日|祭日|祝日"), "祝"),
    (re.compile(r"毎日|全日|年中無休|無休"), "月火水木金土日祝"),
)
_RANGE = re.compile(r"([月火水木金土日])(?:から|[~〜\-‐－–—―ー])([月火水木金土日])(?:まで)?")
_EXCEPT = re.compile(
    r"[(、,・;]*([月火水木金土日祝・、,と]+)(?:を|は|も)?"
    r"(?:除く|除き|除いた日|以外|定休日?|休み|休業日?|休館日?|休診日?|休園日?|休所日?|閉館|閉所)\)?"
)
_DAYS = re.compile(r"[月火水木金土日祝・、,;/\\と()&+]*")


@dataclass(frozen=True, slots=True)
class Days:
    """Weekdays, Monday 0, and whether holidays belong to them; None where that is not said."""

    weekdays: frozenset[int]
    holidays: bool | None = None


def read_days(text: str) -> Days | None:
    """The days of 月火水木金, 月-金, 平日, 毎日, 土・日・祝, 月～土（祝日を除く）; None for anything else."""
    plain = plain_of(text)
    for pattern, days in _SPELLINGS:
        plain = pattern.sub(days, plain)
    excepted = "".join(match[1] for match in _EXCEPT.finditer(plain))
    plain = _RANGE.sub(_run, _EXCEPT.sub("", plain))
    if not _DAYS.fullmatch(plain) or not (excepted or set(plain) & set(WEEK)):
        return None
    named = weekdays_in(plain) or _ALL
    holidays = True if "祝" in plain else False if "祝" in excepted else None
    return Days(named - weekdays_in(excepted), holidays)


def plain_of(text: str) -> str:
    """The text without spaces, in one width and case."""
    return "".join(normalize("NFKC", text).lower().split())


def weekdays_in(days: str) -> frozenset[int]:
    """The weekdays whose signs stand in a text, Monday 0."""
    return frozenset(WEEK.index(day) for day in days if day in WEEK)


def _run(match: re.Match[str]) -> str:
    first, last = WEEK.index(match[1]), WEEK.index(match[2])
    return "".join(WEEK[(first + step) % 7] for step in range((last - first) % 7 + 1))
