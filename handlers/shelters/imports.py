"""What can be taken up into content/shelters/: lists of emergency places and of refuges.

Sources: 自治体標準オープンデータセット 「指定緊急避難場所一覧」, the older 推奨データセット, and 国土地理院
「指定緊急避難場所・指定避難所データ」.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.content import Table
from bot.importing import (
    Column,
    Layout,
    Refusal,
    Values,
    address,
    degrees,
    katakana,
    line,
    mark,
    text,
)
from handlers.shelters.talk import feature

# The kinds of disaster of 災害対策基本法施行令, and how else tables call them.
_HAZARDS = {
    "洪水": (),
    "崖崩れ、土石流及び地滑り": (
        "土砂災害",
        "がけ崩れ、土石流及び地滑り",
        "崖崩れ・土石流・地滑り",
    ),
    "高潮": (),
    "地震": (),
    "津波": (),
    "大規模な火事": ("大規模火災", "火災", "大規模な火災"),
    "内水氾濫": ("内水", "内水はん濫"),
    "火山現象": ("火山", "火山噴火"),
}
_SIGNS = {
    f"{of}{name}"
    for of in ("災害種別_", "")
    for one, more in _HAZARDS.items()
    for name in (one, *more)
}
_PLACE = (
    Column("ID", ("共通ID",), line),
    Column("地方公共団体名", ("都道府県名及び市町村名", "市区町村名"), line),
    Column(
        "名称",
        (
            "施設・場所名",
            "施設名",
            "施設名称",
            "避難所名",
            "避難場所名",
            "避難所名称",
            "避難場所名称",
        ),
        line,
        needed=True,
    ),
    Column("名称_カナ", ("名称(カナ)", "名称_ふりがな", "フリガナ", "ふりがな"), katakana),
    Column("地区", ("地区名",), line),
    Column("所在地_連結表記", ("住所", "所在地"), address),
    Column("緯度", (), degrees),
    Column("経度", (), degrees),
    Column("想定収容人数", ("収容人数",), line),
    Column("備考", (), text),
)
_PREFECTURE = re.compile(r"^(?:北海道|東京都|(?:京都|大阪)府|.{2,3}県)(?=.)")
_KEYS = (("ID",), ("名称", "所在地_連結表記"))


def _is_no_count(_name: str, table: Table) -> bool:
    """A list with the number of people tells who is there today, not which places there are."""
    return not any(header.strip().startswith("人数") for header in table.header)


def _is_of_refuges(name: str, table: Table) -> bool:
    spoken = (name, *table.header)
    named = any("避難" in one for one in spoken) or "evacuation" in name.casefold()
    return named and not _SIGNS & {*table.header} and _is_no_count(name, table)


@feature.importer(
    Layout(
        "emergency",
        title="指定緊急避難場所の一覧",
        file="shelters.csv",
        columns=(
            *_PLACE[:-2],
            *(Column(f"災害種別_{one}", (one, *more), mark) for one, more in _HAZARDS.items()),
            Column("指定避難所との重複", ("指定避難所との住所同一",), mark),
            *_PLACE[-2:],
        ),
        keys=_KEYS,
        signs=tuple(_SIGNS),
        fits=_is_no_count,
    )
)
def emergency(row: Values) -> Iterable[Values]:
    """One emergency place."""
    yield _placed(row)


@feature.importer(
    Layout(
        "refuges",
        title="指定避難所の一覧",
        file="refuges.csv",
        columns=(
            *_PLACE[:-2],
            Column("指定緊急避難場所との重複", ("指定緊急避難場所との住所同一",), mark),
            *_PLACE[-2:],
        ),
        keys=_KEYS,
        fits=_is_of_refuges,
    )
)
def refuges(row: Values) -> Iterable[Values]:
    """One refuge."""
    yield _placed(row)


def _placed(row: Values) -> Values:
    if not row["名称"]:
        raise Refusal("名称が空です。", "避難所の名前を書いてください。")
    city = row.get("地方公共団体名", "")
    return {**row, "地方公共団体名": _PREFECTURE.sub("", city)} if city else row
