"""Ages as the Immunization Act counts them, and intervals between doses.

A person reaches an age at the end of the day before the birthday (年齢計算ニ関スル法律; Civil Code,
article 143): 生後2月に至った日 is the day before the second monthly birthday, and 5歳に至るまで ends on
the day before the fifth birthday. Where a month has no such day, the age is reached on the month's last
day. Weeks are counted from the day after birth: 出生6週0日後 is the 42nd day after it. School years begin
on April 1st.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from unicodedata import normalize

ONE_DAY = timedelta(days=1)
LAST = date(9000, 1, 1)


class Unit(Enum):
    """What an age is counted in."""

    DAYS = "days"
    MONTHS = "months"
    YEAR_STARTS = "the first day of the school year in which an age is reached"
    YEAR_ENDS = "the last day of that school year"


@dataclass(frozen=True, slots=True)
class Age:
    """An age; `next_day` is the day after it is reached (至った日の翌日), `text` what staff wrote."""

    count: int
    unit: Unit
    next_day: bool = False
    text: str = field(default="", compare=False)

    def reached(self, born: date) -> date:
        """The day on which somebody born on `born` reaches this age."""
        day = self._reached(born)
        return day + ONE_DAY if self.next_day else day

    def _reached(self, born: date) -> date:
        match self.unit:
            case Unit.DAYS:
                return born + timedelta(days=self.count)
            case Unit.MONTHS:
                return reached(born, self.count)
            case Unit.YEAR_STARTS:
                return date(school_year(reached(born, 12 * self.count)), 4, 1)
            case Unit.YEAR_ENDS:
                return date(school_year(reached(born, 12 * self.count)) + 1, 3, 31)


@dataclass(frozen=True, slots=True)
class Gap:
    """At least this long between two doses: 27日以上の間隔 leaves 27 whole days between them."""

    days: int = 0
    months: int = 0
    text: str = field(default="", compare=False)

    def after(self, day: date) -> date:
        """The first day on which the next dose may be given."""
        if self.months:
            return same_day(day, self.months)
        return day + timedelta(days=self.days + 1)


def reached(born: date, months: int) -> date:
    """The day on which an age in months is reached."""
    year, month = divmod(born.month - 1 + months, 12)
    year, month = born.year + year, month + 1
    # Every month has 28 days: only the last three have to be looked up.
    if born.day > 28 and born.day > monthrange(year, month)[1]:
        return date(year, month, monthrange(year, month)[1])
    return date(year, month, born.day) - ONE_DAY


def same_day(day: date, months: int) -> date:
    """The same day of a later month; the first of the next where there is none."""
    # The day after the age in months that somebody born on `day` reaches.
    return reached(day, months) + ONE_DAY


def school_year(day: date) -> int:
    """The school year, named after the year in which it begins."""
    return day.year if day.month >= 4 else day.year - 1


_AGE = re.compile(
    r"(?:(?P<years>\d{1,2})歳)?(?:(?P<months>\d{1,3})(?:か月|ヶ月|カ月|ケ月))?(?P<next>の翌日)?"
)
_WEEKS = re.compile(r"生後(\d{1,2})週(?:(\d)日)?")
_SCHOOL = re.compile(r"(\d{1,2})歳になる年度の(始め|終わり)")
_GAP = re.compile(r"(?:(\d{1,3})日|(\d{1,2})(?:か月|ヶ月|カ月|ケ月))")
_BIRTH = "生まれた日"


def read_age(text: str) -> Age | None:
    """2か月, 1歳6か月, 7か月の翌日, 生後6週0日, 生まれた日, 12歳になる年度の始め; None where it is no age."""
    plain = normalize("NFKC", text).replace(" ", "")
    if plain == _BIRTH:
        return Age(0, Unit.DAYS, text=text)
    if match := _SCHOOL.fullmatch(plain):
        unit = Unit.YEAR_STARTS if match[2] == "始め" else Unit.YEAR_ENDS
        return Age(int(match[1]), unit, text=text)
    if match := _WEEKS.fullmatch(plain):
        return Age(7 * int(match[1]) + int(match[2] or 0), Unit.DAYS, text=text)
    match = _AGE.fullmatch(plain)
    if match is None or not (match["years"] or match["months"]):
        return None
    months = 12 * int(match["years"] or 0) + int(match["months"] or 0)
    return Age(months, Unit.MONTHS, bool(match["next"]), text)


def read_gap(text: str) -> Gap | None:
    """27日 or 6か月; None where it is no interval."""
    match = _GAP.fullmatch(normalize("NFKC", text).replace(" ", ""))
    if match is None:
        return None
    return Gap(int(match[1] or 0), int(match[2] or 0), text)
