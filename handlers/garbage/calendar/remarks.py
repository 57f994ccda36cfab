"""Remarks on collection days (remarks.csv), some of which list days without collection."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from handlers.garbage.calendar.dates import dates_in

_NO_COLLECTION = re.compile(
    r"(?:収集|回収|集荷)(?:が|は|を|も)?(?:な[いし]|無[いし]|しない|しません|行わない|行いません|ありません|できません|休)"
    r"|休み|休止|休業"
)
# "no collection on A, on B instead" names a day of each sort: that is for a person to read.
_MOVED = re.compile(r"振替|振り替|代わり|かわりに|変更|代替")
_SENTENCES = re.compile(r"[。\n;；]")


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark; `skipped` are the days on which it says that nothing is collected."""

    text: str
    skipped: frozenset[date] = frozenset()


def read_remark(text: str) -> Remark:
    """Read a remark (half-width digits); the days without collection become dates."""
    sentences = _SENTENCES.split(text)
    if _MOVED.search(text):
        return Remark(text)
    days = [
        day
        for sentence in sentences
        if _NO_COLLECTION.search(sentence)
        for day in dates_in(sentence)
    ]
    return Remark(text, frozenset(days))
