"""From what staff pick or draw to an `Area`, and from an `Area` to the citizens in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from pydantic import BaseModel, Field
from sqlalchemy import Select, select, union

from bot.api import Residence
from bot.jobs import Audience, Choice, living_in, placeless, vaguely_in
from handlers.evacuation.orders.order import SHAPE_MOST, Area
from handlers.evacuation.talk import feature

_BLOCK = re.compile(r"[一二三四五六七八九十0-9０-９]+丁目$")
Corners = Sequence[tuple[float, float]]


class BadArea(ValueError):
    """The area cannot be used; the message says in Japanese why, and what to do."""


def area_of(
    residence: Residence, districts: Iterable[str], towns: Iterable[str], shape: Corners = ()
) -> Area:
    """The area of whole districts, of towns by their names, and of the towns inside a drawn shape.

    Raises:
        BadArea: it is empty, or a town is not known.
    """
    known = [one.name for one in residence.districts]
    whole = [one for one in known if one in set(districts)]
    single = {name: _district(residence, name) for name in towns}
    single |= drawn(residence, shape)
    filled = [one for one in known if one not in whole and _is_filled(residence, one, single)]
    whole = [one for one in known if one in {*whole, *filled}]
    rest = {name: district for name, district in single.items() if district not in whole}
    if not whole and not rest:
        raise BadArea("対象の地区を選ぶか、町の名前を書くか、地図で囲んでください。")
    return Area(
        districts=tuple(whole),
        towns=tuple(rest),
        known_as=tuple(dict.fromkeys(s for name in rest for s in _spellings(residence, name))),
        partly=tuple(dict.fromkeys(filter(None, rest.values()))),
        shape=tuple(shape),
        all_city=bool(known) and whole == known,
    )


def drawn(residence: Residence, shape: Corners) -> dict[str, str]:
    """The towns that have a point inside a shape, and their districts.

    Raises:
        BadArea: it is no shape, or no town lies in it.
    """
    if not shape:
        return {}
    if not 3 <= len(shape) <= SHAPE_MOST:
        raise BadArea(f"地図で囲む点は、3つから{SHAPE_MOST}までにしてください。")
    covers = _covering(shape)
    found = {
        town.name: town.district
        for town in residence.towns
        if any(covers(north, east) for north, east in town.points)
    }
    if not found:
        raise BadArea("地図で囲んだ中に、町がありません。もう少し広く囲んでください。")
    return found


def _covering(shape: Corners) -> Callable[[float, float], bool]:
    """Whether a shape covers a place, in degrees north and east."""
    # 20 MB that only a process needs in which somebody draws.
    from shapely import Point, Polygon

    # A line that crosses itself is what a quick finger draws; its loops are meant.
    polygon = Polygon([(east, north) for north, east in shape]).buffer(0)
    return lambda north, east: bool(polygon.covers(Point(east, north)))


def audience_of(area: Area, topic: str, *, unplaced: bool) -> Audience:
    """Who lives there, or told us of another place there, and wants such news.

    Args:
        topic: empty where the city has no such topic: then everybody wants it.
        unplaced: also who has told us no place at all.
    """
    values = {
        "districts": "\n".join(area.districts),
        "towns": "\n".join(area.known_as),
        "partly": "\n".join(area.partly),
        "unplaced": unplaced,
    }
    chosen = Choice(criterion="evacuation.within", values=dict(values))
    return Audience(topics=(topic,) if topic else (), criteria=(chosen,))


class Within(BaseModel):
    """Districts and towns, one in each line."""

    districts: str = Field("", title="地区（1行に1つ）")
    towns: str = Field("", title="町（1行に1つ）")
    partly: str = Field("", title="町を登録していない人も含める地区（1行に1つ）")
    unplaced: bool = Field(False, title="場所を登録していない人も含める")


@feature.audience(Within, title="地区と町（町が分からない人も含める）")
def within(values: Within, _now: datetime) -> Select[str]:
    """Who has a place there; of a district of which only towns are meant, also who named no town in it."""
    districts, towns = values.districts.split("\n"), values.towns.split("\n")
    parts = [living_in("district", *districts), living_in("town", *towns)]
    if values.partly:
        parts.append(vaguely_in(*values.partly.split("\n")))
    if values.unplaced:
        parts.append(placeless())
    found = union(*parts).subquery("within")
    return select(found.c[0])


def _district(residence: Residence, name: str) -> str:
    for town in residence.towns:
        if town.name == name:
            return town.district
    spot = residence.exact(name)
    if spot is None or not spot.town:
        raise BadArea(f"「{name[:40]}」という町が分かりません。一覧にある名前を書いてください。")
    return spot.district


def _is_filled(residence: Residence, district: str, towns: Iterable[str]) -> bool:
    """Whether all towns of a district whose place is known are among these."""
    own = [one.name for one in residence.towns if one.district == district and one.points]
    return bool(own) and set(own) <= set(towns)


def _spellings(residence: Residence, name: str) -> list[str]:
    """The names under which citizens' places may hold a town: with its 丁目 and without."""
    base = residence.exact(_BLOCK.sub("", name))
    return [name, *([base.town] if base and base.town else [])]
