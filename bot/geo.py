"""Places on the map and how far they are from each other."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Protocol

# Mean radius of the Earth, IUGG.
EARTH = 6_371_008.8


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the map: degrees, WGS 84."""

    latitude: float
    longitude: float


class OnMap(Protocol):
    """Anything that has degrees, such as a `Point` or a sent `Location`."""

    @property
    def latitude(self) -> float: ...
    @property
    def longitude(self) -> float: ...


def metres(one: OnMap, other: OnMap) -> float:
    """The way over the ground as the crow flies, in metres (haversine, within 0.5 %)."""
    north = radians(other.latitude - one.latitude)
    east = radians(other.longitude - one.longitude)
    chord = sin(north / 2) ** 2 + (
        cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(east / 2) ** 2
    )
    return 2 * EARTH * asin(sqrt(min(1.0, chord)))


def rounded(distance: float) -> str:
    """A distance as people say it: 350m, 1.2km, 14km."""
    if distance < 995:
        return f"{max(10, round(distance, -1)):.0f}m"
    return f"{distance / 1000:.1f}km" if distance < 9950 else f"{distance / 1000:.0f}km"
