"""Lists of choices that fit on a card: ten at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from bot.api import Unit, fit

T = TypeVar("T")

MOST_BUTTONS = 10
BUTTON_LABEL = 40


def page_of(choices: Sequence[T], number: int) -> tuple[Sequence[T], bool]:
    """One page of the choices, counted from 0, and whether more follow; the first where none is."""
    start = number * MOST_BUTTONS
    if not 0 <= start < len(choices):
        start = 0
    end = start + MOST_BUTTONS
    return choices[start:end], end < len(choices)


def button_label(text: str) -> str:
    """A name on a card's button."""
    return fit(text, BUTTON_LABEL, Unit.GRAPHEME)
