"""`Residence`: from what a citizen types or sends to the towns and districts that are meant."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.citizens.residence.boundary import Boundary
from bot.citizens.residence.index import Index, is_number, together
from bot.citizens.residence.names import LONGEST, inside_city, place_key
from bot.citizens.residence.spots import District, Found, Spot, Town
from bot.geo import OnMap, Point

# In the country one point stands for a village and its fields; beyond this we would be guessing.
FARTHEST_KM = 3.0
KM_PER_DEGREE = 111.2


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
        self._index = Index(self.districts, self.towns)

    def __bool__(self) -> bool:
        return bool(self.districts or self.towns)

    def exact(self, name: str) -> Spot | None:
        """The spot that has exactly this name, reading or other name; None if not just one has."""
        spots = self._index.exact(place_key(name))
        return spots[0] if len(spots) == 1 else None

    def spot(self, town: str, district: str) -> Spot | None:
        """What a button names, if the city (still) has it; the district counts where the town has none."""
        districts = {one.name for one in self.districts}
        if not town:
            return Spot(district=district) if district in districts else None
        known = [one for one in self._index.named(place_key(town)) if one.town == town]
        own = district if district in districts else ""
        return replace(known[0], district=known[0].district or own) if known else None

    def find(self, text: str, city: str = "") -> Found:
        """The spots that a typed name, a part of one or an address may mean; any text may be given."""
        inside = inside_city(text[:LONGEST], city)
        key = place_key(inside or "")
        if not key:
            return Found()
        if spots := self._index.whole(key):
            return Found(spots)
        spots, rest = self._index.leading(key)
        if spots and is_number(rest):
            return Found(spots)
        if near := self._index.partly(key):
            return Found(near, sure=False)
        return Found(together((*spots, *self._index.close(key))), sure=False)

    def at(self, latitude: float, longitude: float, address: str = "", city: str = "") -> Found:
        """The spot of a place on the map: by its address if that names a town, else the nearest.

        The nearest is not sure. Nothing is found in another city or far from every known point.
        """
        inside = inside_city(address, city)
        if inside is None:
            return Found()
        spots, _ = self._index.leading(place_key(inside))
        if spots:
            return Found(spots)
        near = self._nearest(latitude, longitude)
        return Found((near,), sure=False) if near else Found()

    def of_address(self, address: str, city: str = "") -> Spot | None:
        """The spot whose name an address in the city begins with; None if not just one is meant."""
        spots, _ = self._index.leading(place_key(inside_city(address, city) or ""))
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
        same = [one for one in self.towns if place_key(one.name) == key] or self._index.blocks(key)
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
