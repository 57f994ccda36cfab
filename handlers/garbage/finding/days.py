"""Days in what citizens type: 今日, あさって, 土曜日, 来週の月曜, 11/25, 12月3日, 3日後, 年末年始."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.garbage.calendar.rules import WEEKDAYS

# A date without a year this long ago is meant to be past; an earlier one is next year's.
_LOOK_BACK = timedelta(days=60)
_KANA = dict(zip("げつ か すい もく きん ど にち".split(), WEEKDAYS, strict=True))  # noqa: SIM905
_DAY = rf"(?:([{WEEKDAYS}])曜日?|({'|'.join(_KANA)})ようび)"
# Kana words that also begin other words (あすふぁると, きょうだい) need an end of word after them.
_END = r"(?=$|[のはもにって、,]|ごみ|何|なに|なん|出|だ[しすせ])"


@dataclass(frozen=True, slots=True)
class Days:
    """One day, or a period when `first` and `last` differ."""

    first: date
    last: date

    @property
    def single(self) -> bool:
        return self.first == self.last


def find_days(text: str, today: date) -> tuple[Days, str] | None:
    """Find a day or a period in folded text; with it comes the text without it."""
    for pattern, read in _READERS:
        match = pattern.search(text)
        if match is None:
            continue
        try:
            days = read(match, today)
        except (ValueError, OverflowError):
            continue
        return days, text[: match.start()] + text[match.end() :]
    return None


def _one(day: date) -> Days:
    return Days(day, day)


def _after(count: int) -> Callable[[re.Match[str], date], Days]:
    return lambda _match, today: _one(today + timedelta(days=count))


def _full(match: re.Match[str], _today: date) -> Days:
    return _one(date(*(int(part) for part in match.groups())))


def _month_and_day(match: re.Match[str], today: date) -> Days:
    day = date(today.year, int(match[1]), int(match[2]))
    if day < today - _LOOK_BACK:
        day = day.replace(year=today.year + 1)
    return _one(day)


def _day_of_month(match: re.Match[str], today: date) -> Days:
    number = int(match[1])
    if not 1 <= number <= 31:
        raise ValueError(number)
    month = today.replace(day=1)
    while number > monthrange(month.year, month.month)[1] or month.replace(day=number) < today:
        month = (month + timedelta(days=31)).replace(day=1)
    return _one(month.replace(day=number))


def _days_later(match: re.Match[str], today: date) -> Days:
    return _one(today + timedelta(days=int(match[1])))


def _weekday(match: re.Match[str]) -> int:
    return WEEKDAYS.index(match[match.lastindex or 1][:1] if match[1] else _KANA[match[2]])


def _coming(match: re.Match[str], today: date) -> Days:
    return _one(today + timedelta(days=(_weekday(match) - today.weekday()) % 7))


def _next(match: re.Match[str], today: date) -> Days:
    return _one(today + timedelta(days=(_weekday(match) - today.weekday() - 1) % 7 + 1))


def _in_week(weeks: int) -> Callable[[re.Match[str], date], Days]:
    def read(match: re.Match[str], today: date) -> Days:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)
        if match[1] or match[2]:
            return _one(monday + timedelta(days=_weekday(match)))
        return Days(max(monday, today), monday + timedelta(days=6))

    return read


def _in_month(months: int) -> Callable[[re.Match[str], date], Days]:
    def read(_match: re.Match[str], today: date) -> Days:
        first = today.replace(day=1)
        for _ in range(months):
            first = (first + timedelta(days=31)).replace(day=1)
        last = first.replace(day=monthrange(first.year, first.month)[1])
        return Days(max(first, today), last)

    return read


def _season(start: tuple[int, int], length: int) -> Callable[[re.Match[str], date], Days]:
    def read(_match: re.Match[str], today: date) -> Days:
        for year in (today.year - 1, today.year, today.year + 1):
            first = date(year, *start)
            last = first + timedelta(days=length - 1)
            if last >= today:
                break
        return Days(max(first, today), last)

    return read


# The weekday that people add to a date, 12/3(木), is not asked again.
_NOTED = rf"(?:\([{WEEKDAYS}]曜?日?\))?"
_WEEK = rf"の?(?:{_DAY})?"
_PATTERNS: list[tuple[str, Callable[[re.Match[str], date], Days]]] = [
    (rf"(\d{{4}})[年/.\-](\d{{1,2}})[月/.\-](\d{{1,2}})日?{_NOTED}", _full),
    (rf"(?<!\d)(\d{{1,2}})月(\d{{1,2}})日?{_NOTED}", _month_and_day),
    (rf"(?<![\d/\-])(\d{{1,2}})/(\d{{1,2}})(?![\d/]){_NOTED}", _month_and_day),
    (r"(?<!\d)(\d{1,2})日後", _days_later),
    (r"(?<![\d月])(\d{1,2})日(?!間|前|以内)", _day_of_month),
    (r"しあさって|明々後日", _after(3)),
    (rf"明後日|あさって{_END}", _after(2)),
    (rf"明日|あした(?!ば)|あす{_END}", _after(1)),
    (rf"今日|本日|今朝|今夜|きょう{_END}", _after(0)),
    (rf"昨日|きのう{_END}", _after(-1)),
    (rf"(?:再来週|さらいしゅう){_WEEK}", _in_week(2)),
    (rf"(?:来週|らいしゅう){_WEEK}", _in_week(1)),
    (rf"(?:今週|こんしゅう){_WEEK}", _in_week(0)),
    (rf"(?:次|今度|つぎ)の{_DAY}", _next),
    (_DAY, _coming),
    (r"今月|こんげつ", _in_month(0)),
    (r"来月|らいげつ", _in_month(1)),
    (r"大晦日|大みそか|おおみそか", _season((12, 31), 1)),
    (r"元日|元旦|がんたん", _season((1, 1), 1)),
    (r"年末年始|年末|お?正月|年始|三が日", _season((12, 29), 6)),
    (r"お盆|おぼん", _season((8, 13), 4)),
]
_READERS = [(re.compile(pattern), read) for pattern, read in _PATTERNS]
