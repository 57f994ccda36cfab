"""What an entry can be called: its title taken apart, its reading and its synonyms, as keys.

茶わん（陶器）            茶わん, and 陶器 as what tells it from others
鏡（かがみ）              鏡, かがみ
びん・缶                  びん, 缶
桶70cm超える              桶, and 70cm超える
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.search.details import KINDS
from bot.search.entries import Entry
from bot.search.fold import clean
from bot.search.keys import Keys, keys, keys_of

FULL, SYNONYM, BARE, PART, ASIDE = 1.0, 0.98, 0.97, 0.95, 0.86
# What is only an example in a bracket: スプレー缶（化粧品・殺虫剤）.
ONE_OF_MANY = 0.83

_BRACKET = re.compile(r"[(（\[【「『〔<＜〈《]([^)）\]】」』〕>＞〉》]*)[)）\]】」』〕>＞〉》]?")
SEPARATORS = re.compile(r"\s*[・、,，/／;；|･]\s*|\s*(?:または|又は|及び|および)\s*")
_MATERIAL = f"(?:{'|'.join(sorted(KINDS, key=len, reverse=True))})"
_MATERIALS = rf"(?:{_MATERIAL}[・、･])*{_MATERIAL}"
_QUALIFIER = re.compile(
    rf"{_MATERIALS}製?(?:のもの|品)?|.*(?:製|用|式|型|以上|以下|未満|以内|以外|超|超える|含む|除く"
    r"|もの|場合|など|等|のみ|付き?|入り|可|不可|cm|ml|l|kg|m|センチ|メートル|程度|大|小)|[大中小長短]|電動|手動|家庭用"
)
_TRAILING = re.compile(
    rf"(?:\s*(?:(?:(?:\d+割|\d+%)以上)?{_MATERIALS}製(?:品|のもの)?|上記以外|その他|電動"
    r"|(?:一辺|最大辺|長さ|高さ|直径|幅|厚さ|奥行き?|太さ|径|縦|横)?\d+(?:cm|センチ|m|メートル|kg|l|リットル|v型)?"
    r"(?:を?超える|を?超|以上|以下|以内|未満)(?:のもの)?))+$"
)
# 「シャンプーなどの容器」 is シャンプーの容器.
_AND_SUCH = re.compile("(?:など|等)の")
# 「割れたビン・ガラス・コップ」: all of them are broken.
_STATE = re.compile(r"[一-龥][ぁ-ん]{0,4}た(?=[一-龥ァ-ヺ])")
_KIND = re.compile(r"(?:類|など|等|一式|関係|の類)$")


class Name(NamedTuple):
    """One name of an entry, cleaned, how surely it means the entry, and its reading where given."""

    text: str
    quality: float
    read: str = ""

    @property
    def compared(self) -> bool:
        """Whether texts that are only like it are of interest; with a bracket in it, few are."""
        return not _BRACKET.search(self.text)

    def keys(self) -> Keys:
        """The keys of the name."""
        return keys_of(self.text, self.read) if self.read else keys(self.text)


class Parts(NamedTuple):
    """A title taken apart: its names, each text once, what it says beside (陶器), and what stands before."""

    names: list[Name]
    details: list[str]
    bare: str


def parts(entry: Entry) -> Parts:
    """All that an entry can be called."""
    title = clean(entry.title)
    bare = _BRACKET.sub("", title).strip()
    details = _details(title, bare)
    best: dict[tuple[str, str], float] = {}
    for text, quality, read in _names(entry, title, bare, details):
        if text and best.get((text, read), 0.0) < quality:
            best[text, read] = quality
    return Parts(
        [Name(text, quality, read) for (text, read), quality in best.items()],
        details,
        _TRAILING.sub("", bare),
    )


def _details(title: str, bare: str) -> list[str]:
    inside = [part for bracket in _BRACKET.findall(title) for part in SEPARATORS.split(bracket)]
    trailing = _TRAILING.search(bare)
    return [part for part in [*inside, trailing.group().strip() if trailing else ""] if part]


def _names(entry: Entry, title: str, bare: str, details: list[str]) -> Iterator[Name]:
    yield Name(title, FULL)
    yield from _bare(bare)
    for part in details:
        example = _KIND.sub("", part)
        if not _QUALIFIER.fullmatch(example):
            yield Name(example, ASIDE if details == [example] else ONE_OF_MANY)
    for synonym in entry.synonyms:
        yield Name(clean(synonym), SYNONYM)
    # A single kana is only a place in a list, as 5374's files have it.
    if len(entry.reading) > 1:
        read = clean(entry.reading)
        # A reading without a bracket is that of the title without its own.
        yield Name(title if _BRACKET.search(read) else bare or title, FULL, read)
        if bare and bare != title and (short := _BRACKET.sub("", read).strip()):
            yield Name(bare, BARE, short)


def _bare(bare: str) -> Iterator[Name]:
    yield Name(bare, BARE)
    if (one := _AND_SUCH.sub("の", bare)) != bare:
        yield Name(one, PART)
    first, _, remark = bare.partition(" ")
    if remark and len(first) > 1 and not first.isascii():
        yield Name(first, PART - 0.02)
    short = _TRAILING.sub("", bare)
    yield Name(short, BARE - 0.005)
    if _KIND.search(short):
        yield Name(_KIND.sub("", short), BARE - 0.01)
    each = SEPARATORS.split(short)
    if len(each) > 1:
        yield from _shared(each)


def _shared(each: list[str]) -> Iterator[Name]:
    """「アイスクリームのカップ・ふた」: the lid is of ice cream, too; 「エビ・カニの殻」: of both."""
    owner, owned = each[0].rpartition("の")[0], each[-1].partition("の")[2]
    if state := _STATE.match(each[0]):
        yield from (Name(state.group() + part, PART) for part in each[1:])
    for at, part in enumerate(each):
        if owned and at < len(each) - 1 and "の" not in part:
            yield Name(f"{part}の{owned}", PART)
        if at and owner:
            yield Name(f"{owner}の{part}", PART)
        yield Name(part, PART if not (at and owner) else ASIDE - 0.16)
