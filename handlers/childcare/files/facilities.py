"""Tables of facilities: 05 子育て施設一覧, 10 医療機関一覧, 29 赤ちゃんの駅, in their new and old layouts.

Sources: 自治体標準オープンデータセット and 推奨データセット. A row that cannot be used is reported, the rest
is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from unicodedata import normalize

from bot.api import (
    Rests,
    encode_url,
    fold,
    hours_in,
    metres,
    read_days,
    read_rests,
    read_spans,
)
from bot.content import HEAD, Faults, Record, by_header, has_point, point_of, reading_of
from handlers.childcare.facilities.facility import (
    DISTRICT_LIMIT,
    KIND_LIMIT,
    MARKS,
    Facility,
    Group,
)
from handlers.childcare.facilities.hours import Hours, hours_of, together
from handlers.childcare.files.phones import read_phone

# Two rows may place one building this far apart.
SAME_PLACE = 300.0
HEADERS = by_header(
    dict(HEAD)
    | {
        "kind": ("種別", "施設種別", "施設の種別", "種類", "施設区分"),
        "sort": ("医療機関の種類",),
        "departments": ("診療科目", "診療科"),
        "phone": (*HEAD["phone"], "連絡先"),
        "days": (*HEAD["days"], "診療曜日", "開所曜日"),
        "first": (*HEAD["first"], "診療開始時間", "開所時間"),
        "last": (*HEAD["last"], "診療終了時間", "閉所時間"),
        "hours_note": (
            "利用可能日時特記事項", "利用可能時間特記事項", "診療日時特記事項", "利用可能日時備考",
        ),
        "ages": ("受入年齢", "対象年齢", "受入れ年齢"),
        "capacity": ("収容定員", "定員"),
        "temporary": ("一時預かりの有無", "一時預かり"),
        "sick_care": ("病児保育の有無", "病児保育"),
        "nursing": ("授乳室", "授乳スペース", "授乳"),
        "diapers": ("おむつ替えコーナー", "おむつ替え", "おむつ交換台", "おむつ交換"),
        "hot_water": ("お湯", "調乳用のお湯", "調乳用お湯", "ミルク用のお湯", "お湯の提供"),
        "after_hours": ("時間外における対応", "時間外対応"),
    }
)  # fmt: skip
_YES = frozenset({"1", "1.0", "○", "◯", "〇", "◎", "●", "true", "有", "有り", "あり", "可", "はい"})
_NO = frozenset({"0", "0.0", "×", "✕", "false", "無", "無し", "なし", "不可", "いいえ", "-", "ー"})
_KIND_COMMA = re.compile(r"[;、,/・\s]+")
_LINK = re.compile(r"https?://[!-~]{1,900}")


def facility_of(record: Record, group: Group, faults: Faults) -> Facility | None:
    """The facility that a row means; None, and a warning, where it has no name."""
    name = record.text("name")
    if not name:
        faults.warning(record.where("name"), *_NAMELESS)
        return None
    note = record.text("note")
    return Facility(
        group=group,
        name=name,
        kinds=_kinds(record, group),
        reading=reading_of(record),
        address=" ".join(filter(None, (record.text("address"), record.text("building")))),
        district=record.text("district")[:DISTRICT_LIMIT],
        town=record.text("town"),
        # Many a table leaves the place on the map open, and the row is as good without it.
        point=point_of(record, faults) if has_point(record) else None,
        phone=read_phone(record, faults),
        url=_link(record, faults),
        hours=_hours(record, faults),
        hours_text=_hours_text(record),
        hours_note=record.text("hours_note"),
        ages=record.text("ages"),
        capacity=_capacity(record.text("capacity")),
        after_hours=record.text("after_hours"),
        # Some cities number their rows here.
        note="" if normalize("NFKC", note).isdigit() else note,
        marks={mark: _mark(record, mark, faults) for mark in MARKS},
    )


def merged(facilities: Iterable[Facility]) -> list[Facility]:
    """Each facility once: its rows, of different hours or departments, put together."""
    by_name: dict[tuple[Group, str], list[Facility]] = {}
    for one in facilities:
        same = by_name.setdefault((one.group, fold(one.name)), [])
        number = next((n for n, other in enumerate(same) if _same(one, other)), None)
        if number is None:
            same.append(one)
        else:
            same[number] = _both(same[number], one)
    return [one for same in by_name.values() for one in same]


def _same(one: Facility, other: Facility) -> bool:
    if one.point and other.point:
        return metres(one.point, other.point) <= SAME_PLACE
    return not one.address or not other.address or fold(one.address) == fold(other.address)


def _both(one: Facility, other: Facility) -> Facility:
    read = together(one.hours, other.hours)
    understood = (one.hours or not one.hours_text) and (other.hours or not other.hours_text)
    texts: dict[str, Any] = {f: getattr(one, f) or getattr(other, f) for f in _TEXTS}
    marks = {mark: _either(one.marks.get(mark), other.marks.get(mark)) for mark in MARKS}
    return replace(
        one,
        **texts,
        marks=marks,
        kinds=tuple(dict.fromkeys((*one.kinds, *other.kinds))),
        point=one.point or other.point,
        hours=read if understood else None,
        hours_text=_lines(one.hours_text, other.hours_text),
        hours_note=_lines(one.hours_note, other.hours_note),
        note=_lines(one.note, other.note),
    )


_TEXTS = (
    "reading",
    "address",
    "district",
    "town",
    "phone",
    "url",
    "ages",
    "capacity",
    "after_hours",
)


def _either(one: bool | None, other: bool | None) -> bool | None:
    return one or other if one is not None else other


def _lines(*texts: str) -> str:
    return "\n".join(dict.fromkeys(filter(None, texts)))


def _kinds(record: Record, group: Group) -> tuple[str, ...]:
    said = normalize("NFKC", record.text("departments"))
    if group is Group.CLINIC and said:
        named = _KIND_COMMA.split(said)
    else:
        named = [record.text("kind") or record.text("sort")]
    return tuple(dict.fromkeys(kind[:KIND_LIMIT] for kind in named if kind))


def _link(record: Record, faults: Faults) -> str:
    said = record.text("url")
    link = encode_url(f"http://{said}" if said.startswith("www.") else said)
    if not said or _LINK.fullmatch(link):
        return link
    faults.warning(
        record.where("url"),
        f"「{said[:60]}」はアドレスとして読めません。ホームページのボタンは出ません。",
        "https:// から半角で、1つだけ書いてください。",
    )
    return ""


def _hours(record: Record, faults: Faults) -> Hours | None:
    written = [record.text(field) for field in ("days", "first", "last")]
    rests = read_rests("。".join(filter(None, (written[0], record.text("hours_note")))))
    if not any(written):
        return _noted(record, rests)
    if not all(written):
        return None
    days, spans = read_days(written[0]), read_spans(written[1], written[2])
    if days is None:
        faults.warning(record.where("days"), *_unread(written[0], "曜日", "月火水木金 や 月-金"))
    if spans is None:
        faults.warning(
            record.where("first"), *_unread("〜".join(written[1:]), "時間", "9:00 や 17:30")
        )
    if days is None or spans is None:
        return None
    return hours_of(days.weekdays, spans, days.holidays, rests)


def _noted(record: Record, rests: Rests) -> Hours | None:
    """Hours that stand at the beginning of a remark."""
    for field in ("hours_note", "note"):
        if found := hours_in(record.text(field)):
            more = rests if field == "hours_note" else read_rests(record.text(field)[:60])
            return hours_of(found[0].weekdays, found[1], found[0].holidays, more)
    return None


def _hours_text(record: Record) -> str:
    span = "〜".join(filter(None, (record.text("first"), record.text("last"))))
    return " ".join(filter(None, (record.text("days"), span)))


def _mark(record: Record, field: str, faults: Faults) -> bool | None:
    said = record.text(field)
    mark = normalize("NFKC", said).casefold()
    if mark in _YES or mark in _NO:
        return mark in _YES
    if re.fullmatch(r"[1-9]\d{0,3}(か所|室|台)?", mark):
        return True
    if said:
        faults.warning(
            record.where(field),
            f"「{said[:40]}」が、あるという印か、ないという印か分かりません。",
            "有 か 無 と書き、分からないときは空けておいてください。",
        )
    return None


def _capacity(text: str) -> str:
    """A bare number is a number of people."""
    digits = normalize("NFKC", text).replace(",", "").removesuffix(".0")
    return f"{int(digits):,}人" if re.fullmatch(r"[0-9]{1,7}", digits) else text


def _unread(said: str, what: str, like: str) -> tuple[str, str]:
    return (
        f"「{said[:40]}」は{what}として読めません。書かれたとおりに出しますが、いま開いているかは出せません。",
        f"{like} のように書いてください。",
    )


_NAMELESS = (
    "名称がありません。この行は読みませんでした。",
    "名称の列に、施設の名前を書いてください。",
)
