"""For whom an event is, as far as its words say: 0歳から2歳, 4〜11か月, 3歳以上, 未就学児, 小学生."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

from bot.api import fold
from handlers.childcare.events.event import Event
from handlers.childcare.events.words import AgeWords, EventWords

# Offers for children end here where a text says 以上 alone.
OLDEST = 18.0
_UNIT = r"(?:歳|才|か月|ヶ月|カ月|ケ月|ヵ月)"
_RANGE = re.compile(
    rf"(\d{{1,2}})({_UNIT})?(半)?児?(?:から|[~〜\-‐－–—―ー])(?:満|生後)?(\d{{1,2}})({_UNIT})(半)?"
)
_BOUND = re.compile(rf"(\d{{1,2}})({_UNIT})(半)?児?(以上|から|以下|まで|未満|以降)")
_ONE = re.compile(rf"(\d{{1,2}})({_UNIT})(半)?")

Span = tuple[float, float]


def suits(event: Event, age: AgeWords, words: EventWords) -> bool:
    """Whether an event is for people of an age."""
    text = fold(event.text)
    if any(fold(word) in text for word in (age.name, *age.also)):
        return True
    spans = ages_in(event.audience) or ages_in(event.about)
    if spans:
        return any(since <= age.until and age.since <= until for since, until in spans)
    return any(fold(word) in fold(event.audience) for word in words.everybody)


def ages_in(text: str) -> list[Span]:
    """The ages in years, both ends included, that a text names."""
    plain = "".join(normalize("NFKC", text).split())
    found = [_range(match) for match in _RANGE.finditer(plain)]
    plain = _RANGE.sub("", plain)
    found += [_bound(match) for match in _BOUND.finditer(plain)]
    plain = _BOUND.sub("", plain)
    return found + [_single(match) for match in _ONE.finditer(plain)]


def offered(events: Iterable[Event], words: EventWords) -> list[AgeWords]:
    """The ages for which there is an event."""
    each = list(events)
    return [age for age in words.ages if any(suits(one, age, words) for one in each)]


def _range(match: re.Match[str]) -> Span:
    unit = match[2] or match[5]
    return _years(match[1], unit, match[3]), _top(_years(match[4], match[5], match[6]), match[5])


def _bound(match: re.Match[str]) -> Span:
    years = _years(match[1], match[2], match[3])
    if match[4] in ("以上", "から", "以降"):
        return years, OLDEST
    return 0.0, max(0.0, years - 0.01) if match[4] == "未満" else _top(years, match[2])


def _single(match: re.Match[str]) -> Span:
    years = _years(match[1], match[2], match[3])
    return years, _top(years, match[2])


def _top(years: float, unit: str) -> float:
    """A child is two until the day before the third birthday."""
    return years + 0.99 if unit in ("歳", "才") and years == int(years) else years


def _years(count: str, unit: str, half: str | None) -> float:
    years = float(count) if unit in ("歳", "才") else int(count) / 12
    return years + 0.5 * bool(half)
