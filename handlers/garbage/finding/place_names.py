"""The names by which people may call one district of a calendar file.

「【新屋】鳥木町・沖田町、前野町」 is asked for as 鳥木町, 新屋鳥木町, 沖田町 ...;
「青葉台一丁目から四丁目」 as 青葉台, 青葉台3丁目 and 青葉台三丁目.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from handlers.garbage.finding.text import squash

_NUMERALS = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九")}
_UNIT = r"(?:丁目|番地|番|区|条|組|号)"
_KANJI = re.compile(
    rf"[〇一二三四五六七八九十]+(?={_UNIT}|[・、~〜～-][〇一二三四五六七八九十]+{_UNIT})"
)
_HEAD = re.compile(r"^(?:【([^】]*)】?|([^-(（]{2,})-)")
_BRACKET = re.compile(r"[(（]([^()（）]*)[)）]")
_OTHERS = re.compile(r"(?:それ|上記|下記)(?:を除く|以外)の?(?:地域|地区)?|を除く|字(?=.)")
_SPLIT = re.compile(r"[・、,/\s]+")
_RANGE = re.compile(rf"(\d+){_UNIT}?(?:[~〜～-]|から)(\d+)({_UNIT})")
_NUMBERED = re.compile(rf"(\D*)(\d+)({_UNIT})?(.*)")
_BLOCK = re.compile(rf"(.*?\d+{_UNIT})\D{{0,2}}\d")
_LONGEST_RANGE = 300


@lru_cache(maxsize=65536)
def place_key(text: str) -> str:
    """What spellings of one place share: 旭ヶ丘/旭ケ丘/旭が丘, 一丁目/1丁目, 丸の内/丸之内."""
    folded = squash(_arabic(text))
    return re.sub(r"[のゝ之]", "", re.sub(r"[けゖヶ]", "が", folded)).replace("大字", "")


@dataclass(frozen=True, slots=True)
class Names:
    """What a district is called: `whole` names it all, `partly` a place of which it has a part."""

    whole: frozenset[str]
    partly: frozenset[str]


def names_of(label: str, group: str = "") -> Names:
    """The keys of a district's names, of at least two characters, with and without its group.

    桜三丁目９番から１４番 holds only a part of 桜3丁目.
    """
    texts = [*_texts(label), *([group, *(group + text for text in _texts(label))] if group else [])]
    whole = {key for text in texts if len(key := place_key(text)) > 1}
    blocks = (_BLOCK.match(text) for text in _texts(label))
    partly = {place_key(match[1]) for match in blocks if match}
    return Names(frozenset(whole), frozenset(partly))


def head_of(label: str) -> str:
    """The larger place that a label starts with: 新屋 in 【新屋】元町; may be empty."""
    match = _HEAD.match(unicodedata.normalize("NFKC", label))
    return (match[1] or match[2] or "").strip() if match else ""


def _texts(label: str) -> Iterator[str]:
    text = _arabic(label)
    head = head_of(text)
    body = _HEAD.sub("", text)
    yield from (text, _OTHERS.sub("", head), head + body, body)
    for note in _BRACKET.findall(body):
        yield from _expanded(note)
    for name in _expanded(_BRACKET.sub(" ", body)):
        yield from (name, head + name)


def _expanded(text: str) -> Iterator[str]:
    """Each place of an enumeration; a bare 2丁目 belongs to the town before it."""
    town = ""
    for part in _SPLIT.split(_OTHERS.sub("", _spell_out(text))):
        match = _NUMBERED.fullmatch(part)
        if match is None:
            yield part
            continue
        town = match[1] or town
        yield town
        yield town + match[2] + (match[3] or "")
        yield town + match[2] + (match[3] or "") + match[4]


def _spell_out(text: str) -> str:
    """1丁目から3丁目 and 1~3丁目 become 1丁目・2丁目・3丁目; 1・3丁目 gets its missing unit."""
    text = _RANGE.sub(_range, text)
    return re.sub(rf"(\d+)(?=(?:・\d+)+({_UNIT}))", lambda m: m[1] + m[2], text)


def _range(match: re.Match[str]) -> str:
    first, last, unit = int(match[1]), int(match[2]), match[3]
    if not 0 <= last - first <= _LONGEST_RANGE:
        return match[0]
    return "・".join(f"{n}{unit}" for n in range(first, last + 1))


def _arabic(text: str) -> str:
    return _KANJI.sub(lambda m: str(_number(m[0])), unicodedata.normalize("NFKC", text))


def _number(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    value = int("".join(str(_NUMERALS[n]) for n in ones if n in _NUMERALS) or 0)
    if not ten:
        return value
    return value + 10 * (_NUMERALS.get(tens[-1:], 1) if tens else 1)
