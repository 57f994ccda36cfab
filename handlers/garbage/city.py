"""`Calendar`: all that content/garbage/ says, ready to be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from handlers.garbage.calendar.area import Area
from handlers.garbage.finding.areas import AreaIndex
from handlers.garbage.finding.items import Dictionary
from handlers.garbage.kinds import Item, Kind
from handlers.garbage.rules import Rules


@dataclass(frozen=True)
class Calendar:
    """One city's garbage calendar and sorting dictionary.

    Attributes:
        areas: the districts, in the order of the file.
        kinds: the calendar's kinds in its order, then those that are only described.
        items: the sorting dictionary.
        rules: what holds for all garbage of the city.
    """

    areas: Sequence[Area]
    kinds: Sequence[Kind]
    items: Sequence[Item]
    rules: Rules

    @cached_property
    def collected(self) -> list[str]:
        """The labels of the kinds that have a column in the calendar."""
        return list(self.areas[0].schedules) if self.areas else []

    @cached_property
    def by_label(self) -> Mapping[str, Kind]:
        return {kind.label: kind for kind in self.kinds}

    @cached_property
    def finder(self) -> AreaIndex:
        return AreaIndex([area.label for area in self.areas])

    @cached_property
    def dictionary(self) -> Dictionary:
        return Dictionary(self.items)

    @cached_property
    def _areas(self) -> Mapping[str, Area]:
        return {area.label: area for area in self.areas}

    def area(self, label: str) -> Area | None:
        """The district of this name; None where the calendar no longer has it."""
        return self._areas.get(label)
