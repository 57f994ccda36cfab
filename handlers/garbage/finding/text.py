"""Folding of words so that spellings of one thing meet: ゴミ/ごみ, コンピューター/コンピュータ."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.api import fold

_SIGNS = re.compile(r"[\s\W_ー〜]+")
_BRACKETS = re.compile(r"[(（【\[「『〔<＜][^)）】\]」』〕>＞]*[)）】\]」』〕>＞]?")
_PARTS = re.compile(r"[\s・、,，/／()（）【】\[\]「」『』〔〕<>＜＞･&＆]+")
_SPELLINGS = (
    ("段ぼ", "だんぼ"),
    ("硝子", "がらす"),
    ("空きびん", "空びん"),
    ("空き缶", "空缶"),
    ("瓶", "びん"),
)


@lru_cache(maxsize=65536)
def squash(text: str) -> str:
    """Folded text without signs, blanks and long-vowel marks."""
    text = _SIGNS.sub("", fold(text))
    for spelling, usual in _SPELLINGS:
        text = text.replace(spelling, usual)
    return text


def without_brackets(text: str) -> str:
    """「油（食用）」 is 「油」."""
    return _BRACKETS.sub("", text)


def parts(text: str) -> list[str]:
    """The parts of 「びん・缶・古紙（新聞）」, each as written."""
    return [part for part in _PARTS.split(text) if part]
