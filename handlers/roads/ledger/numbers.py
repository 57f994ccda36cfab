"""The 受付番号: twelve digits that can be told on the phone, not be guessed, and not be mistaken.

Eleven are random (so a number says neither how many cases there are nor when it was given, and a guess
hits one of 100,000 cases once in 900,000 tries); the last finds every wrong digit and nearly every swap of
neighbours (ISO 7064, MOD 11,10). The first is never 0: spreadsheets drop it, and phone numbers begin with it.
"""

from __future__ import annotations

import re
import unicodedata
from random import Random, SystemRandom

DIGITS = 12
_FILLING = re.compile(r"[\s\-‐‑‒–—―ー−_.・]")


def new_number(random: Random | None = None) -> str:
    """A number as it is stored, "482109375512"; whether it is free is the caller's to see."""
    source = random or SystemRandom()
    head = str(source.randrange(10 ** (DIGITS - 2), 10 ** (DIGITS - 1)))
    return head + _check(head)


def shown(number: str) -> str:
    """As people read it: "4821-0937-5512"."""
    return "-".join(number[start : start + 4] for start in range(0, len(number), 4))


def read_number(text: str) -> str | None:
    """The number that somebody wrote (any width, any hyphens), as stored; None if it can be none."""
    digits = _FILLING.sub("", unicodedata.normalize("NFKC", text[:60])).removeprefix("受付番号")
    if not re.fullmatch(r"[1-9][0-9]{11}", digits):
        return None
    return digits if _check(digits[:-1]) == digits[-1] else None


def _check(head: str) -> str:
    product = 10
    for digit in head:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)
