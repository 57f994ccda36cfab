"""Places as integers, so that an ordinary index answers what lies in a tile or in a box of the map.

The world in Web Mercator is cut into 2^24 x 2^24 squares (about 2 m in Japan), numbered along the Z curve.
A tile of any zoom of a web map is then one range of numbers, and a box a few.
Source of the tiles: the scheme of OpenStreetMap and 地理院タイル (x from west, y from north).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import asinh, atan, cos, degrees, pi, radians, sinh, tan
from typing import Self

from bot.api import OnMap, Point

ZOOM = 24
# The more ranges, the tighter they fit, and the more often the index is entered.
MOST_RANGES = 16
_MOST_LATITUDE = 85.05
_METRES_PER_DEGREE = 111_195.0

Range = tuple[int, int]
"""Cells from the first number up to but not including the second."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the map in degrees, borders included; it does not cross the date line."""

    south: float
    west: float
    north: float
    east: float

    @classmethod
    def around(cls, spot: OnMap, radius: float) -> Self:
        """The smallest box that holds every place within `radius` metres."""
        north = radius / _METRES_PER_DEGREE
        east = north / max(0.01, cos(radians(abs(spot.latitude) + north)))
        return cls(
            spot.latitude - north,
            spot.longitude - east,
            spot.latitude + north,
            spot.longitude + east,
        )

    def contains(self, spot: OnMap) -> bool:
        inside = self.south <= spot.latitude <= self.north
        return inside and self.west <= spot.longitude <= self.east


def cell_of(spot: OnMap) -> int:
    """The number of the cell that a place lies in."""
    return _woven(*_position(spot.latitude, spot.longitude, ZOOM))


def place_of(cell: int) -> Point:
    """The north-western corner of a cell."""
    x, y, side = _gathered(cell), _gathered(cell >> 1), 1 << ZOOM
    return Point(degrees(atan(sinh(pi * (1 - 2 * y / side)))), x / side * 360 - 180)


def tile_range(zoom: int, x: int, y: int) -> Range:
    """The cells of a tile of a web map. Raises ValueError for one that there is not."""
    if not 0 <= zoom <= ZOOM or not (0 <= x < 1 << zoom and 0 <= y < 1 << zoom):
        raise ValueError(f"no tile {zoom}/{x}/{y}")
    shift = 2 * (ZOOM - zoom)
    first = _woven(x, y) << shift
    return first, first + (1 << shift)


def covering(box: Box) -> list[Range]:
    """At most `MOST_RANGES` ranges that hold the whole box, and something around it, in order."""
    for zoom in range(ZOOM, -1, -1):
        west, north = _position(box.north, box.west, zoom)
        east, south = _position(box.south, box.east, zoom)
        if (east - west + 1) * (south - north + 1) <= MOST_RANGES:
            tiles = ((x, y) for x in range(west, east + 1) for y in range(north, south + 1))
            return list(_joined(sorted(tile_range(zoom, x, y) for x, y in tiles)))
    raise AssertionError("the world is one tile")


def _joined(ranges: Iterable[Range]) -> Iterator[Range]:
    """Ranges that follow each other without a gap, as one."""
    first, last = -1, -1
    for begin, end in ranges:
        if begin != last:
            if first >= 0:
                yield first, last
            first = begin
        last = end
    if first >= 0:
        yield first, last


def _position(latitude: float, longitude: float, zoom: int) -> tuple[int, int]:
    side = 1 << zoom
    inside = max(-_MOST_LATITUDE, min(_MOST_LATITUDE, latitude))
    x = int((longitude + 180) / 360 * side)
    y = int((1 - asinh(tan(radians(inside))) / pi) / 2 * side)
    return max(0, min(side - 1, x)), max(0, min(side - 1, y))


def _woven(x: int, y: int) -> int:
    return _spread(x) | _spread(y) << 1


_MASKS = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)


_MASKS_BACK = (
    (1, 0x3333333333333333),
    (2, 0x0F0F0F0F0F0F0F0F),
    (4, 0x00FF00FF00FF00FF),
    (8, 0x0000FFFF0000FFFF),
    (16, 0x00000000FFFFFFFF),
)


def _spread(bits: int) -> int:
    """Put a 0 between every two bits."""
    for shift, mask in _MASKS:
        bits = (bits | bits << shift) & mask
    return bits


def _gathered(bits: int) -> int:
    """Take every second bit: what `_spread` spread."""
    bits &= _MASKS[-1][1]
    for shift, mask in _MASKS_BACK:
        bits = (bits | bits >> shift) & mask
    return bits
