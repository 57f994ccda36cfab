"""What a city consists of, and what is remembered of a place in it."""

from __future__ import annotations

from dataclasses import dataclass


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
