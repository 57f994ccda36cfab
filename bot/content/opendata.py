"""Tables of open data: the columns that all data sets of a city share, found by their headers.

Sources: 自治体標準オープンデータセット and the older 推奨データセット, as cities really publish them: with
titles above the headers, in any order of columns, with full-width digits and signs for "nothing".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import isfinite
from unicodedata import normalize

from bot.content.faults import Faults, Place
from bot.content.table import Cell, Row, Table
from bot.geo import Point
from bot.normalise import fold

# Above the headers some cities write a title, a date and remarks.
MOST_TITLES = 5
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
_NOTHING = frozenset({"null", "none", "nan", "#n/a"})
_PHONE = re.compile(r"(?<!\d)(?:\(?0\d{1,4}[)(-]{1,2}\d{1,4}[)-]\d{3,4}|0\d{9,10})(?!\d)")

HEAD: Mapping[str, tuple[str, ...]] = {
    "name": ("名称", "施設名", "施設名称", "施設名等"),
    "reading": ("名称_カナ", "名称(カナ)", "名称_ふりがな", "フリガナ", "ふりがな"),
    "address": ("所在地_連結表記", "住所", "所在地"),
    "building": ("建物名等(方書)", "方書"),
    "district": ("地区", "地区名"),
    "town": ("所在地_町字",),
    "latitude": ("緯度",),
    "longitude": ("経度",),
    "phone": ("電話番号", "連絡先電話番号"),
    "days": ("利用可能曜日",),
    "first": ("開始時間", "利用開始時間"),
    "last": ("終了時間", "利用終了時間"),
    "url": ("URL",),
    "note": ("備考",),
}


def header_key(text: str) -> str:
    """What the spellings of one header share."""
    return "".join(normalize("NFKC", text).split()).removeprefix("\ufeff").casefold()


def by_header(fields: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The field of each header, from the headers of each field."""
    return {header_key(one): field for field, headers in fields.items() for one in headers}


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of one thing as they were written, and where that is."""

    place: Place
    fields: Mapping[str, str]

    def text(self, field: str) -> str:
        """A field as one tidy line; empty where it is not there or says that there is nothing."""
        words = " ".join(self.fields.get(field, "").split())
        # What cannot be seen costs nine characters each in a button's data.
        words = "".join(filter(str.isprintable, words))
        return "" if words.casefold() in _NOTHING else words

    def where(self, field: str) -> Cell | Place:
        """The cell of a field, else the record's place."""
        cell = self.fields.get(field)
        return cell if isinstance(cell, Cell) else self.place

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written in any field, as in the spare rows of templates."""
        return not any(self.text(field) for field in self.fields)


@dataclass(frozen=True, slots=True)
class Records:
    """What a table holds: the fields that have a column, the row of headers, and the records."""

    fields: frozenset[str]
    header: Row
    records: tuple[Record, ...]


def read_records(
    table: Table, headers: Mapping[str, str], needed: Collection[str] = ("name",)
) -> Records | None:
    """The records of a table; None where no row has headers for all that is `needed` and one more.

    `headers` gives the field of each header, as `by_header` makes it.
    """
    rows = [table.header, *table.rows]
    for number, row in enumerate(rows[: MOST_TITLES + 1]):
        where = _columns(row, headers)
        if where.keys() >= set(needed) and len(where) > len(set(needed)):
            found = [_record(one, where) for one in rows[number + 1 :] if not _is_comment(one)]
            return Records(frozenset(where), row, tuple(one for one in found if not one.is_blank))
    return None


def _columns(row: Row, headers: Mapping[str, str]) -> dict[str, int]:
    where: dict[str, int] = {}
    for number, cell in enumerate(row):
        if field := headers.get(header_key(cell)):
            where.setdefault(field, number)
    return where


def _record(row: Row, where: Mapping[str, int]) -> Record:
    return Record(Place(row.file, row.line), {name: row.cell(at) for name, at in where.items()})


def _is_comment(row: Row) -> bool:
    return row.cell(0).lstrip().startswith(("#", "＃"))


def reading_of(record: Record) -> str:
    """The reading in hiragana; empty where it is not known."""
    return re.sub(r"[^ぁ-ゖー]", "", fold(record.text("reading")))


def phone_of(text: str) -> str:
    """047-374-1751 for (047)374-1751 and the like, the first where there are several; empty for none."""
    plain = re.sub(r"[‐－–—―ー−]", "-", normalize("NFKC", text)).replace(" ", "")
    found = _PHONE.search(plain)
    return re.sub(r"[()-]+", "-", found[0]).strip("-") if found else ""


def point_of(record: Record, faults: Faults) -> Point | None:
    """The place on the map; None, and a warning, where it is not in Japan."""
    north, east = _degrees(record, "latitude"), _degrees(record, "longitude")
    if north is None or east is None:
        faults.warning(record.where("latitude"), *_NO_POINT)
        return None
    if not (20 <= north <= 46 and 122 <= east <= 154):
        swapped = 20 <= east <= 46 and 122 <= north <= 154
        faults.warning(record.where("latitude"), *(_SWAPPED if swapped else _ABROAD))
        return None
    return Point(north, east)


def has_point(record: Record) -> bool:
    """Whether anything is written where the place on the map should be."""
    return bool(record.text("latitude") or record.text("longitude"))


def _degrees(record: Record, field: str) -> float | None:
    text = normalize("NFKC", record.text(field)).replace(" ", "")
    value = float(text) if _NUMBER.fullmatch(text) else None
    return value if value is not None and isfinite(value) else None


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
