"""What the reporters will get, as LINE shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.roads.ledger.case import Case
from handlers.roads.ledger.history import Act, Line
from handlers.roads.ledger.states import State
from handlers.roads.staff.site import Visit, content_of, now_ms
from handlers.roads.telling import told


def preview(visit: Visit, one: Case, new: State, reason: str) -> list[Mapping[str, Any]]:
    """The messages of a new state."""
    return _drawn(visit, one, Act.STATE, new, reason)


def preview_words(visit: Visit, one: Case, words: str) -> list[Mapping[str, Any]]:
    """The messages of an answer without a new state."""
    return _drawn(visit, one, Act.MESSAGE, one.state, words)


def _drawn(visit: Visit, one: Case, act: Act, new: State, words: str) -> list[Mapping[str, Any]]:
    line = Line(one.id, now_ms(visit), act, one.state, new, words.strip(), who=visit.staff.email)
    messages = told(visit.words, visit.city, content_of(visit), line, one, one)
    return [message.payload() for message in messages]
