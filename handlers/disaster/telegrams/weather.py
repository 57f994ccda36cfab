"""Warnings by municipality: the new telegrams (VPWW55-61) and the old ones (VPWW53/54, VPNO50, VXWW50).

The new ones speak of one hazard each and say its level exactly. The old ones say 警報 for level 3 and for
level 4, and 大雨 for rain and landslides; so their claims are ranges, which never contradict the exact ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from unicodedata import normalize

from bot.safe_xml import Node
from handlers.disaster.telegrams.hazards import RELEASED, WARNINGS, Hazard
from handlers.disaster.telegrams.telegram import Areas, Claim

_OVER = ("解除", "なし", "発表警報・注意報はなし")
_LEVELLED = (Hazard.RAIN, Hazard.LANDSLIDE, Hazard.SURGE)
# What each of the new telegrams covers, by the end of its title: 気象警報・注意報（Ｒ０６）（土砂災害）.
_COVERS: Mapping[str, tuple[Hazard, ...]] = {
    "大雨": (Hazard.RAIN,),
    "土砂": (Hazard.LANDSLIDE,),
    "高潮": (Hazard.SURGE,),
    "暴風": (Hazard.STORM, Hazard.SNOWSTORM),
    "波浪": (Hazard.WAVE,),
    "大雪": (Hazard.SNOW,),
    "その他": (
        Hazard.THUNDER, Hazard.SNOWMELT, Hazard.FOG, Hazard.DRY, Hazard.AVALANCHE, Hazard.COLD,
        Hazard.FROST, Hazard.ICING, Hazard.SNOW_ACCRETION,
    ),
}  # fmt: skip
_ALL = tuple(dict.fromkeys(hazard for hazard, _ in WARNINGS.values()))
_SPECIAL = tuple(dict.fromkeys(hazard for hazard, level in WARNINGS.values() if level == 5))


def warnings(root: Node, areas: Areas, problems: list[str]) -> list[Claim]:
    """VPWW53-61: what is in force in each of the city's municipalities, of all that the telegram covers."""
    items = list(items_of(root, "市町村等"))
    covers = _covered(root, items)
    return [
        claim
        for code, kinds in items
        if areas.is_here(code)
        for claim in _of_city(code, kinds, covers, problems)
    ]


def items_of(root: Node, level: str) -> Iterator[tuple[str, list[Node]]]:
    """The areas of a level and their kinds: the body's, else the headline's."""
    body = [one for one in root.all("Body", "Warning") if _is_level(one, level)]
    for item in (item for warning in body for item in warning.all("Item")):
        for code in item.all("Area", "Code") + item.all("Areas", "Area", "Code"):
            yield code.text, item.all("Kind")
    if not body:
        yield from _headline(root, level)


def _headline(root: Node, level: str) -> Iterator[tuple[str, list[Node]]]:
    found: dict[str, list[Node]] = {}
    for information in root.all("Head", "Headline", "Information"):
        if _is_level(information, level):
            for item in information.all("Item"):
                for code in item.all("Areas", "Area", "Code"):
                    found.setdefault(code.text, []).extend(item.all("Kind"))
    yield from found.items()


def _is_level(node: Node, level: str) -> bool:
    return node.attributes.get("type", "").endswith(f"（{level}）")


def _covered(root: Node, items: Iterable[tuple[str, list[Node]]]) -> tuple[Hazard, ...]:
    """Old telegrams cover everything; a new one what its title says, or else the hazards it names."""
    title = normalize("NFKC", root.value("Control", "Title"))
    if "(R06)" not in title:
        return ()
    last = title.rpartition("(")[2]
    for name, hazards in _COVERS.items():
        if last.startswith(name):
            return hazards
    codes = {kind.value("Code") for _, kinds in items for kind in kinds}
    return tuple(dict.fromkeys(WARNINGS[code][0] for code in sorted(codes) if code in WARNINGS))


