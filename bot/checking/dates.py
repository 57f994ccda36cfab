"""Days without their year: next year nobody knows whether they still hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from unicodedata import normalize

from bot.checking.texts import File
from bot.content import Faults, Place

_DAY = re.compile(
    r"(?<![\d/.-])(\d{1,2})(?:月(\d{1,2})日|/(\d{1,2})(?=\(|に|まで|から|~|〜|～|より|は))(?![\d/])"
)
_WITH_YEAR = re.compile(r"(?:年度?|\d{4}[/.-]|[RHS]\d{1,2}[./])(?:の|\s)*$")
# What comes round every year needs none.
_EVERY = re.compile(
    r"毎年|各年|その年|翌年|前年|次の年|年度|最初の|例年|現在|持ち主|持って|から起算|生まれ|誕生|時点"
)
_NEW_YEAR = re.compile(r"12[月/](?:2[6-9]|3[01]).{0,12}?(?<!\d)1[月/]0?[1-5]")
_ADVICE = "「2026年4月1日」のように年から書いてください。毎年のことなら「毎年」と書いてください。"
_SENTENCE = re.compile(r"[^。\n]*[。\n]?")


def check(file: File, faults: Faults) -> None:
    """Warn of days that speak of one certain year and do not say of which; of each once in a file."""
    found: dict[str, list[Place]] = {}
    for told in file.texts():
        if "月" in told.text or "/" in told.text or "／" in told.text:
            for day in _bare(told.text):
                found.setdefault(day, []).append(told.place)
    for day, places in found.items():
        times = f"(ほかに{len(places) - 1:,}か所)" if len(places) > 1 else ""
        faults.warning(places[0], f"「{day}」に年がありません{times}。", _ADVICE)


def _bare(text: str) -> Iterator[str]:
    for match in _SENTENCE.finditer(normalize("NFKC", text)):
        sentence = match.group()
        if _EVERY.search(sentence) or _NEW_YEAR.search(sentence):
            continue
        for day in _DAY.finditer(sentence):
            if _is_day(day) and not _has_year(sentence, day.start()):
                yield day.group()


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
