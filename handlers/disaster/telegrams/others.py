"""River floods (VXKO) and volcanoes (VFVO50, VFVO56)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.safe_xml import Node
from handlers.disaster.telegrams.hazards import VOLCANO, Hazard
from handlers.disaster.telegrams.telegram import Areas, Claim

# 指定河川洪水予報: the first digit of the code is the level; with 1 everything is over.
_RIVER = {"1": 0, "2": 2, "3": 3, "4": 4, "5": 5}


def river(root: Node, areas: Areas, problems: list[str]) -> list[Claim]:
    """VXKO: the level of each stretch of a river, and the districts of the city that may be flooded."""
    flooded = [place for place in _flooded(root) if areas.is_here(place.value("CityCode"))]
    districts = " ".join(
        text for place in flooded if (text := place.value("SubCityList")) not in ("", "-")
    )
    claims = []
    for item in _stretches(root):
        code = item.value("Kind", "Code")
        level = _RIVER.get(code[:1], -1) if len(code) == 2 else -1
        for area in item.all("Areas", "Area"):
            here = bool(flooded) or area.value("Code") in areas.rivers
            if level < 0:
                if here:
                    problems.append(
                        f"知らない洪水予報のコードです: {code} {item.value('Kind', 'Name')}"
                    )
                continue
            claims.append(_stretch(area, level, here, districts))
    return claims


def _stretch(area: Node, level: int, here: bool, districts: str) -> Claim:
    facts = {"name": area.value("Name")} | ({"districts": districts} if districts else {})
    code = area.value("Code")
    return Claim("river", Hazard.RIVER, code, level, level, level, here=here, facts=facts)


def _stretches(root: Node) -> Iterator[Node]:
    for information in root.all("Head", "Headline", "Information"):
        if information.attributes.get("type", "").endswith(("（予報区域）", "（発表区間）")):
            yield from information.all("Item")


def _flooded(root: Node) -> Iterator[Node]:
    for item in root.all("Body", "Warning", "Item"):
        if item.value("Kind", "Name").startswith("浸水想定"):
            yield from item.all("Areas", "Area")


def volcano(root: Node, areas: Areas, problems: list[str]) -> list[Claim]:
    """VFVO50: the volcano's level, where the city is among the municipalities that it concerns."""
    here = any(
        areas.is_here(area.value("Code"))
        for information in _about(root, "市町村")
        for area in information.all("Item", "Areas", "Area")
    )
    claims = []
    for item in (item for one in _about(root, "対象火山") for item in one.all("Item")):
        for area in item.all("Areas", "Area"):
            if here or area.value("Code") in areas.volcanoes:
                claims += _alert(area, item.value("Kind", "Code"), problems)
    return claims


def _about(root: Node, what: str) -> Iterator[Node]:
    for information in root.all("Head", "Headline", "Information"):
        if what in information.attributes.get("type", ""):
            yield information


def _alert(area: Node, kind: str, problems: list[str]) -> list[Claim]:
    if kind not in VOLCANO:
        problems.append(f"知らない噴火警報のコードです: {kind}")
        return []
    level, facts = VOLCANO[kind], {"name": area.value("Name")}
    return [Claim("volcano", Hazard.VOLCANO, area.value("Code"), level, level, level, facts=facts)]


def eruption(root: Node, areas: Areas, problems: list[str]) -> list[Claim]:  # noqa: ARG001
    """VFVO56 names volcanoes only; which of them concern the city is content."""
    event = root.value("Head", "EventID")
    found = {
        area.value("Code"): area.value("Name")
        for item in root.all("Head", "Headline", "Information", "Item")
        for area in item.all("Areas", "Area")
        if area.value("Code") in areas.volcanoes
    }
    return [
        Claim("eruption", Hazard.ERUPTION, event or code, 1, 1, 1, facts={"name": name})
        for code, name in found.items()
    ]