def _of_city(
    code: str, kinds: Iterable[Node], covers: tuple[Hazard, ...], problems: list[str]
) -> Iterator[Claim]:
    in_force = list(_in_force(kinds, problems))
    if covers:
        levels = {hazard: level for hazard, level, _ in in_force}
        for hazard in dict.fromkeys((*covers, *levels)):
            level = levels.get(hazard, 0)
            yield Claim("new", hazard, code, level, level, level)
        return
    ranges = _ranges(in_force)
    for hazard in _ALL:
        low, high, level = ranges.get(hazard, (0, 0, 0))
        yield Claim("old", hazard, code, low, high, level)


def _in_force(kinds: Iterable[Node], problems: list[str]) -> Iterator[tuple[Hazard, int, str]]:
    """Hazard, level and condition of what is in force; what has an unknown code is a problem."""
    for kind in kinds:
        code = kind.value("Code")
        if kind.value("Status") in _OVER or code in ("", RELEASED):
            continue
        if code in WARNINGS:
            yield (*WARNINGS[code], kind.value("Condition"))
        else:
            problems.append(f"知らない警報・注意報のコードです: {code} {kind.value('Name')}")


def _ranges(in_force: Iterable[tuple[Hazard, int, str]]) -> dict[Hazard, tuple[int, int, int]]:
    """What the old telegrams' kinds mean: lowest and highest level, and the one to believe alone."""
    found: dict[Hazard, tuple[int, int, int]] = {}
    for hazard, level, condition in in_force:
        if hazard is Hazard.RAIN:
            found |= _old_rain(level, condition)
        else:
            found[hazard] = _old(hazard, level)
    return found


def _old(hazard: Hazard, level: int) -> tuple[int, int, int]:
    return (level, 4 if level == 3 and hazard in _LEVELLED else level, level)


def _old_rain(level: int, condition: str) -> dict[Hazard, tuple[int, int, int]]:
    """大雨警報（土砂災害、浸水害）: either or both; without the brackets it may be either."""
    if level < 3:
        return {Hazard.RAIN: (0, level, level), Hazard.LANDSLIDE: (0, level, 0)}
    named = {Hazard.RAIN: "浸水" in condition, Hazard.LANDSLIDE: "土砂" in condition}
    if not any(named.values()):
        return {Hazard.RAIN: (0, max(4, level), level), Hazard.LANDSLIDE: (0, 5, 0)}
    return {one: _old(one, level) if named[one] else (0, 2, 0) for one in named}


def special_warnings(root: Node, areas: Areas, problems: list[str]) -> list[Claim]:
    """VPNO50: the special warnings in force; a city that is not named has none."""
    if not _names_any(root, areas):
        return []
    named = dict(items_of(root, "市町村等"))
    claims = []
    for city in areas.cities:
        found = {hazard for hazard, _, _ in _in_force(named.get(city, ()), problems)}
        claims += [_special(city, hazard, hazard in found) for hazard in _SPECIAL]
    return claims


def _special(city: str, hazard: Hazard, in_force: bool) -> Claim:
    """大雨特別警報 may be for rain or for landslides, so it lifts neither above what is known exactly."""
    if not in_force:
        return Claim("old special", hazard, city, 0, 4, 0)
    low = 0 if hazard is Hazard.RAIN else 5
    return Claim("old special", hazard, city, low, 5, 5)


def landslide_alert(root: Node, areas: Areas, problems: list[str]) -> list[Claim]:
    """VXWW50 土砂災害警戒情報: level 4, or at most 3. Codes: 3 in force, 1 released, 0 none."""
    claims = []
    for item in root.all("Body", "Warning", "Item"):
        code, kind = item.value("Area", "Code"), item.value("Kind", "Code")
        if not areas.is_here(code):
            continue
        if kind not in ("0", "1", "3"):
            problems.append(f"知らない土砂災害警戒情報のコードです: {kind}")
        elif kind == "3":
            claims.append(Claim("old alert", Hazard.LANDSLIDE, code, 4, 5, 4))
        else:
            claims.append(Claim("old alert", Hazard.LANDSLIDE, code, 0, 3, 0))
    return claims


def _names_any(root: Node, areas: Areas) -> bool:
    """Whether the headline names the city or an area around it."""
    codes = {
        code.text
        for item in root.all("Head", "Headline", "Information", "Item")
        for code in item.all("Areas", "Area", "Code")
    }
    return not codes.isdisjoint({*areas.cities, *areas.wider})
