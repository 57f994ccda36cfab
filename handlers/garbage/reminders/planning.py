"""The plan of one group's mailing: what those who are reminded at the same minute are told."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.api import Action, Message, PostbackAction, TextMessage, fill
from handlers.garbage.calendar.area import Area
from handlers.garbage.city import Calendar
from handlers.garbage.plans import Draft, grouped
from handlers.garbage.reminders.due import Group
from handlers.garbage.reminders.slots import HOME, place_name
from handlers.garbage.reminders.talk import choose_time, show, stop, why
from handlers.garbage.reminders.telling import Telling
from handlers.garbage.telling.blocks import Blocks
from handlers.garbage.words import Words

log = logging.getLogger(__name__)

Sizes = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Planner:
    """Makes plans from one reading of the content, at one moment (in the city's time zone)."""

    words: Words
    calendar: Calendar
    now: datetime

    def drafts(self, group: Group, sizes: Sizes) -> Iterator[Draft]:
        """The letters to a group; `sizes` counts its citizens by slot and district."""
        for slot, areas in sizes.items():
            yield from grouped(self._messages(group, slot, sorted(areas)), slot)
            for area in sorted(areas):
                if self.calendar.area(area) is None:
                    yield Draft(self._lost(slot, area).payload(), (area,), slot, lost=True)

    def _messages(
        self, group: Group, slot: str, labels: list[str]
    ) -> Iterator[tuple[Message, str]]:
        for label in labels:
            area = self.calendar.area(label)
            message = self._message(group, slot, area) if area else None
            if message:
                yield message, label

    def _message(self, group: Group, slot: str, area: Area) -> Message | None:
        place = "" if slot == HOME else place_name(self.words, slot)
        blocks = Blocks(self.words, self.calendar, area, self.now, contact="")
        try:
            message = Telling(blocks, place).message(group.day)
        except Exception:
            # One district that cannot be told must not keep the others from being reminded.
            log.exception("no reminder could be made for a district on %s", group.day)
            return None
        return message and message.with_quick(*self._quick(group, slot))

    def _quick(self, group: Group, slot: str) -> list[Action]:
        words, part = self.words, str(group.part)
        return [
            _button(words.remind_stop_label, stop.data(slot, part)),
            _button(words.remind_time_label, choose_time.data(slot, part)),
            _button(words.remind_why_label, why.data(slot, part)),
        ]

    def _lost(self, slot: str, area: str) -> Message:
        words = self.words
        quick = [
            _button(words.remind_choose_area_label, show.data(slot)),
            _button(words.remind_stop_label, stop.data(slot)),
        ]
        return TextMessage(fill(words.remind_lost, area=area)).with_quick(*quick)


def _button(label: str, data: str) -> PostbackAction:
    return PostbackAction(label, data, display_text=label)
