"""Whose business a report is: by its kind, by the road it lies on, and by the words in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import cos, radians

from bot.api import OnMap, fold
from handlers.roads.content import Content
from handlers.roads.files.owners import OUTSIDE, Owner, Road
from handlers.roads.ledger.case import OURS
from handlers.roads.ledger.drafts import Unsent

_METRES_PER_DEGREE = 111_195.0


def owner_of(content: Content, unsent: Unsent) -> Owner | None:
    """The other owner whose business it seems to be, and of whom the citizen was not told yet."""
    if unsent.owner != OURS:
        return None
    for name in _seeming(content, unsent):
        owner = content.owners_by_id.get(name)
        if owner and owner.id not in unsent.owners_told:
            return owner
    return None


def outside_of(content: Content) -> Owner | None:
    """Who is told of for places outside of the city; None where the city names nobody."""
    return content.owners_by_id.get(OUTSIDE)


def road_at(content: Content, spot: OnMap) -> Road | None:
    """The road of another owner that a place lies on, the narrowest distance first."""
    lying = [(away, road) for road in content.roads if (away := _away(road, spot)) <= road.width]
    return min(lying, key=lambda one: one[0])[1] if lying else None


def _seeming(content: Content, unsent: Unsent) -> Iterator[str]:
    kind = content.kinds_by_id.get(unsent.kind)
    if kind and kind.owner != OURS:
        yield kind.owner
    if unsent.point and not unsent.rough and (road := road_at(content, unsent.point)):
        yield road.owner
    said = fold(f"{unsent.place}\n{unsent.words}")
    for owner in content.owners:
        if any(fold(word) in said for word in owner.also_called):
            yield owner.id
    for road in content.roads:
        if any(fold(word) in said for word in (road.name, *road.also_called)):
            yield road.owner


def _away(road: Road, spot: OnMap) -> float:
    """How far a place is from the middle of a road, in metres; a flat Earth is exact enough for that."""
    east = _METRES_PER_DEGREE * cos(radians(spot.latitude))
    line = [
        ((lon - spot.longitude) * east, (lat - spot.latitude) * _METRES_PER_DEGREE)
        for lat, lon in road.points
    ]
    away = (_to_part(*one, *other) for one, other in pairwise(line))
    return min(away, default=float("inf"))


def _to_part(x1: float, y1: float, x2: float, y2: float) -> float:
    """How far the origin is from a straight part of a line."""
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, -(x1 * dx + y1 * dy) / length)) if length else 0.0
    return float(((x1 + along * dx) ** 2 + (y1 + along * dy) ** 2) ** 0.5)
