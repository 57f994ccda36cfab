"""The words of the 5374 grammar as patterns, on half-width text, and how a cell falls into them.

The grammar is that of 5374 (LOCALIZE.md) and of its forks: `月 木`, `水2`, `火2 金4:4 6 8` (those
months only, for all weekdays since the last colon), `隔水20150107`, `e2w20150107`, `20190402` and
`*1`. What people write instead is understood as well: `毎週月曜日`, `第2・4水曜`, `2019/4/2`.
"""

from __future__ import annotations

import re

from handlers.garbage.calendar.dates import DATE
from handlers.garbage.calendar.rules import WEEKDAYS

# How people write that nothing is collected.
_NO_SIGN = ("-", "--", "ー", "―", "—", "–", "~", "×", "x", "✕", "/", "null", "none", "nan", "#n/a")
_NO_WORD = ("なし", "無し", "無", "ない", "収集なし", "収集無し", "対象外", "該当なし")
EMPTY = frozenset([*_NO_SIGN, *_NO_WORD])

SEPARATORS = re.compile(r"[\s,、，;・]+|(?<!\d)/|/(?!\d)")
DAY = f"[{WEEKDAYS}]"
NTHS = r"(\d(?:[・、,&と]第?\d)+)"
# Digits before a weekday need their 第: 4・6月 are months, not Mondays.
NTHS_BEFORE = re.compile(rf"第{NTHS}(?:週の?)?({DAY})(?:曜日?)?")
NTHS_AFTER = re.compile(rf"({DAY})(?:曜日?)?第?{NTHS}(?![\d/年])")
WEEKLY = re.compile(rf"(?:毎週)?((?:{DAY}(?:曜日?)?)+)")
NTH = re.compile(rf"({DAY})(?:曜日?)?第?([1-5])週?|第([1-5])(?:週の?)?({DAY})(?:曜日?)?")
NO_SUCH_NTH = re.compile(rf"{DAY}(\d)|第(\d){DAY}(?:曜日?)?")
FORTNIGHT = re.compile(rf"隔週?({DAY})?(?:曜日?)?({DATE})")
EVERY_WEEKS = re.compile(rf"e([1-9])w({DATE})")
ONE_DATE = re.compile(rf"({DATE})(?:\({DAY}\))?")
RANGE = re.compile(rf"({DATE})[-~〜–—]({DATE})")
MONTH = re.compile(r"(\d{1,2})月?")
MONTHS = re.compile(r"(\d{1,2})月?[-~〜–—](\d{1,2})月?")
REMARK = re.compile(r"[*※](\d+)")
STRAY = re.compile(r"^[^\w*※:]+|[^\w*※:]+$")


def chunks(text: str) -> list[str]:
    """The words of a cell, without what separates them; a colon is a word of its own."""
    # 第2・4水曜 has to become 水2 水4 before the dot separates.
    text = NTHS_BEFORE.sub(lambda m: f" {_each(m[2], m[1])} ", text)
    text = NTHS_AFTER.sub(lambda m: f" {_each(m[1], m[2])} ", text)
    # Colons and remarks need no blanks around them: 水2:4, *1水2.
    text = re.sub(r":|[*※]\d+", r" \g<0> ", text)
    return [part for part in SEPARATORS.split(text) if part]


def _each(weekday: str, nths: str) -> str:
    return " ".join(weekday + digit for digit in re.findall(r"\d", nths))


EXAMPLES = (
    "「月 木」（毎週）、「水2」（第2水曜）、「水2:4 6 8」（その月だけ）、"
    "「隔月20260406」（1週おき）、「20260402」（日付）のどれかの形で書いてください。"
)


def explain(chunk: str) -> tuple[str, str]:
    """What to tell the author of a word that is not understood: the message and the advice."""
    if chunk.isdecimal() and len(chunk) > 4:
        return (
            f"「{chunk}」は日付として読めません（{len(chunk)}けたあります）。",
            "日付は「20260402」のように8けたの数字で書いてください。",
        )
    if match := NO_SUCH_NTH.fullmatch(chunk):
        nth = match[1] or match[2]
        return (
            f"「{chunk}」は読めません。第{nth}週はありません。",
            "1から5までの数字を書いてください。",
        )
    return f"「{chunk}」は収集日として読めません。", EXAMPLES
