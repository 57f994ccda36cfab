"""One record of a published file, and the shelter that it means.

Sources: 自治体標準オープンデータセット 「指定緊急避難場所一覧」, the older 推奨データセット, and
国土地理院 「指定緊急避難場所・指定避難所データ」.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from unicodedata import normalize

from bot.api import fold
from bot.content import Cell, Faults, Place
from handlers.shelters.shelter import Hazard, Point, Shelter

FIELDS: Mapping[str, tuple[str, ...]] = {
    "name": ("名称", "施設・場所名", "施設名", "施設名称", "避難所名", "避難場所名"),
    "reading": ("名称_カナ", "名称(カナ)", "名称_ふりがな", "フリガナ", "ふりがな"),
    "address": ("所在地_連結表記", "住所", "所在地"),
    "district": ("地区", "地区名"),
    "latitude": ("緯度",),
    "longitude": ("経度",),
    "capacity": ("想定収容人数", "収容人数"),
    "refuge": ("指定避難所との重複", "指定避難所との住所同一"),
    "note": ("備考",),
}
HAZARDS: Mapping[Hazard, str] = {
    Hazard.FLOOD: "洪水",
    Hazard.LANDSLIDE: "崖崩れ、土石流及び地滑り",
    Hazard.STORM_SURGE: "高潮",
    Hazard.EARTHQUAKE: "地震",
    Hazard.TSUNAMI: "津波",
    Hazard.FIRE: "大規模な火事",
    Hazard.INLAND_FLOOD: "内水氾濫",
    Hazard.VOLCANO: "火山現象",
}
_PREFIX = "災害種別_"
# What fits into a button together with a disaster and a page.
DISTRICT_LIMIT = 40
_YES = frozenset({"1", "1.0", "○", "◯", "〇", "◎", "●", "true", "有", "はい", "該当"})
_NO = frozenset({"", "0", "0.0", "×", "✕", "-", "ー", "false", "無", "いいえ", "null", "none"})
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")


def header_key(text: str) -> str:
    """What the spellings of one header share."""
    return "".join(normalize("NFKC", text).split()).removeprefix("\ufeff")


_HEADERS: Mapping[str, str] = {
    header_key(header): field for field, headers in FIELDS.items() for header in headers
} | {
    header_key(prefix + name): hazard.value
    for hazard, name in HAZARDS.items()
    for prefix in ("", _PREFIX)
}


def field_of(header: str) -> str:
    """The field that a column or property holds; empty where it is none of ours."""
    return _HEADERS.get(header_key(header), "")


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of one shelter as they were written, and where that is.

    `hazardous`: the file says which disasters a place is for, so its places are for emergencies.
    """

    place: Place
    fields: Mapping[str, str]
    hazardous: bool

    def text(self, field: str) -> str:
        """A field as one tidy line."""
        words = " ".join(self.fields.get(field, "").split())
        # What cannot be seen costs nine characters each in a button's data.
        words = "".join(filter(str.isprintable, words))
        return "" if words.casefold() in ("null", "none", "nan") else words

    def where(self, field: str) -> Cell | Place:
        """The cell of a field, else the record's place."""
        cell = self.fields.get(field)
        return cell if isinstance(cell, Cell) else self.place


def shelter_of(record: Record, faults: Faults) -> Shelter | None:
    """The shelter that a record means; None where it has no name."""
    name = record.text("name")
    if not name:
        faults.warning(record.where("name"), *_NAMELESS)
        return None
    hazards = frozenset(one for one in Hazard if _marked(record, one.value, faults))
    refuge = not record.hazardous or _marked(record, "refuge", faults)
    return Shelter(
        name=name,
        reading=re.sub(r"[^ぁ-ゖー]", "", fold(record.text("reading"))),
        address=record.text("address"),
        district=record.text("district")[:DISTRICT_LIMIT],
        point=_point(record, faults),
        hazards=hazards,
        # A refuge that protects from nothing stands in such a list only for completeness.
        emergency=record.hazardous and bool(hazards or not refuge),
        refuge=refuge,
        capacity=_capacity(record.text("capacity")),
        note=record.text("note"),
    )


def _marked(record: Record, field: str, faults: Faults) -> bool:
    mark = normalize("NFKC", record.text(field)).casefold()
    if mark not in _YES | _NO:
        faults.warning(
            record.where(field),
            f"「{record.text(field)}」が、使えるという印かどうか分かりません。"
            "使えないものとして読みました。",
            "使えるときは 1 と書き、使えないときは空にしてください。",
        )
    return mark in _YES


def _capacity(text: str) -> str:
    """A bare number is a number of people."""
    digits = normalize("NFKC", text).replace(",", "").removesuffix(".0")
    return (
        f"{int(digits):,}人" if digits.isascii() and digits.isdigit() and len(digits) < 8 else text
    )


def _point(record: Record, faults: Faults) -> Point | None:
    north, east = _degrees(record, "latitude"), _degrees(record, "longitude")
    if north is None or east is None:
        faults.warning(record.where("latitude"), *_NO_POINT)
        return None
    if not (20 <= north <= 46 and 122 <= east <= 154):
        swapped = 20 <= east <= 46 and 122 <= north <= 154
        faults.warning(record.where("latitude"), *(_SWAPPED if swapped else _ABROAD))
        return None
    return Point(north, east)


def _degrees(record: Record, field: str) -> float | None:
    text = normalize("NFKC", record.text(field)).replace(" ", "")
    value = float(text) if _NUMBER.fullmatch(text) else None
    return value if value is not None and isfinite(value) else None


_NAMELESS = (
    "名称がありません。この行は読みませんでした。",
    "名称の列に、避難所の名前を書いてください。",
)
_NO_POINT = (
    "緯度と経度がないか、数字として読めません。近い順のご案内には出ません。",
    "緯度(38.43 など)と経度(141.30 など)を、度の小数で書いてください。",
)
_SWAPPED = (
    "緯度と経度が逆です。近い順のご案内には出ません。",
    "緯度の列に緯度を、経度の列に経度を書いてください。",
)
_ABROAD = (
    "緯度と経度が日本の外を指しています。近い順のご案内には出ません。",
    "緯度と経度を、世界測地系の度の小数で書き直してください。",
)
