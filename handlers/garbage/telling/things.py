"""Answers about things to throw away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.api import fill
from handlers.garbage.calendar.area import Area
from handlers.garbage.city import Calendar
from handlers.garbage.finding.items import Thing
from handlers.garbage.kinds import Item
from handlers.garbage.telling.sheet import Heading, Note, Row, Sheet
from handlers.garbage.telling.text import day_text, first_day
from handlers.garbage.words import Words


@dataclass(frozen=True, slots=True)
class ThingTeller:
    """Tells of things; with a district, also when their kind is collected there."""

    words: Words
    calendar: Calendar
    area: Area | None
    now: datetime

    def thing(self, thing: Thing) -> Sheet:
        """What kind a thing is, and how it is put out; several where size or material decides."""
        labels = "、".join(dict.fromkeys(item.label for item in thing.items))
        sheet = Sheet(thing.name, said=f"{thing.name}: {labels}")
        for item in thing.items:
            sheet.add(Row(item.label, self.calendar.colour(item.kind or item.label)))
            sheet.add(Note(item.notice), *self._next(item))
        sheet.add(*self._how({item.kind or item.label for item in thing.items}))
        return sheet

    def _next(self, item: Item) -> list[Note]:
        if self.area is None or not item.kind:
            return []
        day = self.area.next_day(item.kind, first_day(self.calendar.rules, self.now))
        if day is None:
            return []
        told = day_text(day, self.now.date())
        return [Note(fill(self.words.thing_next, day=told, area=self.area.label))]

    def _how(self, labels: set[str]) -> list[Heading | Note]:
        """How the kind is put out, where the answer is one kind."""
        how = self.calendar.how(next(iter(labels))) if len(labels) == 1 else ""
        return [Heading(self.words.how_heading), Note(how)] if how else []


def tell_uncollected(words: Words, calendar: Calendar, label: str) -> Sheet:
    """A kind without collection days, such as bulky waste, and how to get rid of it."""
    sheet = Sheet(label)
    sheet.add(Row(fill(words.no_day_for_kind, kind=label), calendar.colour(label)))
    sheet.add(Note(calendar.how(label)))
    return sheet
