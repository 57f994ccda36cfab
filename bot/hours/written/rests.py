"""Closed days as remarks write them: 第3火曜日休館;祝日、年末年始(12/29～1/3)を除く."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.hours import Season
from bot.hours.written.days import WEEK, plain_of, weekdays_in

# 行政機関の休日に関する法律 第1条: the turn of the year, for public offices.
NEW_YEAR = Season((12, 29), (1, 3))

_OFF = r"(?:休|除|閉|お休み|以外)"
_HOLIDAY_OFF = re.compile(rf"祝[^。;\n]{{0,24}}?{_OFF}")
_HOLIDAY_ON = re.compile(r"祝日?(?:も|は)(?:開|営業|利用|診療)|年中無休|祝日?を含む")
_SEASON = re.compile(
    r"(\d{1,2})[月/](\d{1,2})日?[^\d。;]{0,4}?[~〜\-‐－–—―から]+(?:翌年?)?(\d{1,2})[月/](\d{1,2})日?"
)
_MONTHLY = re.compile(r"第([1-5](?:[・、,]第?[1-5])*)([月火水木金土日])曜?日?")
_WEEKDAY_OFF = re.compile(
    r"(?:毎週)?([月火水木金土日](?:[・、]?[月火水木金土日])*)曜?日?(?:[・、]祝日?)?(?:は|が|を)?(?:定?休|除)"
)
_ANY_OFF = re.compile(r"休|除|閉|のみ|不定")


@dataclass(frozen=True, slots=True)
class Rests:
    """What a remark says about closed days.

    Attributes:
        holidays: open on national holidays or not; None where it says nothing about them.
        more: it speaks of closed days in a way that is not understood here.
    """

    holidays: bool | None = None
    seasons: tuple[Season, ...] = ()
    monthly: frozenset[tuple[int, int]] = frozenset()
    weekdays: frozenset[int] = frozenset()
    more: bool = False


def read_rests(text: str) -> Rests:
    """What a remark such as 第3火曜日休館;祝日、年末年始(12/29～1/3)を除く says."""
    plain = plain_of(text)
    if not _ANY_OFF.search(plain) and not _HOLIDAY_ON.search(plain):
        return Rests()
    seasons = tuple(filter(None, map(_season, _SEASON.finditer(plain))))
    if not seasons and "年末年始" in plain:
        seasons = (NEW_YEAR,)
    monthly = frozenset(_weeks_of(plain))
    weekdays = frozenset().union(
        *(weekdays_in(found) for found in _WEEKDAY_OFF.findall(_MONTHLY.sub("", plain)))
    )
    holidays = True if _HOLIDAY_ON.search(plain) else False if _HOLIDAY_OFF.search(plain) else None
    said = bool(seasons or monthly or weekdays or holidays is not None)
    return Rests(holidays, seasons, monthly, weekdays, more=not said or _is_intricate(plain))


def _is_intricate(plain: str) -> bool:
    """Rules that hang on other rules."""
    return any(
        sign in plain for sign in ("場合", "臨時", "不定", "振替", "お盆", "夏季", "のみ", "ただし")
    )


def _weeks_of(plain: str) -> Iterable[tuple[int, int]]:
    for match in _MONTHLY.finditer(plain):
        if re.search(_OFF, plain[match.end() : match.end() + 12]):
            for week in re.findall(r"\d", match[1]):
                yield int(week), WEEK.index(match[2])


def _season(match: re.Match[str]) -> Season | None:
    first, last = (int(match[1]), int(match[2])), (int(match[3]), int(match[4]))
    real = all(1 <= month <= 12 and 1 <= day <= 31 for month, day in (first, last))
    return Season(first, last) if real else None
