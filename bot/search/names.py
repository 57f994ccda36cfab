"""What an entry can be called: its title taken apart, its reading and its synonyms, as keys.

茶わん（陶器）            茶わん, and 陶器 as what tells it from others
鏡（かがみ）              鏡, かがみ
びん・缶                  びん, 缶
桶70cm超える              桶, and 70cm超える
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.search.entries import Entry
from bot.search.fold import clean, squash
from bot.search.keys import Keys, keys, keys_of

FULL, SYNONYM, BARE, PART, ASIDE, QUALIFIER = 1.0, 0.98, 0.97, 0.93, 0.86, 0.45

_BRACKET = re.compile(r"[(（\[【「『〔<＜〈《]([^)）\]】」』〕>＞〉》]*)[)）\]】」』〕>＞〉》]?")
_SEPARATORS = re.compile(r"\s*[・、,，/／;；|･]\s*|\s*(?:または|又は|及び|および)\s*")
_MATERIALS = (
    "プラスチック|プラ|金属|木|紙|布|ガラス|ゴム|革|皮|皮革|陶器|陶|磁器|陶磁器|アルミ|ステンレス|鉄|スチール|竹"
    "|ビニール|発泡スチロール|石|綿|毛|ナイロン|ポリ|樹脂|合成樹脂|ほうろう|銅"
)
_QUALIFIER = re.compile(
    rf"(?:(?:{_MATERIALS})[・、]?)+製?(?:のもの|品)?|.*(?:製|用|式|型|以上|以下|未満|以内|以外|超|超える|含む|除く"
    r"|もの|場合|など|等|のみ|付き?|入り|可|不可|cm|ml|l|kg|m|センチ|メートル|程度|大|小)|[大中小長短]|電動|手動|家庭用"
)
_TRAILING = re.compile(
    rf"(?:(?:(?:\d+割|\d+%)以上)?(?:{_MATERIALS})製(?:品|のもの)?|上記以外|その他"
    r"|(?:一辺|最大辺|長さ|高さ|直径|幅)?\d+(?:cm|㎝|センチ|m|メートル|kg|l|リットル|v型)?(?:を?超える|を?超|以上|以下|以内|未満)(?:のもの)?)$"
)
_KIND = re.compile(r"(?:類|など|等|一式|関係|の類)$")


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an entry, cleaned, how surely it means the entry, and its reading where given."""

    text: str
    quality: float
    read: str = ""

    @property
    def compared(self) -> bool:
        """Whether names that are only like it are of interest."""
        return self.quality > ASIDE - 0.2

    def keys(self) -> Keys:
        """The keys of the name."""
        return keys_of(self.text, self.read) if self.read else keys(self.text)


def names(entry: Entry) -> list[Name]:
    """All names of an entry; the same text once, as its best."""
    best: dict[tuple[str, str], float] = {}
    for name in (*_names(entry), *_read(entry)):
        form = (name.text, name.read)
        if name.text and best.get(form, 0.0) < name.quality:
            best[form] = name.quality
    return [Name(text, quality, read) for (text, read), quality in best.items()]


def _read(entry: Entry) -> Iterator[Name]:
    """The title with the reading that the feature gave; a single kana is only a place in a list."""
    read = clean(entry.reading)
    if len(squash(read)) < 2:
        return
    yield Name(clean(entry.title), FULL, read)
    short = _BRACKET.sub("", read).strip()
    bare = _BRACKET.sub("", clean(entry.title)).strip()
    if short and bare:
        yield Name(bare, BARE, short)


def qualifiers(title: str) -> list[str]:
    """What the title says beside the name: 陶器 in 茶わん（陶器）."""
    cleaned = clean(title)
    inside = [part for bracket in _BRACKET.findall(cleaned) for part in _SEPARATORS.split(bracket)]
    trailing = _TRAILING.search(_BRACKET.sub("", cleaned).strip())
    return [part for part in [*inside, trailing.group() if trailing else ""] if part]


def _names(entry: Entry) -> Iterator[Name]:
    cleaned = clean(entry.title)
    yield Name(cleaned, FULL)
    bare = _BRACKET.sub("", cleaned).strip()
    yield from _bare(bare)
    for part in qualifiers(entry.title):
        yield Name(part, QUALIFIER if _QUALIFIER.fullmatch(part) else ASIDE)
    for synonym in entry.synonyms:
        yield Name(clean(synonym), SYNONYM)


def _bare(bare: str) -> Iterator[Name]:
    yield Name(bare, BARE)
    short = _TRAILING.sub("", bare)
    yield Name(short, BARE - 0.01)
    if _KIND.search(short):
        yield Name(_KIND.sub("", short), BARE - 0.01)
    parts = _SEPARATORS.split(short)
    if len(parts) > 1:
        owner = parts[0].rpartition("の")[0]
        for at, part in enumerate(parts):
            yield Name(part, PART if not (at and owner) else ASIDE - 0.16)
            if at and owner:
                yield Name(f"{owner}の{part}", PART)
