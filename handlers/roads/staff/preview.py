"""What the reporters will get, as LINE shows it."""

from __future__ import annotations

from bot.api import JsonObject, TextMessage
from handlers.roads.ledger.case import Case
from handlers.roads.ledger.numbers import shown
from handlers.roads.ledger.states import State
from handlers.roads.staff.site import Visit


def preview(visit: Visit, one: Case, new: State, reason: str) -> list[JsonObject]:
    """The message of a new state."""
    return [TextMessage(f"{shown(one.number)} {new.label}\n{reason}").payload()]


def preview_words(visit: Visit, one: Case, words: str) -> list[JsonObject]:
    """The message of an answer without a new state."""
    return [TextMessage(f"{shown(one.number)}\n{words}").payload()]
