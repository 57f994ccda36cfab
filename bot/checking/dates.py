"""Days without their year: next year nobody knows whether they still hold."""

from __future__ import annotations

import re
from datetime import date
from unicodedata import normalize

from bot.checking.texts import Told
from bot.content import Faults

_DAY = re.compile(
    r"(?<![\d/.-])(\d{1,2})(?:月(\d{1,2})日|/(\d{1,2})(?=\(|に|まで|から|~|〜|～|より|は))(?![\d/])"
)
_WITH_YEAR = re.compile(r"(?:年度?|\d{4}[/.-]|[RHS]\d{1,2}[./])(?:の|\s)*$")
# What comes round every year needs none.
_EVERY = re.compile(
    r"毎年|各年|その年|翌年|前年|次の年|年度|最初の|例年|現在|持ち主|持って|から起算|生まれ|誕生|時点"
)
_SENTENCE = re.compile(r"[^。\n]*[。\n]?")


def check(told: Told, faults: Faults) -> None:
    """Warn of a day that speaks of one certain year and does not say of which."""
    if "月" not in told.text and "/" not in told.text and "／" not in told.text:
        return
    for match in _SENTENCE.finditer(normalize("NFKC", told.text)):
        sentence = match.group()
        if _EVERY.search(sentence):
            continue
        for day in _DAY.finditer(sentence):
            if _is_day(day) and not _has_year(sentence, day.start()):
                faults.warning(
                    told.place, f"「{day.group()}」に年がありません。",
                    "「2026年4月1日」のように年から書いてください。毎年のことなら「毎年」と書いてください。",
                )  # fmt: skip


def _is_day(match: re.Match[str]) -> bool:
    try:
        date(2024, int(match[1]), int(match[2] or match[3]))
    except ValueError:
        return False
    return True


def _has_year(sentence: str, at: int) -> bool:
    """A year stands right before the day, or before another day that this one continues."""
    before = sentence[:at]
    return bool(_WITH_YEAR.search(before)) or bool(
        re.search(r"\d{2,4}年[^年]*月[^年]*日[^年]{0,12}$", before)
    )
