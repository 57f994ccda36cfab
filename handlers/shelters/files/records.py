"""One record of a published file, and the shelter that it means.

Sources: 自治体標準オープンデータセット 「指定緊急避難場所一覧」, the older 推奨データセット, and
国土地理院 「指定緊急避難場所・指定避難所データ」.
"""

from __future__ import annotations

from collections.abc import Mapping
from unicodedata import normalize

from bot.content import HEAD, Faults, Record, by_header, header_key, point_of, reading_of
from handlers.shelters.shelter import Hazard, Shelter

FIELDS: Mapping[str, tuple[str, ...]] = {
    **{field: HEAD[field] for field in ("reading", "address", "district", "latitude", "longitude")},
    "name": (*HEAD["name"], "施設・場所名", "避難所名", "避難場所名"),
    "capacity": ("想定収容人数", "収容人数"),
    "refuge": ("指定避難所との重複", "指定避難所との住所同一"),
    "note": HEAD["note"],
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


HEADERS: Mapping[str, str] = by_header(FIELDS) | {
    header_key(prefix + name): hazard.value
    for hazard, name in HAZARDS.items()
    for prefix in ("", _PREFIX)
}


def field_of(header: str) -> str:
    """The field that a column or property holds; empty where it is none of ours."""
    return HEADERS.get(header_key(header), "")


def shelter_of(record: Record, faults: Faults, *, hazardous: bool) -> Shelter | None:
    """The shelter that a record means; None where it has no name.

    `hazardous`: the file says which disasters a place is for, so its places are for emergencies.
    """
    name = record.text("name")
    if not name:
        faults.warning(record.where("name"), *_NAMELESS)
        return None
    hazards = frozenset(one for one in Hazard if _marked(record, one.value, faults))
    refuge = not hazardous or _marked(record, "refuge", faults)
    return Shelter(
        name=name,
        reading=reading_of(record),
        address=record.text("address"),
        district=record.text("district")[:DISTRICT_LIMIT],
        point=point_of(record, faults),
        hazards=hazards,
        # A refuge that protects from nothing stands in such a list only for completeness.
        emergency=hazardous and bool(hazards or not refuge),
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


_NAMELESS = (
    "名称がありません。この行は読みませんでした。",
    "名称の列に、避難所の名前を書いてください。",
)
