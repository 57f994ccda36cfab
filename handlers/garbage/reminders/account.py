"""Reminders in the settings, and in the list of what is stored."""

from __future__ import annotations

from itertools import groupby

from bot.api import Action, fill
from handlers.garbage.reminders.places import subscriptions
from handlers.garbage.reminders.slots import place_name
from handlers.garbage.reminders.states import state
from handlers.garbage.reminders.talk import list_places
from handlers.garbage.talk import Turn, calendar_of, feature


@feature.settings
def setting(turn: Turn) -> tuple[str, Action] | None:
    """One line for all places; none in a city without a calendar."""
    if not calendar_of(turn).areas:
        return None
    words = turn.words
    states = [
        fill(words.remind_setting_of, place=place_name(words, slot), state=state(words, list(kept)))
        for slot, kept in groupby(subscriptions(turn).all(), key=lambda each: each.slot)
    ]
    line = fill(words.remind_setting, state="、".join(states) or words.remind_none)
    return line, turn.button(words.remind_label, list_places)


@feature.stored
def stored(turn: Turn) -> list[str]:
    words = turn.words
    return [
        fill(
            words.remind_stored, place=place_name(words, each.slot), area=each.area,
            state=state(words, [each]),
        )
        for each in subscriptions(turn).all()
    ]  # fmt: skip
