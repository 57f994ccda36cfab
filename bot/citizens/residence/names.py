"""Folding of place names, and what stands before and after the town in an address."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bot.normalise import fold

_DIGITS = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九")}
_BLOCK = re.compile(r"([一二三四五六七八九]?十?[一二三四五六七八九]|十)丁目")
_TAIL = re.compile(r"\d+丁目$")
_NUMBERS = re.compile(r"^(\D+?)(\d+)(?:丁目|[-‐－ー−の].*|番.*)?$")
_DASHES = re.compile(r"[‐－−–—]")
_PREFECTURE = re.compile(r"(?:東京都|北海道|(?:京都|大阪)府|.{2,3}県)")
_CITY = re.compile(r"[^\d\s]{1,12}?[市区町村]")
LONGEST = 100


@lru_cache(maxsize=16384)
def place_key(text: str) -> str:
    """What spellings of one place share: 旭ケ丘/旭が丘, 一丁目/１丁目, 字中里/中里, ｶﾄﾞﾉﾜｷ/かどのわき."""
    folded = _DASHES.sub("-", fold(text[:LONGEST]))
    plain = _BLOCK.sub(lambda match: f"{_number(match[1])}丁目", folded)
    plain = re.sub(r"(?<=\w)[ヶヵゖけ](?=[丘谷崎浜浦原])", "が", plain)
    return re.sub(r"^(?:大字|字)|[のノ之](?=[町浜浦])|[()（）「」\"']", "", plain)


def _number(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    value = _DIGITS.get(ones, 0)
    return value + 10 * (_DIGITS.get(tens, 1) if tens else 1) if ten else value


def without_block(key: str) -> str:
    """The town without its 丁目; a key as `place_key` makes it."""
    return _TAIL.sub("", key)


def with_block(key: str) -> str | None:
    """門脇町1丁目 for 門脇町1-2-3; None where no number follows a name."""
    match = _NUMBERS.match(key)
    return f"{match[1]}{match[2]}丁目" if match else None


def inside_city(address: str, city: str) -> str | None:
    """The part of an address that follows the city's name; None if it names another city.

    A text without prefecture and city comes back as it is.
    """
    text = unicodedata.normalize("NFKC", address)
    if city and city in text:
        return text.partition(city)[2].strip()
    prefecture = _PREFECTURE.search(text)
    if prefecture is None:
        return text.strip()
    return None if _CITY.match(text, prefecture.end()) else text[prefecture.end() :].strip()
