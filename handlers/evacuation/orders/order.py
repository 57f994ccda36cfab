"""`Order`: what staff fill in. Everything else of a message is words of content."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.api import Place

SHAPE_MOST = 200


class Level(StrEnum):
    """The mayor's three orders (災害対策基本法 第56条, 第60条), as they are stored."""

    ELDERLY = "elderly"
    ORDER = "order"
    EMERGENCY = "emergency"

    @property
    def number(self) -> int:
        """警戒レベル."""
        return {"elderly": 3, "order": 4, "emergency": 5}[self.value]


class Area(BaseModel):
    """Where an order holds.

    Attributes:
        districts: whole districts, as content/platform/districts.yaml calls them.
        towns: single towns beside them.
        known_as: the towns in every spelling under which citizens' places hold them.
        partly: the districts in which these towns lie: who told us only the district is meant, too.
        shape: the corners that were drawn on the map (latitude, longitude), for showing them again.
        all_city: every district.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    districts: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    known_as: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    shape: Annotated[tuple[tuple[float, float], ...], Field(max_length=SHAPE_MOST)] = ()
    all_city: bool = False

    def covers(self, place: Place) -> bool:
        """Whether a citizen's place lies in it, as far as we know the place."""
        if place.district in self.districts:
            return True
        return place.town in self.known_as if place.town else place.district in self.partly

    def holds(self, other: Area) -> bool:
        """Whether all of another area lies in it."""
        towns = set(other.known_as) <= set(self.known_as) or set(other.partly) <= set(
            self.districts
        )
        return set(other.districts) <= set(self.districts) and towns


class Order(BaseModel):
    """One order.

    Attributes:
        hazard: a key of `hazards` in content/evacuation/languages/.
        at: the moment of the order, in the city's time zone.
        shelters: names of the shelters to be opened.
        remark: in Japanese only; may be empty.
        unplaced: it also goes to who has not told us any place.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    level: Level
    hazard: str
    area: Area
    at: datetime
    shelters: tuple[str, ...] = ()
    remark: str = ""
    unplaced: bool = False
