"""The state of reminders in words: 前の日の夜 19時・当日の朝 7時."""

from __future__ import annotations

from collections.abc import Sequence

from bot.api import fill
from handlers.garbage.reminders.parts import Part, time_of
from handlers.garbage.reminders.tables import Reminder
from handlers.garbage.telling.text import time_text
from handlers.garbage.words import Words


def part_name(words: Words, part: Part) -> str:
    return words.eve if part is Part.EVE else words.morning


def state(words: Words, kept: Sequence[Reminder]) -> str:
    """When a citizen is reminded; says so where never."""
    parts = [
        fill(
            words.remind_state,
            part=part_name(words, Part(each.part)),
            time=time_text(time_of(each.minute)),
        )
        for each in kept
    ]
    return "・".join(parts) or words.remind_none
