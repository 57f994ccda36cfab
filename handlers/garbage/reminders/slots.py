"""The places of which citizens are reminded: their names, and the commands that speak of each."""

from __future__ import annotations

from bot.api import fold
from handlers.garbage.words import Words

HOME = "home"
SLOTS = (HOME, "work", "parents", "other")

# What is typed, or waits until the district is known, to set the reminders of a place.
COMMANDS = {
    HOME: "ごみの日のお知らせ",
    "work": "勤め先のごみの日のお知らせ",
    "parents": "実家のごみの日のお知らせ",
    "other": "そのほかのごみの日のお知らせ",
}
_BY_COMMAND = {fold(command): slot for slot, command in COMMANDS.items()}


def place_name(words: Words, slot: str) -> str:
    """What a place is called; one that no longer is among the known ones is "another"."""
    return str(getattr(words, slot if slot in SLOTS else "other"))


def slot_asked_for(question: str) -> str | None:
    """The place whose reminders a question is about; None where it asks something else."""
    return _BY_COMMAND.get(fold(question))
