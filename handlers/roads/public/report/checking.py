"""From what was filled in to a report: what is missing, where it is, and whose business."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.api import OnMap, Point, Spot
from handlers.roads.content import Content
from handlers.roads.files.owners import Owner
from handlers.roads.ledger.drafts import Unsent
from handlers.roads.owners import outside_of, owner_of
from handlers.roads.public.report.fields import Filled
from handlers.roads.public.site import Visit

NOWHERE = "?"
MOST_SPOTS = 8


@dataclass(frozen=True, slots=True)
class Checked:
    """A form that was looked at.

    Attributes:
        mistakes: what is wrong, by the field's name, as keys of the template's sentences.
        spots: towns that may be meant, to choose from.
        other: whose business it seems to be, of whom the reporter has not decided yet.
        outside: the place lies outside of the city.
    """

    filled: Filled
    point: Point | None = None
    spot: Spot = field(default_factory=Spot)
    rough: bool = False
    mistakes: Mapping[str, str] = field(default_factory=dict)
    spots: Sequence[Spot] = ()
    other: Owner | None = None
    outside: bool = False

    @property
    def is_fine(self) -> bool:
        return not self.mistakes and self.point is not None


def check(visit: Visit, content: Content, filled: Filled) -> Checked:
    """Look at a form as a whole."""
    mistakes = _missing(content, filled)
    placed = _placed(visit, filled)
    if placed.mistakes or mistakes:
        return Checked(filled, mistakes=mistakes | dict(placed.mistakes), spots=placed.spots)
    owner, outside = _whose(visit, content, placed)
    return Checked(filled, placed.point, placed.spot, placed.rough, other=owner, outside=outside)


def _missing(content: Content, filled: Filled) -> dict[str, str]:
    found = {}
    if filled.kind not in content.kinds_by_id:
        found["kind"] = "missing"
    if filled.email and ("@" not in filled.email.strip("@") or " " in filled.email):
        found["email"] = "wrong"
    if filled.phone and sum(sign.isdigit() for sign in filled.phone) < 9:
        found["phone"] = "wrong"
    return found


def _placed(visit: Visit, filled: Filled) -> Checked:
    """The place: the point of the map, else the town that is meant, else what the words say."""
    if filled.point is not None:
        found = visit.residence.at(
            filled.point.latitude, filled.point.longitude, "", visit.city.name
        )
        return Checked(filled, filled.point, found.spots[0] if found.spots else Spot())
    if filled.latitude or filled.longitude:
        return Checked(filled, mistakes={"place": "point"})
    if not filled.place:
        return Checked(filled, mistakes={"place": "missing"})
    return _in_words(visit, filled)


def _in_words(visit: Visit, filled: Filled) -> Checked:
    town, _, district = filled.spot.partition("|")
    found = visit.residence.find(filled.place, visit.city.name)
    chosen = visit.residence.spot(town, district) if filled.spot not in ("", NOWHERE) else None
    spot = chosen or found.single
    if spot is None and filled.spot != NOWHERE:
        return Checked(filled, mistakes={"spot": "choose"}, spots=found.spots[:MOST_SPOTS])
    spot = spot or Spot()
    point = visit.residence.centre(spot) or _middle(visit)
    if point is None:
        return Checked(filled, mistakes={"place": "point"})
    return Checked(filled, Point(point.latitude, point.longitude), spot, rough=True)


def _middle(visit: Visit) -> OnMap | None:
    city = visit.city
    if city.center or city.bounds is None:
        return city.center
    bounds = city.bounds
    return Point((bounds.south + bounds.north) / 2, (bounds.west + bounds.east) / 2)


def _whose(visit: Visit, content: Content, placed: Checked) -> tuple[Owner | None, bool]:
    filled, point = placed.filled, placed.point
    assert point is not None
    inside = visit.city.contains(point) and visit.residence.covers(point, visit.city.code or "")
    if not inside and not filled.owner:
        return outside_of(content), True
    unsent = Unsent(
        mark=0,
        latitude=point.latitude,
        longitude=point.longitude,
        rough=placed.rough,
        place=filled.place,
        kind=filled.kind,
        words=filled.words,
    )
    return (None if filled.owner else owner_of(content, unsent)), False
