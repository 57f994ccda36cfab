"""Days as clerks and spreadsheets write them: 2026-04-01, 令和8年4月1日, R8.4.1, 2026/4/1(水)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from unicodedata import normalize

from bot.importing.values import Refusal, line

_WEEKDAY = r"(?:\([月火水木金土日](?:曜日?)?\)|[月火水木金土日]曜日?)?"
_DAY = re.compile(
    rf"(?:(\d{{4}})[-/.年](\d{{1,2}})[-/.月](\d{{1,2}})日?|(\d{{4}})(\d{{2}})(\d{{2}})){_WEEKDAY}",
    re.ASCII,
)
_ERA = re.compile(r"(明治|大正|昭和|平成|令和|[MTSHR])\.?(元|\d{1,2})(?=[-/.年])", re.IGNORECASE)
_YEAR_ZERO = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018} | {
    "m": 1867, "t": 1911, "s": 1925, "h": 1988, "r": 2018,
}  # fmt: skip
_MIDNIGHT = re.compile(r"[\sT]0?0:00(?::00(?:\.0+)?)?$")
# 令和八年十二月九日, in numbers up to 九十九.
_KANJI = re.compile(r"[一二三四五六七八九十]+(?=[年月日])")
_DIGITS = {sign: str(digit) for digit, sign in enumerate("一二三四五六七八九", 1)}
_NO_YEAR = re.compile(rf"\d{{1,2}}[-/.月]\d{{1,2}}日?{_WEEKDAY}", re.ASCII)
# Excel counts days from here, if one remembers that it takes 1900 for a leap year.
_EXCEL_ZERO = date(1899, 12, 30)
_EXCEL_DAYS = range(36_526, 73_051)  # the years 2000 to 2099


def day(cell: str) -> str:
    """A day as 2026/4/1, from 2026-04-01, 20260401, 令和8年4月1日, R8.4.1 and the like."""
    told = "".join(_MIDNIGHT.sub("", normalize("NFKC", line(cell))).split())
    found = _DAY.fullmatch(_ERA.sub(_western, _KANJI.sub(_arabic, told)))
    if not told:
        return ""
    try:
        if found:
            year, month, number = (int(part) for part in found.groups() if part)
            return f"{date(year, month, number):%Y}/{month}/{number}"
    except ValueError:
        pass
    raise Refusal(f"「{cell.strip()[:20]}」は日付として読めません。", _advice(told))


def _advice(told: str) -> str:
    if _NO_YEAR.fullmatch(told):
        return "年がありません。2026/4/1 のように、年から書いてください。"
    if told.isascii() and told.isdigit() and int(told) in _EXCEL_DAYS:
        meant = _EXCEL_ZERO + timedelta(days=int(told))
        return (
            f"Excelの日付の番号のようです。{meant.year}/{meant.month}/{meant.day} のことなら、"
            "2026/4/1 のような日付に直すか、Excelで列の書式を「日付」にして保存し直してください。"
        )
    return "2026/4/1 のように、年から書いてください。"


def _western(era: re.Match[str]) -> str:
    year = 1 if era[2] == "元" else int(era[2])
    return str(_YEAR_ZERO[era[1].casefold()] + year)


def _arabic(number: re.Match[str]) -> str:
    tens, ten, ones = number[0].rpartition("十")
    return (_DIGITS.get(tens, "1") if ten else "") + _DIGITS.get(ones, "0" if ten else ones)
