"""Ways to write a cell that are no 5374 grammar, but that any reader understands one way only.

Each is rewritten into the grammar, and the author is told. What could mean two things stays as it
is, and is then reported as unreadable: 「水 2・4」 or 「月1~3」, say.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from handlers.garbage.calendar.dates import DATE, western
from handlers.garbage.calendar.grammar import DAY, FORTNIGHT
from handlers.garbage.calendar.rules import WEEKDAYS

_SEPARATE = r"[\s・、,]*"
_NUMERALS = str.maketrans("一二三四五", "12345")
_OTHERS = "火水木金土"
_NTHS = r"第?[1-5]週?(?:[・、,&と]第?[1-5]週?)*"
_LIST = r"\d{1,2}月?(?:[・、,~〜-]\d{1,2}月?)*(?<=月)"
_PARITY = {"偶数月": "2 4 6 8 10 12", "奇数月": "1 3 5 7 9 11"}
_MONTHS = rf"(偶数月|奇数月|{_LIST})"
_ONLY = r"(?:のみ|だけ)?"

# A note to the reader, which says nothing on days: in brackets, after ※, or about these things.
_CALENDAR = rf"{WEEKDAYS}曜第0-9週毎隔偶奇数のみだけからより開始・、,\s~〜/.&と:-"
_NOTE = re.compile(
    rf"\((?=[^()]*[^()?{_CALENDAR}])[^()?]*\)|※(?!\d)[^※*]*|(?:祝日|年末年始)(?:[はをもに]|の場合は?)?"
    r"(?:除く|のぞく|除き|休止|お?休み|収集(?:なし|無し|しません|します|しない|する|あり)?)"
    r"|(?:午前|午後|朝|夜)?\d{1,2}(?:時(?:\d{1,2}分|半)?|:\d\d)(?:までに?|から|頃)"
    r"|(?<![^\s、,])(?:午前|午後|早朝|夜間)(?![^\s、,])"
)
_DOUBT = re.compile(r"確認|未定|不明|調整|検討|仮|予定|変更|振替|臨時|第|週|\d月|\d日|[?]")
# No fixed days: by telephone, at a collection point, brought along by oneself.
_BY_REQUEST = re.compile(r"[^\d:]*(?:電話|予約|申込|申し込|申請|拠点|持込|持ち込|随時)[^\d:]*")


@dataclass(frozen=True, slots=True)
class Loose:
    """A cell in the words of the grammar, and the notes that stood in it."""

    text: str
    notes: tuple[str, ...] = ()


def by_request(text: str) -> bool:
    """True where a cell only says that this kind is fetched on request or brought along."""
    return _BY_REQUEST.fullmatch(text) is not None and not _DOUBT.search(text)


def loosen(text: str) -> Loose:
    """Read a cell (half-width) as a human reader would."""
    notes = [note for note in _NOTE.findall(text) if not _DOUBT.search(note)]
    for note in notes:
        text = text.replace(note, " ")
    for rewrite in _REWRITES:
        text = rewrite(text)
    return Loose(text.strip(), tuple(note.strip("()※ ") for note in notes))


# -- one way of writing each


def _dates(text: str) -> str:
    """Dates in Japanese years, and those that a spreadsheet wrote with midnight."""
    return re.sub(rf"({DATE}) 0?0:00(?::00)?", r"\1", western(text))


def _numerals(text: str) -> str:
    """第二・四水曜."""
    pattern = r"第[一二三四五](?:[・、,と]第?[一二三四五](?=[・、,と週]|[月火水木金土日]))*"
    return re.sub(pattern, lambda m: m[0].translate(_NUMERALS), text)


def _needless(text: str) -> str:
    """毎月第2水曜, 第2水曜のみ, 第2第4水."""
    text = re.sub(rf"毎月の?\s?(?=第|{DAY}[1-5])", "", text)
    text = re.sub(rf"(?<=[曜{WEEKDAYS}1-5])(?:のみ|だけ)$", "", text)
    return re.sub(rf"第([1-5])(?=第[1-5](?:週の?)?{DAY})", r"第\1・", text)


def _joined(text: str) -> str:
    """月曜と木曜; 木2木4 without a blank."""
    text = re.sub(rf"({DAY}(?:曜日?)?[1-5]?)\s*と\s*(?={DAY}|第\d)", r"\1・", text)
    run = rf"(?<![^\s:・、,])(?:{DAY}[1-5]){{2,}}(?![^\s:・、,*※])"
    return re.sub(run, lambda m: " ".join(re.findall(r"..", m[0])), text)


def _bracketed(text: str) -> str:
    """毎週(月・木), (月)(木)."""
    if match := re.fullmatch(rf"毎週\(((?:{DAY}(?:曜日?)?{_SEPARATE})+)\)", text):
        return match[1]
    if re.fullmatch(rf"(?:\({DAY}(?:曜日?)?\){_SEPARATE})+", text):
        return " ".join(re.findall(rf"\(({DAY})", text))
    return text


def _weekday_first(text: str) -> str:
    """水曜日(第2・第4), 水(2・4) 金(1・3), 水 第2・4."""
    if re.fullmatch(rf"(?:{DAY}(?:曜日?)?\({_NTHS}\){_SEPARATE})+", text):
        return _each(re.findall(rf"({DAY})(?:曜日?)?\(([^)]*)\)", text))
    if match := re.fullmatch(rf"({DAY})(?:曜日?)?[\s・](?=第)({_NTHS})", text):
        return _each([(match[1], match[2])])
    return text


def _number_first(text: str) -> str:
    """2水4水, 2・4水; not 4・6月 and 4・6日, which are months and days."""
    one = rf"([1-5](?:[・、,][1-5])*)([{_OTHERS}](?:曜日?)?|{DAY}曜日?)"
    if re.fullmatch(rf"(?:{one}{_SEPARATE})+", text):
        return _each([(day[0], nths) for nths, day in re.findall(one, text)])
    return text


def _each(days: list[tuple[str, str]]) -> str:
    return " ".join(day + nth for day, nths in days for nth in re.findall(r"\d", nths))


def _weekdays_between(text: str) -> str:
    """月~金, 月曜から金曜まで."""
    day = rf"({DAY})(?:曜日?)?"
    match = re.fullmatch(rf"(?:毎週)?{day}\s?(?:~|〜|から)\s?{day}(?:まで)?", text)
    if match is None:
        return text
    first, last = WEEKDAYS.index(match[1]), WEEKDAYS.index(match[2])
    return " ".join(WEEKDAYS[first : last + 1]) if first < last else text


def _some_months(text: str) -> str:
    """偶数月の第2水曜, 水2(4・6月), 4月~9月:月 木."""
    rules = r"((?!の)[^:*※()]+?)"
    if match := re.fullmatch(rf"{_MONTHS}(?:の|:){rules}", text):
        return _in_months(match[2], match[1])
    if match := re.fullmatch(rf"{rules}(?:\s?\({_MONTHS}{_ONLY}\)|:(偶数月|奇数月))", text):
        months = match[2] or match[3]
    elif match := re.fullmatch(rf"{rules}\s(偶数月|奇数月){_ONLY}", text):
        months = match[2]
    elif match := re.fullmatch(rf"(偶数月|奇数月)\s?{rules}", text):
        return _in_months(match[2], match[1]) if _one_weekday(match[2]) else text
    else:
        return text
    return _in_months(match[1], months) if _one_weekday(match[1]) else text


def _one_weekday(rules: str) -> bool:
    """Whether months can only hold for all rules: 月 水2(4月) leaves open what 月 does in May."""
    return len(set(re.findall(DAY, re.sub("曜日?|週", "", rules)))) == 1


def _in_months(rules: str, months: str) -> str:
    return f"{rules.strip()}:{_PARITY.get(months, months)}"


def _fortnight(text: str) -> str:
    """隔火 2026/4/7から, 2026/4/7から隔週."""
    date_first = rf"({DATE})(?:から|より)隔週?({DAY})?(?:曜日?)?"
    text = re.sub(date_first, lambda m: f"隔{m[2] or '週'}{m[1]}", text)
    since = r"\s?(?:から|より|開始|[~〜](?!\d))?"
    loose = rf"隔週?\s?({DAY})?(?:曜日?)?\s?\(?({DATE})(?:\({DAY}\))?{since}\)?(?![~〜\d-])"
    return re.sub(loose, _plain_fortnight, text)


def _plain_fortnight(match: re.Match[str]) -> str:
    if FORTNIGHT.fullmatch(match[0]):
        return match[0]
    return f"隔{match[1] or '週'}{match[2]}"


_REWRITES: tuple[Callable[[str], str], ...] = (
    _dates, _numerals, _needless, _joined, _bracketed, _weekday_first, _number_first,
    _weekdays_between, _some_months, _fortnight, _joined,
)  # fmt: skip
