"""The places that a citizen told us: home, work, a parent's house, and what lies where.

A place is a slot with areas in several schemes. `district` and `town` are the platform's; a feature
keeps its own finer area (a garbage district, say) under its own name. Neither an address nor
coordinates are ever kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Select,
    String,
    Table,
    bindparam,
    delete,
    or_,
    select,
)
from sqlalchemy.sql.elements import ColumnElement

from bot.citizens import citizen_table, know
from bot.db.base import metadata
from bot.db.upsert import insert

HOME: Final = "home"
SLOTS: Final = (HOME, "work", "parents", "other")
DISTRICT: Final = "district"
TOWN: Final = "town"

place_table = Table(
    "citizen_place",
    metadata,
    Column("citizen", String(64), primary_key=True),
    Column("slot", String(20), primary_key=True),
    Column("scheme", String(40), primary_key=True),
    Column("area", String(400), nullable=False),
    Index("ix_citizen_place_area", "scheme", "area", "citizen"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a citizen: its slot, and its area by scheme."""

    slot: str
    areas: Mapping[str, str]

    @property
    def district(self) -> str | None:
        """The district of content/platform/districts.yaml, where it is known."""
        return self.areas.get(DISTRICT)

    @property
    def town(self) -> str | None:
        """The town of content/platform/towns.csv, where it is known."""
        return self.areas.get(TOWN)


class Places:
    """A citizen's places.

    Args:
        moved: the slots that were put or dropped are noted here, each once.
    """

    def __init__(
        self, connection: Connection, citizen: str, moved: dict[str, None] | None = None
    ) -> None:
        self._connection, self._citizen = connection, citizen
        self._moved = {} if moved is None else moved

    def all(self) -> list[Place]:
        """Every place, in the order of `SLOTS`."""
        found: dict[str, dict[str, str]] = {}
        for row in self._connection.execute(_ALL, {"whose": self._citizen}):
            found.setdefault(row.slot, {})[row.scheme] = row.area
        order = {slot: number for number, slot in enumerate(SLOTS)}
        slots = sorted(found, key=lambda slot: (order.get(slot, len(order)), slot))
        return [Place(slot, found[slot]) for slot in slots]

    def get(self, slot: str = HOME) -> Place | None:
        """The place in this slot, or None."""
        return next((place for place in self.all() if place.slot == slot), None)

    def put(self, slot: str = HOME, *, district: str = "", town: str = "") -> None:
        """Remember a place, in place of the one before; what features kept of that one goes too.

        Raises:
            ValueError: neither a district nor a town, or no such slot.
        """
        areas = {scheme: area for scheme, area in ((DISTRICT, district), (TOWN, town)) if area}
        if not areas or slot not in SLOTS:
            raise ValueError(f"no place to remember at {slot!r}")
        self.drop(slot)
        for scheme, area in areas.items():
            self.put_area(scheme, area, slot)

    def area(self, scheme: str, slot: str = HOME) -> str | None:
        """The place's area in one scheme, or None."""
        key = {"whose": self._citizen, "slot": slot, "scheme": scheme}
        found = self._connection.scalar(_AREA, key)
        return None if found is None else str(found)

    def put_area(self, scheme: str, area: str, slot: str = HOME) -> None:
        """Remember a feature's own area of a place (`scheme` is the feature's name)."""
        know(self._connection, self._citizen)
        row = insert(self._connection.dialect.name, place_table).values(
            citizen=self._citizen, slot=slot, scheme=scheme, area=area
        )
        self._connection.execute(
            row.on_conflict_do_update(
                index_elements=["citizen", "slot", "scheme"], set_={"area": row.excluded.area}
            )
        )

    def drop(self, slot: str = HOME) -> None:
        """Forget the place in this slot."""
        mine = place_table.c.citizen == self._citizen
        self._connection.execute(delete(place_table).where(mine, place_table.c.slot == slot))
        self._moved[slot] = None


_MINE = place_table.c.citizen == bindparam("whose")
_ALL = select(place_table.c.slot, place_table.c.scheme, place_table.c.area).where(_MINE)
_AREA = select(place_table.c.area).where(
    _MINE,
    place_table.c.slot == bindparam("slot"),
    place_table.c.scheme == bindparam("scheme"),
)


def living_in(scheme: str, *areas: str) -> Select[str]:
    """The ids of citizens who have a place in one of these areas; each once."""
    return (
        select(place_table.c.citizen)
        .where(place_table.c.scheme == scheme, place_table.c.area.in_(areas))
        .distinct()
    )


def placeless() -> Select[str]:
    """The ids of followers who told us no place at all."""
    told = select(place_table.c.citizen).where(place_table.c.citizen == citizen_table.c.id)
    return select(citizen_table.c.id).where(citizen_table.c.following.is_(True), ~told.exists())


def vaguely_in(*districts: str) -> Select[str]:
    """The ids of citizens who have a place in one of these districts of which no town is known."""
    other = place_table.alias("other")
    town = select(other.c.citizen).where(
        other.c.citizen == place_table.c.citizen,
        other.c.slot == place_table.c.slot,
        other.c.scheme == TOWN,
    )
    return living_in(DISTRICT, *districts).where(~town.exists())


def in_areas(
    person: ColumnElement[str], areas: Mapping[str, Sequence[str]], *, few: bool = False
) -> ColumnElement[bool]:
    """Whether a citizen has a place in one of these areas, which are given by scheme.

    Args:
        few: it is asked about few citizens; then each is looked up, instead of listing whole areas.
    """
    here = or_(
        *(
            (place_table.c.scheme == scheme) & place_table.c.area.in_(some)
            for scheme, some in areas.items()
        )
    )
    living = select(place_table.c.citizen).where(here)
    return living.where(place_table.c.citizen == person).exists() if few else person.in_(living)
