"""Making cells plain: what spreadsheets, web pages and clerks add to a value is taken off.

A reader takes the text of a cell and gives what is stored, or raises a Refusal. Each gives its own
results back unchanged, so that a file may be taken up twice.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from math import isfinite
from unicodedata import category, normalize

Reader = Callable[[str], str]

_BREAKS = re.compile(r"<\s*(?:br|/p|/li|/div|/tr)\s*/?\s*>", re.IGNORECASE)
_TAGS = re.compile(r"</?[A-Za-z][^<>]*>")
# ="0225" is how a spreadsheet is told to keep a zero.
_KEPT = re.compile(r'="([^"]*)"')
_FORMULA = re.compile(r"[=@]|[+-].*(?:\||[A-Za-z]\()", re.DOTALL)
_SPACES = re.compile(r"[^\S\n]+")
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?", re.ASCII)
_NOTHING = frozenset({"null", "none", "nan", "#n/a", "#ref!", "#value!", "#name?"})
_YES = frozenset({"1", "1.0", "○", "◯", "〇", "◎", "●", "✓", "true", "有", "有り", "はい", "該当"})
_NO = frozenset({"", "0", "0.0", "×", "✕", "-", "ー", "false", "無", "無し", "なし", "いいえ"})
_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_KATAKANA = {hiragana: code for code, hiragana in _HIRAGANA.items()}
_NARROW = {0xFF10 + digit: 0x30 + digit for digit in range(10)}


class Refusal(Exception):
    """A cell or a row cannot be taken up. Carries, in Japanese, why and what to do."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


def text(cell: str) -> str:
    """Plain text of some lines: no HTML, no blanks at the ends, nothing that cannot be seen."""
    plain = html.unescape(_TAGS.sub("", _BREAKS.sub("\n", _whole(cell))))
    lines = (_SPACES.sub(" ", _seen(one)).strip() for one in plain.splitlines())
    told = "\n".join(filter(None, lines))
    if _FORMULA.match(told):
        raise Refusal(
            f"「{told[:20]}」は、表計算ソフトの式かもしれません。",
            "式ではなく、その結果の文字を入れてください。",
        )
    return "" if told.casefold() in _NOTHING else told


def line(cell: str) -> str:
    """The same in one line."""
    return " ".join(text(cell).split())


def hiragana(cell: str) -> str:
    """A reading in hiragana."""
    return line(normalize("NFKC", cell)).translate(_HIRAGANA)


def katakana(cell: str) -> str:
    """A reading in full-width katakana."""
    return line(normalize("NFKC", cell)).translate(_KATAKANA)


def address(cell: str) -> str:
    """An address in one line, its numbers half-width: 羽黒町１－２ is 羽黒町1-2."""
    narrow = line(cell).translate(_NARROW)
    return re.sub(r"(?<=\d)[‐－–—―−](?=\d)", "-", narrow)


def number(cell: str) -> str:
    """A number with half-width digits and without thousands separators; empty stays empty."""
    told = normalize("NFKC", line(cell)).replace(",", "").replace(" ", "")
    if told in ("", "-"):
        return ""
    if not _NUMBER.fullmatch(told) or not isfinite(float(told)):
        raise Refusal(
            f"「{cell.strip()[:20]}」は数字として読めません。", "数字だけにしてください。"
        )
    return told


def mark(cell: str) -> str:
    """1 for a mark that says yes, else empty."""
    told = normalize("NFKC", line(cell)).casefold()
    if told not in _YES | _NO and cell.strip() not in _YES | _NO:
        raise Refusal(
            f"「{cell.strip()[:20]}」が、印(はい・いいえ)として読めません。",
            "はいのときは 1 と書き、いいえのときは空にしてください。",
        )
    return "1" if told in _YES or cell.strip() in _YES else ""


def _whole(cell: str) -> str:
    kept = _KEPT.fullmatch(cell.strip())
    return kept[1] if kept else cell


def _seen(part: str) -> str:
    # Format signs such as a byte order mark or a zero-width space, but not those inside emoji.
    return "".join(sign for sign in part if sign == "\t" or sign == "\u200d" or not _hidden(sign))


def _hidden(sign: str) -> bool:
    return category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn") or sign == "\ufffd"
