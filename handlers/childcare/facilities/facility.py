"""A facility, and all that a city has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from hashlib import blake2s

from bot.api import OnMap, Point, fold, metres
from handlers.childcare.facilities.hours import Hours

# What travels in a button; postback data holds 300 characters in all.
NAME_LIMIT = 80
KIND_LIMIT = 24
DISTRICT_LIMIT = 40
MARKS = ("temporary", "sick_care", "nursing", "diapers", "hot_water")


class Group(Enum):
    """The three tables; the value travels in buttons."""

    CARE = "care"
    CLINIC = "clinic"
    BABY = "baby"


@dataclass(frozen=True, slots=True, eq=False)
class Facility:
    """One facility. Texts are as the city wrote them, and empty where it wrote nothing.

    Attributes:
        kinds: 認可保育所 and the like; the medical departments of a clinic.
        reading: in hiragana.
        town: the part of the address that names the town, where it has a column of its own.
        phone: 0225-95-1111, or empty.
        hours: None where they are not written or not understood; `hours_text` is what is written.
        marks: whether there is what `MARKS` names; None if it is not said.
    """

    group: Group
    name: str
    kinds: tuple[str, ...] = ()
    reading: str = ""
    address: str = ""
    district: str = ""
    town: str = ""
    point: Point | None = None
    phone: str = ""
    url: str = ""
    hours: Hours | None = None
    hours_text: str = ""
    hours_note: str = ""
    ages: str = ""
    capacity: str = ""
    after_hours: str = ""
    note: str = ""
    marks: Mapping[str, bool | None] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What a button carries to find it by its name."""
        return self.name[:NAME_LIMIT]

    @property
    def id(self) -> str:
        """Six hex digits that stay the same while name and address do, for buttons that list many."""
        said = f"{self.group.value}|{fold(self.name)}|{fold(self.address)}"
        return blake2s(said.encode(), digest_size=3).hexdigest()


@dataclass(frozen=True, slots=True)
class Found:
    """A facility, and how far away it is, in metres as the crow flies; None where that is not asked."""

    facility: Facility
    distance: float | None = None


@dataclass(frozen=True, eq=False)
class Facilities:
    """A city's facilities, in the order of its files.

    Attributes:
        source: whose data it is; stands under the answers.
        notice: what else stands there, such as "this is a sample".
    """

    all: Sequence[Facility] = ()
    source: str = ""
    notice: str = ""

    @cached_property
    def _by_id(self) -> Mapping[str, Facility]:
        return {one.id: one for one in self.all}

    def of_id(self, id: str) -> Facility | None:
        """The facility of an id; None where it is no more."""
        return self._by_id.get(id)

    def named(self, key: str) -> list[Facility]:
        """The facilities of a name (as `Facility.key` cut it); several may share one."""
        wanted = fold(key[:NAME_LIMIT])
        return [one for one in self.all if fold(one.key) == wanted]

    def suited(self, group: Group, kind: str = "") -> list[Facility]:
        """The facilities of a group, of any kind where `kind` is empty."""
        wanted = fold(kind)
        return [
            one
            for one in self.all
            if one.group is group and (not wanted or wanted in map(fold, one.kinds))
        ]

    def kinds(self, group: Group, first: Iterable[str] = ()) -> list[str]:
        """The kinds that the data has: those that contain a word of `first`, then the most frequent."""
        counted = Counter(kind for one in self.suited(group) for kind in one.kinds)
        wanted = [fold(word) for word in first]

        def rank(kind: str) -> tuple[int, int]:
            found = (n for n, word in enumerate(wanted) if word in fold(kind))
            return next(found, len(wanted)), -counted[kind]

        return sorted(counted, key=rank)


def nearest(facilities: Iterable[Facility], spot: OnMap) -> list[Found]:
    """Those with a place on the map, nearest first."""
    found = [Found(one, metres(spot, one.point)) for one in facilities if one.point]
    return sorted(found, key=lambda one: (one.distance or 0.0, one.facility.name))
