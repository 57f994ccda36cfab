"""`Residence`: from what a citizen types or sends to the towns and districts that are meant."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property

from bot.citizens.residence.boundary import Boundary
from bot.citizens.residence.names import LONGEST, inside_city, place_key, with_block, without_block
from bot.geo import OnMap, Point

NEAR = 0.6
# In the country one point stands for a village and its fields; beyond this we would be guessing.
FARTHEST_KM = 3.0
KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class District:
    """A part of the city that its people know by name. `group` gathers districts in long lists."""

    name: str
    reading: str = ""
    also_called: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class Town:
    """A town (町丁・大字) and the points known of it, in degrees (WGS 84); `district` may be empty."""

    name: str
    reading: str = ""
    district: str = ""
    points: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """What is remembered of a place: a town, a district or both; either may be empty, not both."""

    town: str = ""
    district: str = ""

    def __str__(self) -> str:
        return f"{self.town}({self.district})" if self.town and self.district else self.name

    @property
    def name(self) -> str:
        return self.town or self.district


@dataclass(frozen=True, slots=True)
class Found:
    """The spots that may be meant, likeliest first; `sure` is False where they only come near."""

    spots: tuple[Spot, ...] = ()
    sure: bool = True

    @property
    def single(self) -> Spot | None:
        """The spot, where exactly one is surely meant."""
        return self.spots[0] if self.sure and len(self.spots) == 1 else None


class Residence:
    """The districts and towns of a city, ready to be asked."""

    def __init__(
        self,
        districts: Sequence[District] = (),
        towns: Sequence[Town] = (),
        boundary: Boundary | None = None,
    ) -> None:
        self.districts, self.towns = tuple(districts), tuple(towns)
        self._boundary = boundary

    def __bool__(self) -> bool:
        return bool(self.districts or self.towns)

    def exact(self, name: str) -> Spot | None:
        """The spot that has exactly this name, reading or other name; None if not just one has."""
        spots = self._preferred(self._names.get(place_key(name), {}))
        return spots[0] if len(spots) == 1 else None

    def spot(self, town: str, district: str) -> Spot | None:
        """What a button names, if the city (still) has it; the district counts where the town has none."""
        districts = {one.name for one in self.districts}
        if not town:
            return Spot(district=district) if district in districts else None
        known = [one for one in self._names.get(place_key(town), ()) if one.town == town]
        own = district if district in districts else ""
        return replace(known[0], district=known[0].district or own) if known else None

    def find(self, text: str, city: str = "") -> Found:
        """The spots that a typed name, a part of one or an address may mean; any text may be given."""
        inside = inside_city(text[:LONGEST], city)
        key = place_key(inside or "")
        if not key:
            return Found()
        if spots := self._whole(key):
            return Found(spots)
        spots, rest = self._leading(key)
        if spots and _is_number(rest):
            return Found(spots)
        if near := self._partly(key):
            return Found(near, sure=False)
        close = get_close_matches(key, self._names, n=6, cutoff=NEAR)
        return Found(_together((*spots, *self._spots(close))), sure=False)

    def at(self, latitude: float, longitude: float, address: str = "", city: str = "") -> Found:
        """The spot of a place on the map: by its address if that names a town, else the nearest.

        The nearest is not sure. Nothing is found in another city or far from every known point.
        """
        inside = inside_city(address, city)
        if inside is None:
            return Found()
        spots, _ = self._leading(place_key(inside))
        if spots:
            return Found(spots)
        near = self._nearest(latitude, longitude)
        return Found((near,), sure=False) if near else Found()

    def of_address(self, address: str, city: str = "") -> Spot | None:
        """The spot whose name an address in the city begins with; None if not just one is meant."""
        spots, _ = self._leading(place_key(inside_city(address, city) or ""))
        return spots[0] if len(spots) == 1 else None

    def covers(self, spot: OnMap, code: str = "") -> bool:
        """Whether a place lies in the city: within its border, or else not far from a known town.

        Where neither is known, every place does.

        Args:
            code: the city's 全国地方公共団体コード, for a border file with several cities.
        """
        if self._boundary is not None:
            return self._boundary.covers(spot, code)
        known = any(town.points for town in self.towns)
        return not known or self._nearest(spot.latitude, spot.longitude) is not None

    def centre(self, spot: Spot) -> Point | None:
        """The middle of what is known of a town on the map; None for a district, or if nothing is."""
        key = place_key(spot.town)
        same = [one for one in self.towns if place_key(one.name) == key] or self._by_base.get(
            key, []
        )
        points = [point for town in same for point in town.points]
        if not spot.town or not points:
            return None
        north, east = (sum(degrees) / len(points) for degrees in zip(*points, strict=True))
        return Point(north, east)

    def groups(self) -> Mapping[str, Sequence[District]]:
        """The districts by their group; all under "" in a city without groups."""
        grouped: dict[str, list[District]] = defaultdict(list)
        for district in self.districts:
            grouped[district.group].append(district)
        return grouped

    # -- ways of matching

    def _whole(self, key: str) -> tuple[Spot, ...]:
        for one in (key, with_block(key) or "", without_block(key)):
            if spots := self._names.get(one):
                return self._preferred(spots)
        return ()

    def _leading(self, key: str) -> tuple[tuple[Spot, ...], str]:
        """The spots with the longest name that an address begins with, and what follows the name."""
        for end in range(len(key), 0, -1):
            spots = self._names.get(key[:end])
            if spots is None or (end == 1 and not _is_number(key[end:])):
                continue
            block = with_block(key) if _is_number(key[end:]) else None
            return self._preferred(self._names.get(block or "", spots)), key[end:]
        return (), ""

    def _partly(self, key: str) -> tuple[Spot, ...]:
        starting = [name for name in self._names if name.startswith(key)]
        holding = [name for name in self._names if key in name] if len(key) > 1 else []
        return self._spots(starting or holding)

    def _nearest(self, latitude: float, longitude: float) -> Spot | None:
        if not self.towns:
            return None
        shrink = math.cos(math.radians(latitude))
        best, distance = None, FARTHEST_KM / KM_PER_DEGREE
        for town in self.towns:
            for north, east in town.points:
                away = math.hypot(north - latitude, (east - longitude) * shrink)
                if away <= distance:
                    best, distance = town, away
        return Spot(best.name, best.district) if best else None

    # -- the index

    def _spots(self, names: Iterable[str]) -> tuple[Spot, ...]:
        return _together(spot for name in names for spot in self._names[name])

    def _preferred(self, spots: Mapping[Spot, None]) -> tuple[Spot, ...]:
        """A district rather than the town inside it that has the same name."""
        districts = {spot.district for spot in spots if not spot.town}
        return tuple(s for s in spots if not s.town or s.district not in districts)

    @cached_property
    def _names(self) -> Mapping[str, dict[Spot, None]]:
        names: dict[str, dict[Spot, None]] = defaultdict(dict)
        for district in self.districts:
            for name in (district.name, district.reading, *district.also_called):
                _add(names, name, Spot(district=district.name))
        for base, blocks in self._by_base.items():
            for spot in _spots_of(blocks):
                for name in (base, *(town.reading for town in blocks)):
                    _add(names, name, spot)
        for town in self.towns:
            if place_key(town.name) not in self._by_base:
                _add(names, town.name, Spot(town.name, town.district))
        return dict(names)

    @cached_property
    def _by_base(self) -> Mapping[str, list[Town]]:
        bases: dict[str, list[Town]] = defaultdict(list)
        for town in self.towns:
            bases[without_block(place_key(town.name))].append(town)
        return dict(bases)


def _add(names: dict[str, dict[Spot, None]], name: str, spot: Spot) -> None:
    if key := place_key(name):
        names[key][spot] = None


def _spots_of(blocks: Sequence[Town]) -> list[Spot]:
    """What the name without 丁目 means: the town as a whole, or each block where districts differ."""
    if len({town.district for town in blocks}) == 1:
        return [Spot(_without_block_of(blocks[0].name), blocks[0].district)]
    return [Spot(town.name, town.district) for town in blocks]


def _together(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    """The spots, each once, and none that is a block of another."""
    found = dict.fromkeys(spots)
    towns = {place_key(spot.town) for spot in found}
    return tuple(
        spot
        for spot in found
        if (base := without_block(key := place_key(spot.town))) == key or base not in towns
    )


def _is_number(rest: str) -> bool:
    return rest[:1].isdigit()


def _without_block_of(name: str) -> str:
    """中里 of 中里三丁目, in the spelling of the file."""
    for end in range(len(name), 0, -1):
        if place_key(name[:end]) == without_block(place_key(name)):
            return name[:end]
    return name
