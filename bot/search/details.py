"""What a title says beside its name (木製, 70cm以上), and whether a citizen says the same or otherwise."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bot.search.fold import flat, squash
from bot.search.keys import Keys, keys

# What things are made of; words of one row are one kind of material.
_METAL = "金属 鉄 スチール アルミ アルミニウム ステンレス 銅 鋼 ブリキ 真鍮 トタン チタン 鋳物"
_PLASTIC = "プラスチック プラ ビニール ポリ 樹脂 合成樹脂 アクリル 塩ビ シリコン カーボン"
_ROWS = (
    _METAL,
    _PLASTIC,
    "木 竹 籐 木材 合板 ベニヤ",
    "紙 段ボール ボール紙 厚紙",
    "布 綿 毛 絹 麻 ウール 化繊 ナイロン",
    "ガラス",
    "陶器 陶 磁器 陶磁器 瀬戸物 焼き物",
    "ゴム",
    "革 皮 皮革 合皮 レザー",
    "石 コンクリート",
    "粘土",
    "発泡スチロール",
    "ほうろう",
)
KINDS = {word: kind for kind, row in enumerate(_ROWS) for word in row.split()}
_FLAT = {flat(word): kind for word, kind in KINDS.items()}
_EACH = "|".join(sorted(map(re.escape, _FLAT), key=len, reverse=True))
_SHARE = r"(?:\d+割以上|\d+%?以上)?"
_OPENING = re.compile(rf"{_SHARE}((?:{_EACH})+)")
_ONLY = re.compile(
    rf"{_SHARE}((?:{_EACH})+)(?:製品?|せい|でき[たて]|出来た|でできた|で出来た)?(?:のもの|の)?(以外|を除く|いがい)?(?:のもの|の)?"
)
_WORDS = re.compile(_EACH)
# 電池で動く, of 電池・電気で動く物: the same characters, in other words.
_SAME_SIGNS = 0.7
_AFTER = re.compile(
    r"\d|上記以外|その他|小型|大型|中型|家庭用|電動|手動|以外|含む|本体|一式|など|等|類"
    r"|[^の\d]{1,8}(?:用|製|式|型|入り?|付き?|付|等|以外)$"
)

_UNITS = {"mm": ("length", 0.1), "cm": ("length", 1.0), "せんち": ("length", 1.0)}
_UNITS |= {"m": ("length", 100.0), "めーとる": ("length", 100.0), "みり": ("length", 0.1)}
_UNITS |= {"kg": ("weight", 1.0), "きろ": ("weight", 1.0), "g": ("weight", 0.001)}
_UNITS |= {"l": ("volume", 1.0), "りっとる": ("volume", 1.0), "ml": ("volume", 0.001)}
_UNITS |= {"いんち": ("screen", 1.0), "型": ("screen", 1.0), "v型": ("screen", 1.0)}
_SIZE = re.compile(
    rf"(\d+(?:\.\d+)?)({'|'.join(sorted(_UNITS, key=len, reverse=True))})(?:めーとる)?(?:角|四方)?"
    r"(?:(以上|を?超|より大き|より長|いじょう|をこえ)|(以下|以内|未満|まで|より小さ|より短|いか))?"
)


class Size(NamedTuple):
    """A length in cm, weight in kg, volume in l, screen in inches; `way` 1: from it up, -1: up to it."""

    measure: str
    amount: float
    way: int

    def agrees(self, told: Size) -> bool | None:
        """Whether what a citizen `told` lies within this size; None if the two cannot be compared."""
        if self.measure != told.measure:
            return None
        if self.way and told.way:
            return self.way == told.way
        if self.way or told.way:
            return (told.amount - self.amount) * (self.way - told.way) >= 0
        return self.amount == told.amount


class Detail(NamedTuple):
    """One thing said beside a name; `kinds` of material, or all others than these if `others`."""

    key: Keys
    kinds: frozenset[int]
    others: bool
    size: Size | None

    def told(self, said: Detail) -> float | None:
        """How much of what is `said` this is, from 0 (contrary) to 1; None if it is about another matter."""
        if self.size and said.size:
            agrees = self.size.agrees(said.size)
            return agrees if agrees is None else float(agrees)
        if self.kinds and said.kinds:
            return (
                0.0 if bool(self.kinds & said.kinds) is self.others else 0.8 if self.others else 1.0
            )
        return _cover(said.key, self.key)


@lru_cache(maxsize=4096)
def detail(cleaned: str) -> Detail:
    """What a cleaned bracket or qualifier says."""
    return _detail(keys(cleaned), _ONLY.fullmatch(squash(flat(cleaned))))


def said(key: Keys) -> Detail:
    """What the words beside a name say."""
    return _detail(key, _ONLY.fullmatch(key.written))


def opening(key: Keys) -> Detail:
    """What a compound (金属バット) says of its last word."""
    match = _OPENING.match(key.written)
    return _detail(key, match if match and match.end() < len(key.written) else None)


def material_first(written: str) -> int:
    """Where the materials at the beginning of a squashed compound end: 2 in 金属なべ; 0 if there are none."""
    match = _OPENING.match(written)
    return match.end() if match and match.end() < len(written) else 0


def begins_with_detail(rest: str) -> bool:
    """Whether the rest of a name, squashed, tells only of what or of which size the thing is."""
    return bool(_OPENING.match(rest) or _AFTER.match(rest))


def _detail(key: Keys, match: re.Match[str] | None) -> Detail:
    kinds = frozenset(_FLAT[word] for word in _WORDS.findall(match[1])) if match else frozenset()
    others = bool(match and match.lastindex and match.lastindex > 1)
    return Detail(key, kinds, others, _size(key.written))


def _size(written: str) -> Size | None:
    match = _SIZE.search(written)
    if not match:
        return None
    measure, factor = _UNITS[match[2]]
    return Size(measure, float(match[1]) * factor, 1 if match[3] else -1 if match[4] else 0)


def _cover(rest: Keys, detail: Keys) -> float | None:
    """How much of the words beside a name the bracket says: all of 子供 (子ども用), half of 子供の木製."""
    if len(rest.written) == 1 and rest.kanji and rest.kanji <= detail.kanji:
        return 1.0
    if len(rest.heard) < 2 or (rest.kanji and detail.kanji and not rest.kanji & detail.kanji):
        return None
    if rest.heard in detail.heard:
        return 1.0
    if len(rest.kanji) > 1 and rest.kanji <= detail.kanji:
        return _SAME_SIGNS
    return len(detail.heard) / len(rest.heard) if detail.heard in rest.heard else None
