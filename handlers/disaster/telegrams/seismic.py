"""Earthquakes (VXSE51, VXSE53), tsunami (VTSE41, VTSE51), and notices of greater ones that may follow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.safe_xml import Node
from handlers.disaster.telegrams.hazards import (
    INTENSITIES,
    NANKAI,
    TSUNAMI,
    Hazard,
    intensity_of,
)
from handlers.disaster.telegrams.telegram import Areas, Claim

_LATER = timedelta(hours=24)
_WEEK = timedelta(days=7)
# 震度５弱以上未入電: no figure has come, which is itself a sign.
_MISSING = "未入電"
_FIVE_LOWER = INTENSITIES.index("5-") + 1
# 固定付加文: what the comment on tsunami says.
NO_TSUNAMI = "0215"
_WARNED = "0211"


def flash_report(root: Node, areas: Areas, problems: list[str]) -> list[Claim]:
    """VXSE51: the strongest shaking in areas larger than the city, a minute or two after the quake."""
    found = [
        intensity_of(node.value("MaxInt"))
        for node in root.all("Body", "Intensity", "Observation", "Pref", "Area")
        if node.value("Code") in areas.quake
    ]
    if not root.all("Body", "Intensity", "Observation"):
        problems.append("震度速報に震度がありません。")
    highest = max(found, default=0)
    return [_shaken(root, "quake flash", 0, highest, {"wide": "1"})] if highest else []


def report(root: Node, areas: Areas, problems: list[str]) -> list[Claim]:  # noqa: ARG001
    """VXSE53: the shaking in the city; a distant quake has none."""
    observation = root.first("Body", "Intensity", "Observation")
    if observation is None:
        return []
    found = list(_in_city(observation, areas))
    level = max((step for step, _ in found), default=0)
    missing = any(is_missing and step == level for step, is_missing in found)
    claim = _shaken(root, "quake", level, level, {"missing": "1"} if missing else {})
    return [claim] if level else [claim_absent(claim)]


def claim_absent(claim: Claim) -> Claim:
    """The same quake, not felt here: kept only because an earlier report may have said otherwise."""
    return Claim(claim.source, claim.hazard, claim.area, 0, 0, 0, claim.until, absent=True)


def _in_city(observation: Node, areas: Areas) -> Iterator[tuple[int, bool]]:
    for city in observation.all("Pref", "Area", "City"):
        if areas.is_here(city.value("Code")):
            step = intensity_of(city.value("MaxInt"))
            silent = _MISSING in city.value("Condition") or any(
                _MISSING in one.text for one in city.every("Int")
            )
            yield step, False
            if silent and step < _FIVE_LOWER:
                yield _FIVE_LOWER, True


def _shaken(root: Node, source: str, low: int, level: int, facts: dict[str, str]) -> Claim:
    event = root.value("Head", "EventID").split()
    area = event[0] if event else root.value("Head", "TargetDateTime")
    until = moment(root.value("Head", "ReportDateTime"))
    told = facts | _facts(root)
    return Claim(
        source, Hazard.QUAKE, area, low, level, level, until + _LATER if until else None, facts=told
    )


def _facts(root: Node) -> dict[str, str]:
    quake = root.first("Body", "Earthquake")
    comment = root.value("Body", "Comments", "ForecastComment", "Code").split()
    found = {"comment": "safe" if NO_TSUNAMI in comment else "warned" if _WARNED in comment else ""}
    found["at"] = _origin(root, quake)
    if quake:
        magnitude = quake.first("Magnitude")
        found["place"] = quake.value("Hypocenter", "Area", "Name")
        found["magnitude"] = magnitude.attributes.get("description", "") if magnitude else ""
    return {name: value for name, value in found.items() if value}


def _origin(root: Node, quake: Node | None) -> str:
    origin = quake.value("OriginTime") if quake else ""
    return origin or root.value("Head", "TargetDateTime")


def tsunami(root: Node, areas: Areas, problems: list[str]) -> list[Claim]:
    """VTSE41, VTSE51: the coast's level; a coast that is not named has none, as far as this event goes."""
    items = {
        one.value("Area", "Code"): one for one in root.all("Body", "Tsunami", "Forecast", "Item")
    }
    if not items:
        return []
    return [_coast(root, code, items.get(code), problems) for code in areas.tsunami]


def _coast(root: Node, code: str, item: Node | None, problems: list[str]) -> Claim:
    if item is None:
        return Claim("tsunami", Hazard.TSUNAMI, code, 0, 0, 0, absent=True)
    kind = item.value("Category", "Kind", "Code")
    if kind not in TSUNAMI:
        problems.append(f"知らない津波警報等のコードです: {kind}")
        return Claim("tsunami", Hazard.TSUNAMI, code, 0, 5, 0)
    level = TSUNAMI[kind]
    until = moment(root.value("Head", "ValidDateTime")) if level <= 1 else None
    facts = _heights(item)
    return Claim("tsunami", Hazard.TSUNAMI, code, level, level, level, until, facts=facts)


def _heights(item: Node) -> dict[str, str]:
    height = item.first("MaxHeight", "TsunamiHeight")
    described = height.attributes.get("description", "") if height else ""
    found = {
        "height": described or item.value("MaxHeight", "Condition"),
        "arrival": item.value("FirstHeight", "ArrivalTime"),
        "arrived": "1" if "到達" in item.value("FirstHeight", "Condition") else "",
    }
    return {name: value for name, value in found.items() if value}


def nankai(root: Node, areas: Areas, problems: list[str]) -> list[Claim]:
    """VYSE50: 1 being looked into, 2 注意, 3 警戒, 0 over. VYSE51/52 explain and claim nothing."""
    if not areas.nankai:
        return []
    code = root.value("Body", "EarthquakeInfo", "InfoSerial", "Code")
    if code in NANKAI:
        level = NANKAI[code]
        until = moment(root.value("Head", "ReportDateTime"))
        ends = until + _WEEK if until else None
        return [Claim("nankai", Hazard.NANKAI, "nankai", level, level, level, ends)]
    if not code.startswith("2"):
        problems.append(f"知らない南海トラフ地震臨時情報のコードです: {code or '(なし)'}")
    return []


def sanriku(root: Node, areas: Areas, problems: list[str]) -> list[Claim]:  # noqa: ARG001
    """VYSE60 北海道・三陸沖後発地震注意情報: for a week."""
    if not areas.sanriku:
        return []
    event = root.value("Head", "EventID").split()
    reported = moment(root.value("Head", "ReportDateTime"))
    area = event[0] if event else root.value("Head", "ReportDateTime")
    ends = reported + _WEEK if reported else None
    return [Claim("sanriku", Hazard.SANRIKU, area, 1, 1, 1, ends)]


def moment(text: str) -> datetime | None:
    """A moment with its offset; None for anything else."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read if read.tzinfo else None
