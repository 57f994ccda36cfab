"""Dates as people write them in calendar files: 20190402, 2019/4/2, 2019-04-02, 2019年4月2日."""

from __future__ import annotations

import re
from datetime import date

# Files write 20991231 for "never".
NEVER_YEAR = 2090

DATE = r"(?:\d{8}|\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日?)"
_PARTS = re.compile(r"(\d{4})[/.\-年](\d{1,2})[/.\-月](\d{1,2})日?")
_DAY = re.compile(rf"(?<!\d){DATE}(?!\d)")


_ERA = re.compile(
    r"(?<![0-9a-z])(令和|平成|[rh])\.?(元|\d{1,2})[年/.\-](\d{1,2})[月/.\-](\d{1,2})日?(?!\d)",
    re.IGNORECASE,
)
_YEAR_ZERO = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988}


def western(text: str) -> str:
    """Dates in Japanese years (half-width digits) become 2026/4/1: 令和8年4月1日, R8.4.1."""

    def convert(match: re.Match[str]) -> str:
        year = 1 if match[2] == "元" else int(match[2])
        return f"{_YEAR_ZERO[match[1].casefold()] + year}/{match[3]}/{match[4]}"

    return _ERA.sub(convert, text)


def read_date(text: str) -> date:
    """Read one date (half-width digits).

    Raises:
        ValueError: it is no date, or the calendar has no such day.
    """
    if match := _PARTS.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif re.fullmatch(r"\d{8}", text):
        year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    else:
        raise ValueError(f"no date: {text}")
    return date(year, month, day)


def never(day: date) -> bool:
    """True where a far year stands for "no date"."""
    return day.year >= NEVER_YEAR


def dates_in(text: str) -> list[date]:
    """All dates that stand in a sentence; what looks like one but is none is left out."""
    found = []
    for match in _DAY.finditer(text):
        try:
            found.append(read_date(match.group()))
        except ValueError:
            continue
    return found
