"""What a feature's own look at its content may ask, in its `checks.py`::

    @feature.inspection
    def inspect(content: Calendar, look: Inspection) -> None:
        look.faults.warning(look.place("area_days.csv"), "...", "...")

`madoguchi check` calls it; content that is taken up by a running bot is not looked at so closely.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.citizens.residence import Residence
from bot.content import Faults, Folder, Place

SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Inspection:
    """One look at one feature's content.

    Attributes:
        today: the day of the look.
        residence: the city's districts and towns; empty where they are not known.
        faults: hears what is wrong.
        folder: the feature's own.
        finds: whether the one search knows a name, among the documents of a category (all where empty).
    """

    today: date
    residence: Residence
    faults: Faults
    folder: Folder
    finds: Callable[[str, str], bool]

    def place(self, file: str, *steps: str | int) -> Place:
        """A file of the feature, or a value in a YAML file by the keys and numbers that lead to it."""
        node = self.folder.node(file) if steps else None
        for step in steps:
            node = (node.child(step) if node else None) or node
        return node.place if node else self.folder.place(file)

    @property
    def soon(self) -> date:
        """Sixty days from today."""
        return self.today + SOON

    def ends_soon(self, last: date) -> bool:
        """Whether a day has passed or comes within 60 days."""
        return last < self.soon
