"""Days of birth as parents type them: 2025/4/1, 令和7年4月1日, R7.4.1, 20250401."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum, auto
from unicodedata import normalize

# The year before the first of each era. Source: 元号を改める政令.
_ERAS = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988}
_DAY = re.compile(
    r"(?:(?P<era>令和|平成|[rh])\.?)?(?P<year>\d{1,4}|元)(?:年|[/.\-])"
    r"(?P<month>\d{1,2})(?:月|[/.\-])(?P<day>\d{1,2})日?(?:生まれ|生れ|うまれ)?(?:です)?"
)
_DIGITS = re.compile(r"(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)")
_NO_YEAR = re.compile(r"(\d{1,2})(?:月|[/.\-])(\d{1,2})日?(?:生まれ|生れ|うまれ)?(?:です)?")


class Unread(Enum):
    """Why a text is no day of birth."""

    NO_DATE = auto()
    NO_YEAR = auto()


def read_birthday(text: str) -> date | Unread:
    """Read a day; whether it makes sense as a day of birth is the caller's to say."""
    plain = "".join(normalize("NFKC", text).lower().split()).rstrip("。.!")
    match = _DAY.fullmatch(plain) or _DIGITS.fullmatch(plain)
    if match is None:
        return Unread.NO_YEAR if _NO_YEAR.fullmatch(plain) else Unread.NO_DATE
    named = match.groupdict()
    year = _year(named.get("era"), named["year"])
    try:
        return date(year, int(named["month"]), int(named["day"]))
    except ValueError:
        return Unread.NO_DATE


def _year(era: str | None, year: str) -> int:
    count = 1 if year == "元" else int(year)
    if era:
        return _ERAS[era] + count
    # 7年4月1日 and 25/4/1 leave open which year is meant; no child of ours was born then.
    return count
