"""`Calendar`: all that content/garbage/ says, ready to be asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from handlers.garbage.calendar.area import Area
from handlers.garbage.finding.areas import AreaIndex
from handlers.garbage.finding.concepts import concepts
from handlers.garbage.finding.items import Dictionary
from handlers.garbage.finding.questions import Question, understand
from handlers.garbage.kinds import Item, Kind
from handlers.garbage.notices.notice import Announced, Notice
from handlers.garbage.rules import Rules


@dataclass(frozen=True)
class Calendar:
    """One city's garbage calendar and sorting dictionary.

    Attributes:
        areas: the districts, in the order of the file.
        kinds: the calendar's kinds in its order, then those that are only described.
        items: the sorting dictionary.
        rules: what holds for all garbage of the city.
        announced: what staff announced of single days; the districts' days already follow it.
    """

    areas: Sequence[Area]
    kinds: Sequence[Kind]
    items: Sequence[Item]
    rules: Rules
    announced: Announced | None = None

    @cached_property
    def collected(self) -> list[str]:
        """The labels of the kinds that have a column in the calendar."""
        return list(self.areas[0].schedules) if self.areas else []

    @cached_property
    def uncollected(self) -> list[str]:
        """The labels of kinds without collection days, such as bulky waste fetched on request."""
        described = [kind.label for kind in self.kinds[len(self.collected) :]]
        return list(dict.fromkeys(described + [i.label for i in self.items if not i.kind]))

    @cached_property
    def by_label(self) -> Mapping[str, Kind]:
        return {kind.label: kind for kind in self.kinds}

    def understand(self, text: str, today: date) -> Question | None:
        """What a line of free text asks of this calendar; None if it is not about garbage."""
        return self._understood(text, today)

    @cached_property
    def _understood(self) -> Callable[[str, date], Question | None]:
        # A step that waits for other words asks before it passes a question on to be asked again.
        @lru_cache(maxsize=16)
        def ask(text: str, today: date) -> Question | None:
            known = (self.finder, self.dictionary, self.collected, self.uncollected)
            return understand(text, today, *known)

        return ask

    def notices_for(self, area: Area, day: date) -> list[Notice]:
        """The notices about a day in a district, in the order of the file."""
        return self.announced.on(area.label, day) if self.announced else []

    def how(self, label: str) -> str:
        """How a kind is put out; empty where the city did not say."""
        kind = self.by_label.get(label)
        return kind.how if kind else ""

    def colour(self, label: str) -> str:
        """A kind's own colour, else one that suits what it is about; `#rrggbb`."""
        kind = self.by_label.get(label)
        return (kind and kind.colour) or usual_colour(label)

    @cached_property
    def finder(self) -> AreaIndex:
        groups = {area.label: area.group for area in self.areas if area.group}
        return AreaIndex([area.label for area in self.areas], groups, self.rules.also_called)

    @cached_property
    def dictionary(self) -> Dictionary:
        return Dictionary(self.items)

    @cached_property
    def areas_by_label(self) -> Mapping[str, Area]:
        return {area.label: area for area in self.areas}

    def area(self, label: str) -> Area | None:
        """The district of this name; None where the calendar no longer has it."""
        return self.areas_by_label.get(label)

    def area_of(self, *names: str | None) -> Area | None:
        """The district that the first of these place names to mean just one means."""
        hits = (self.finder.named(name).single for name in names if name)
        return next((self.areas_by_label[label] for label in hits if label), None)

    def area_like(self, start: str) -> Area | None:
        """The district whose name is, or alone starts with, what a button carries of it."""
        likely = [area for area in self.areas if area.label.startswith(start)]
        return self.area(start) or (likely[0] if len(likely) == 1 else None)


_COLOURS = {
    "burnable": "#D64933", "unburnable": "#5B5F97", "kitchen": "#D64933", "pet": "#1C8FB8",
    "plastic": "#B8860B", "can": "#3C7A89", "bottle": "#2E8B57", "paper": "#8B5E3C",
    "cloth": "#A0527A", "hazardous": "#6B4C9A", "battery": "#6B4C9A", "bulky": "#444444",
}  # fmt: skip
_OTHER = "#4F7942"


def usual_colour(label: str) -> str:
    """A colour for a kind to which the city gave none."""
    about = concepts(label)
    return next((colour for name, colour in _COLOURS.items() if name in about), _OTHER)
