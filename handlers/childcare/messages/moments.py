"""Moments in the life of a child, counted from its day of birth: 妊娠20週, 生後30日, 1歳6か月.

Months and years are the days on which families keep them: the monthly birthday, or the first of the next
month where a month has no such day. Weeks of pregnancy are counted back from the expected day, which is the
first day of the 40th week (日本産科婦人科学会: 分娩予定日 is 妊娠40週0日).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from handlers.childcare.plan.ages import same_day

TERM_DAYS = 280
PREGNANCY, BIRTH = "妊娠", "生まれた日"

_PREGNANT = re.compile(r"妊娠(\d{1,2})週(?:(\d)日)?")
_DAYS = re.compile(r"生後(\d{1,4})日")
_WEEKS = re.compile(r"生後(\d{1,3})週(?:(\d)日)?")
_MONTHS = re.compile(r"(?:(\d{1,2})歳)?(?:(\d{1,3})(?:か月|ヶ月|カ月|ケ月|箇月))?")


@dataclass(frozen=True, slots=True)
class Moment:
    """`days` from birth, or whole `months`; `pregnant`: `days` from the expected day, mostly below 0."""

    days: int = 0
    months: int = 0
    pregnant: bool = False

    def offset(self, born: date) -> int:
        """How many days after a day of birth (or an expected day) it lies."""
        return (same_day(born, self.months) - born).days if self.months else self.days


def read_moment(text: str) -> Moment | None:
    """A moment as staff write it; None where it is none."""
    plain = normalize("NFKC", text).replace(" ", "")
    if plain == BIRTH:
        return Moment()
    if match := _PREGNANT.fullmatch(plain):
        return Moment(7 * int(match[1]) + int(match[2] or 0) - TERM_DAYS, pregnant=True)
    if match := _DAYS.fullmatch(plain):
        return Moment(int(match[1]))
    if match := _WEEKS.fullmatch(plain):
        return Moment(7 * int(match[1]) + int(match[2] or 0))
    match = _MONTHS.fullmatch(plain)
    if match is None or not (match[1] or match[2]):
        return None
    return Moment(months=12 * int(match[1] or 0) + int(match[2] or 0))
