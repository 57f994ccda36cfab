"""Telegrams about something that happens now: tornadoes, record rain, rain bands, bursts of snow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from bot.safe_xml import Node
from handlers.disaster.telegrams.hazards import Hazard
from handlers.disaster.telegrams.seismic import moment
from handlers.disaster.telegrams.telegram import Areas, Claim
from handlers.disaster.telegrams.weather import items_of

# 情報タグ has no codes; these are its values.
_TAGS: Mapping[str, Hazard] = {
    "記録雨": Hazard.RECORD_RAIN,
    "線状降水帯発生": Hazard.RAINBAND,
    "短時間大雪": Hazard.SNOW_BURST,
}
_LASTS = timedelta(hours=3)


def tornado(root: Node, areas: Areas, problems: list[str]) -> list[Claim]:
    """VPHW50/51: 1 in force, 2 where a tornado was seen; over at ValidDateTime."""
    until = moment(root.value("Head", "ValidDateTime"))
    seen = set(_seen(root))
    claims = []
    for code, kinds in items_of(root, "市町村等"):
        if areas.is_here(code):
            codes = {kind.value("Code") for kind in kinds} or {"0"}
            problems += [f"知らない竜巻注意情報のコードです: {one}" for one in codes - {"0", "1"}]
            level = int("1" in codes) + int("1" in codes and not seen.isdisjoint(areas.wider))
            claims.append(Claim("tornado", Hazard.TORNADO, code, level, level, level, until))
    return claims


def _seen(root: Node) -> Iterator[str]:
    for information in root.all("Head", "Headline", "Information"):
        if "目撃情報あり" in information.attributes.get("type", ""):
            yield from (code.text for code in information.all("Item", "Areas", "Area", "Code"))


def flash(root: Node, areas: Areas, problems: list[str]) -> list[Claim]:
    """VPBS50: what is happening stands in the tag, where in the body, else in the tag's areas."""
    tags = [one for one in root.all("Head", "Headline", "Information")
            if one.attributes.get("type") == "情報タグ"]  # fmt: skip
    body = {code.text for code in _places(root)}
    until = _later(root)
    claims = []
    for item in (item for tag in tags for item in tag.all("Item")):
        named = {code.text for code in item.all("Areas", "Area", "Code")}
        condition = item.value("Kind", "Condition")
        where = _where(areas, body, named)
        hazard = _TAGS.get(condition)
        if hazard and where:
            claims.append(Claim("flash", hazard, where, 1, 1, 1, until))
        elif where and "防災速報" in root.value("Control", "Title"):
            problems.append(f"知らない情報タグです: {condition}")  # other kinds use other tags
    return claims


def _places(root: Node) -> Iterator[Node]:
    for item in root.all("Body", "MeteorologicalInfos", "MeteorologicalInfo", "Item"):
        yield from item.all("Area", "Code")


def _where(areas: Areas, body: set[str], named: set[str]) -> str:
    """The city, if the body names places it must be among them; else an area around it."""
    for city in areas.cities:
        if city in body | named:
            return city
    municipalities = {code for code in body if len(code) == 7}
    around = [code for code in areas.wider if code in (body | named)]
    return areas.cities[0] if around and not municipalities else ""


def record_rain(root: Node, areas: Areas, problems: list[str]) -> list[Claim]:  # noqa: ARG001
    """VPOA50 names the prefecture by its code and the places in its text only: staff must look."""
    named = {
        code.text
        for item in (*root.all("Body", "Warning", "Item"),)
        for code in item.all("Area", "Code")
        if item.value("Kind", "Code") == "1"
    }
    if named.isdisjoint(areas.wider):
        return []
    text = " ".join(root.value("Head", "Headline", "Text").split())
    facts = {"text": text}
    city = areas.cities[0]
    hazard = Hazard.RECORD_RAIN_NEARBY
    return [Claim("record rain", hazard, city, 1, 1, 1, _later(root), facts=facts)]


def _later(root: Node) -> datetime | None:
    reported = moment(root.value("Head", "ReportDateTime"))
    return reported + _LASTS if reported else None
