"""Bytes -> `Telegram`: the head that all kinds share, and the reader of each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import TypeVar
from unicodedata import normalize

from bot.safe_xml import BadXml, Node, parse
from handlers.disaster.telegrams import moments, others, seismic, weather
from handlers.disaster.telegrams.seismic import moment
from handlers.disaster.telegrams.telegram import (
    Areas,
    Claim,
    Info,
    Status,
    Telegram,
    Unreadable,
)

Read = Callable[[Node, Areas, list[str]], list[Claim]]
E = TypeVar("E", bound=StrEnum)
MOST_BYTES = 8_000_000

# Head/InfoKind, which is there for machines, and the reader of each kind that concerns us.
_READERS: Mapping[str, tuple[str, Read]] = {
    "気象警報・注意報": ("warning", weather.warnings),
    "気象特別警報報知": ("old special", weather.special_warnings),
    "土砂災害警戒情報": ("old alert", weather.landslide_alert),
    "竜巻注意情報": ("tornado", moments.tornado),
    "記録的短時間大雨情報": ("record rain", moments.record_rain),
    "気象解説情報": ("flash", moments.flash),
    "指定河川洪水予報": ("river", others.river),
    "水位周知河川に関する情報": ("river", others.river),
    "震度速報": ("quake flash", seismic.flash_report),
    "地震情報": ("quake", seismic.report),
    "津波警報・注意報・予報": ("tsunami", seismic.tsunami),
    "津波情報": ("tsunami", seismic.tsunami),
    "噴火警報・予報": ("volcano", others.volcano),
    "噴火速報": ("eruption", others.eruption),
    "南海トラフ地震に関連する情報": ("nankai", seismic.nankai),
    "北海道・三陸沖後発地震注意情報": ("sanriku", seismic.sanriku),
}
# Kinds that say nothing which is pushed: forecasts, explanations, observations of the sea, notes.
_OTHERS = frozenset({
    "震源速報", "長周期地震動に関する観測情報", "震源要素更新のお知らせ", "緊急地震速報",
    "火山現象に関する海上警報・海上予報", "火山の状況に関する解説情報", "噴火に関する火山観測報",
    "降灰予報", "警報級の可能性（明日まで）", "警報級の可能性（明後日以降）", "同一現象用平文情報",
    "台風の暴風域に入る確率", "台風解析・予報情報（５日予報）", "気象警報・注意報時系列",
    "地震の活動状況等に関する情報", "地震回数情報", "地震・津波に関するお知らせ",
    "沖合の津波観測に関する情報",
})  # fmt: skip


def read(data: bytes, areas: Areas) -> Telegram:
    """A telegram from its bytes.

    Raises:
        Unreadable: it is no XML, no telegram of JMA's, or lacks what every telegram has.
    """
    try:
        root = parse(data, most_bytes=MOST_BYTES)
    except BadXml as error:
        raise Unreadable(str(error)) from error
    head = root.first("Head")
    if root.name != "Report" or head is None:
        raise Unreadable("気象庁防災情報XMLではありません。")
    return _telegram(root, head, areas)


def _telegram(root: Node, head: Node, areas: Areas) -> Telegram:
    kind, problems = _kind(root, head), list[str]()
    info = _one_of(Info, head.value("InfoType"), "InfoType")
    source, reader = _READERS.get(kind, ("", None))
    claims: list[Claim] = []
    if reader and info is not Info.CANCELLED:
        claims = reader(root, areas, problems)
    elif reader is None and kind not in _OTHERS:
        problems.append(f"知らない種類の電文です: {kind or root.value('Control', 'Title')}")
    reported = _when(head.value("ReportDateTime"), "ReportDateTime")
    sent = moment(root.value("Control", "DateTime")) or reported
    return Telegram(
        kind=kind,
        title=head.value("Title") or root.value("Control", "Title"),
        status=_one_of(Status, root.value("Control", "Status"), "Status"),
        info=info,
        reported=reported,
        sent=sent,
        events=tuple(head.value("EventID").split()),
        serial=_number(head.value("Serial")),
        headline=" ".join(head.value("Headline", "Text").split()),
        source=_source(source, root, claims),
        claims=tuple(claims),
        concerns=bool(claims) or (info is Info.CANCELLED and bool(source)),
        problems=tuple(dict.fromkeys(problems)),
    )


def _kind(root: Node, head: Node) -> str:
    """The kind; some telegrams of the old format call themselves by another's name."""
    kind = head.value("InfoKind")
    has_items = any("警報・注意報" in one.attributes.get("type", "")
                    for one in root.all("Body", "Warning"))  # fmt: skip
    return "気象警報・注意報" if has_items else kind


def _source(source: str, root: Node, claims: list[Claim]) -> str:
    """The family whose later telegrams replace this one: one for each new kind of warning."""
    if source != "warning":
        return source
    title = normalize("NFKC", root.value("Control", "Title"))
    return "new" if "(R06)" in title or any(one.source == "new" for one in claims) else "old"


def _one_of(kind: type[E], text: str, name: str) -> E:
    try:
        return kind(text)
    except ValueError as error:
        raise Unreadable(f"{name}が読めません: {text or '(なし)'}") from error


def _when(text: str, name: str) -> datetime:
    read_as = moment(text)
    if read_as is None:
        raise Unreadable(f"{name}が読めません: {text or '(なし)'}")
    return read_as


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0
