"""Opening hours as people write them into tables: 平日, 月-金, 土・日・祝, 9時半, ０９時００分, 24:00."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from unicodedata import normalize

from bot.hours import Opening, Season

WEEK = "月火水木金土日"
DAY = 24 * 60
# 行政機関の休日に関する法律 第1条: the turn of the year, for public offices.
NEW_YEAR = Season((12, 29), (1, 3))

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
_TIME = r"(?:午前|午後|am|pm)?\d{1,2}(?:[:.]\d{2}(?::\d{2})?|時(?:半|\d{1,2}分?)?)"
_CLOCK = re.compile(
    r"(?P<half>午前|午後|am|pm)?(?P<hour>\d{1,2})"
    r"(?:[:.](?P<minute>\d{2})(?::\d{2})?|時(?:(?P<thirty>半)|(?P<minutes>\d{1,2})分?)?)?"
)
_DIGITS = re.compile(r"(\d{1,2})(\d{2})")
_TO = r"(?:から|[~〜\-‐－–—―ー])"
_SPAN = re.compile(f"({_TIME}){_TO}({_TIME})(?:まで)?")
_SEVERAL = re.compile(r"[;、,/\n]+")
_WRITTEN = re.compile(
    r"(?P<days>(?:毎日|平日|[月火水木金土日祝曜日・、~〜\-‐－–—―ー])+)[ :(]*"
    rf"(?P<times>{_TIME}{_TO}{_TIME}(?:まで)?(?:[、,・/と]{_TIME}{_TO}{_TIME}(?:まで)?)*)"
)

Weekly = Mapping[int, Sequence[Opening]]


@dataclass(frozen=True, slots=True)
class Days:
    """Weekdays, Monday 0, and whether holidays belong to them; None where that is not said."""

    weekdays: frozenset[int]
    holidays: bool | None = None


def read_days(text: str) -> Days | None:
    """The days of 月火水木金, 月-金, 平日, 毎日, 土・日・祝, 月～土（祝日を除く）; None for anything else."""
    plain = _plain(text)
    for pattern, days in _SPELLINGS:
        plain = pattern.sub(days, plain)
    excepted = "".join(match[1] for match in _EXCEPT.finditer(plain))
    plain = _RANGE.sub(_run, _EXCEPT.sub("", plain))
    if not _DAYS.fullmatch(plain) or not (excepted or set(plain) & set(WEEK)):
        return None
    named = _numbers(plain) or _ALL
    holidays = True if "祝" in plain else False if "祝" in excepted else None
    return Days(named - _numbers(excepted), holidays)


def read_clock(text: str) -> int | None:
    """Minutes since midnight of 9:00, 9時半, 午後5時, 0930, 24:00 or a part of a day (0.375); else None."""
    plain = _plain(text).removesuffix("頃").removesuffix("ごろ")
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


def hours_in(text: str) -> tuple[Days, list[tuple[int, int]]] | None:
    """The hours at the beginning of a free text: 月～金 9時～11時30分、13時～15時30分。…"""
    match = _WRITTEN.match(_plain(text))
    days = read_days(match["days"]) if match else None
    if match is None or days is None:
        return None
    spans = [(read_clock(span[1]), read_clock(span[2])) for span in _SPAN.finditer(match["times"])]
    good = [(one, other) for one, other in spans if one is not None and other is not None]
    return (days, good) if len(good) == len(spans) else None


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


def read_rests(text: str) -> Rests:
    """What a remark such as 第3火曜日休館;祝日、年末年始(12/29～1/3)を除く says."""
    plain = _plain(text)
    if not _ANY_OFF.search(plain) and not _HOLIDAY_ON.search(plain):
        return Rests()
    seasons = tuple(filter(None, map(_season, _SEASON.finditer(plain))))
    if not seasons and "年末年始" in plain:
        seasons = (NEW_YEAR,)
    monthly = frozenset(_weeks_of(plain))
    weekdays = frozenset().union(
        *(_numbers(found) for found in _WEEKDAY_OFF.findall(_MONTHLY.sub("", plain)))
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


def _plain(text: str) -> str:
    return "".join(normalize("NFKC", text).lower().split())


def _run(match: re.Match[str]) -> str:
    first, last = WEEK.index(match[1]), WEEK.index(match[2])
    return "".join(WEEK[(first + step) % 7] for step in range((last - first) % 7 + 1))


def _numbers(days: str) -> frozenset[int]:
    return frozenset(WEEK.index(day) for day in days if day in WEEK)


def _clocks(text: str) -> list[int] | None:
    parts = [part for part in _SEVERAL.split(normalize("NFKC", text).strip()) if part.strip()]
    found = [read_clock(part) for part in parts]
    good = [one for one in found if one is not None]
    return good if good and len(good) == len(found) else None


def _opening(first: int, last: int) -> Opening:
    return Opening(_time(first), _time(last))


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
