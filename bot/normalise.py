"""Folding of what people type, so that ゴミ, ごみ, ｺﾞﾐ and 「ごみ！」 are one command."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_ENDINGS = " 　。．.、,！!？?～〜~…ー♪"
_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """NFKC, lower case, hiragana for katakana, no blanks, no closing punctuation."""
    wide = unicodedata.normalize("NFKC", text).casefold().translate(_KATAKANA)
    joined = "".join(wide.split())
    return joined.rstrip(_ENDINGS) or joined
