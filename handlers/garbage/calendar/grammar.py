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
_NO_WORD = ("なし", "無し", "無", "ない", "対象外", "該当なし")
_NO_SENTENCE = ("収集なし", "収集無し", "収集しません", "収集はありません")
EMPTY = frozenset([*_NO_SIGN, *_NO_WORD, *_NO_SENTENCE])

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
EVERY_WEEKS = re.compile(rf"[eE]([1-9])[wW]({DATE})")
ONE_DATE = re.compile(rf"({DATE})(?:\(?({DAY})曜?日?\)?)?")
RANGE = re.compile(rf"({DATE})[-~〜–—]({DATE})")
MONTH = re.compile(r"(\d{1,2})月?")
MONTHS = re.compile(r"(\d{1,2})月?[-~〜–—](\d{1,2})月?")
REMARK = re.compile(r"[*※](\d+)")
# A question mark is no slip of the finger: its author was not sure.
STRAY = re.compile(r"^[^\w*※:?]+|[^\w*※:?]+$")


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


def harmless(chunk: str) -> bool:
    """True where an unreadable word leaves its neighbours' meaning alone: a date, a sixth week."""
    dated = chunk.isdecimal() and len(chunk) > 4
    return dated or NO_SUCH_NTH.fullmatch(chunk) is not None


def explain(chunk: str) -> tuple[str, str]:
    """What to tell the author of a word that is not understood: the message and the advice."""
    if re.fullmatch(r"[45]\d{4}", chunk):
        return (
            f"「{chunk}」は表計算ソフトの日付の番号のようで、日付として読めません。",
            "セルの書式を「日付」にして保存し直すか、「20260402」の形で書いてください。",
        )
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
    for pattern, message, advice in _EXPLAINED:
        if pattern.fullmatch(chunk):
            return message.format(chunk), advice
    return f"「{chunk}」は収集日として読めません。", EXAMPLES


_EXPLAINED = (
    (
        re.compile(r"\d{1,2}[/月]\d{1,2}日?|\d{2}[/.]\d{1,2}[/.]\d{1,2}|\d{4}[/年]\d{1,2}月?"),
        "「{}」は日付として読めません。年・月・日がそろっていません。",
        "日付は「20260402」のように8けたの数字で書いてください。",
    ),
    (
        re.compile(rf"隔週?{DAY}?(?:曜日?)?|\d週(?:おき|に1回)"),
        "「{}」だけでは、どの週か分かりません。",
        "始まりの日を付けて「隔月20260406」のように書いてください。",
    ),
    (
        re.compile(r"月\d回"),
        "「{}」だけでは、どの日か分かりません。",
        "「水2 水4」（第2・第4水曜）のように書いてください。",
    ),
    (
        re.compile(rf"(?:最終|最後の?){DAY}(?:曜日?)?|(?:毎月)?\d{{1,2}}日|平日"),
        "「{}」は、この表の書き方にありません。",
        "日付を「20260402 20260507」のように並べて書いてください。",
    ),
)
