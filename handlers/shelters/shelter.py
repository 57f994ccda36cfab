"""A shelter, and all of a city's shelters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from hashlib import blake2s

from bot.api import Point, fold

# What travels in a button; postback data holds 300 characters in all.
NAME_LIMIT = 80


class Hazard(Enum):
    """The kinds of disaster of 災害対策基本法施行令 第20条の3; the value travels in buttons."""

    FLOOD = "flood"
    LANDSLIDE = "landslide"
    STORM_SURGE = "storm_surge"
    EARTHQUAKE = "earthquake"
    TSUNAMI = "tsunami"
    FIRE = "fire"
    INLAND_FLOOD = "inland_flood"
    VOLCANO = "volcano"


@dataclass(frozen=True, slots=True)
class Shelter:
    """One shelter.

    Attributes:
        reading: in hiragana; empty where it is not known.
        hazards: what it protects from, where it is an emergency place (指定緊急避難場所).
        emergency: a place to flee to at once.
        refuge: a place to stay at for days (指定避難所).
        capacity: as the city wrote it, such as 「480人」.
    """

    name: str
    reading: str = ""
    address: str = ""
    district: str = ""
    point: Point | None = None
    hazards: frozenset[Hazard] = frozenset()
    emergency: bool = False
    refuge: bool = False
    capacity: str = ""
    note: str = ""

    @property
    def key(self) -> str:
        """What a button carries to find it again."""
        return self.name[:NAME_LIMIT]

    @property
    def id(self) -> str:
        """What its state is kept under: the same for the same name at the same address."""
        named = f"{fold(self.name)}\n{fold(self.address)}".encode()
        return blake2s(named, digest_size=6, person=b"shelter").hexdigest()


@dataclass(frozen=True, slots=True)
class Found:
    """A shelter and how far away it is, in metres as the crow flies."""

    shelter: Shelter
    distance: float


@dataclass(frozen=True, slots=True)
class Shelters:
    """A city's shelters, in the order of its files.

    Attributes:
        source: whose data it is and of which date; stands under the answers.
        notice: what else stands there, such as "this is a sample".
    """

    all: Sequence[Shelter] = ()
    source: str = ""
    notice: str = ""

    def named(self, key: str) -> list[Shelter]:
        """The shelters of a name (as `Shelter.key` cut it); several may share one."""
        wanted = fold(key[:NAME_LIMIT])
        return [one for one in self.all if fold(one.key) == wanted]

    def hazards(self) -> list[Hazard]:
        """The disasters for which there is a shelter."""
        return [hazard for hazard in Hazard if any(hazard in one.hazards for one in self.all)]

    def districts(self, hazard: Hazard | None = None) -> list[str]:
        """The districts that have a suitable shelter, in the order of the files."""
        return list(dict.fromkeys(one.district for one in self.suited(hazard) if one.district))

    def suited(self, hazard: Hazard | None, district: str = "") -> list[Shelter]:
        """The shelters for a disaster (any where None), in a district (all where empty)."""
        wanted = fold(district)
        return [
            one
            for one in self.all
            if (hazard is None or hazard in one.hazards)
            and (not wanted or fold(one.district) == wanted)
        ]
