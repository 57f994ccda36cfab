"""Lists of choices that fit on a card: ten buttons at a time, and one for more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from bot.messages.text import Unit, fit

T = TypeVar("T")

MOST_CHOICES = 10
_LABEL = 40


def page_of(choices: Sequence[T], number: int) -> tuple[Sequence[T], bool]:
    """One page of the choices, counted from 0, and whether more follow; the first where none is."""
    start = number * MOST_CHOICES
    if not 0 <= start < len(choices):
        start = 0
    end = start + MOST_CHOICES
    return choices[start:end], end < len(choices)


def choice_label(text: str) -> str:
    """A name as the label of a card's button: at most 40 graphemes."""
    return fit(text, _LABEL, Unit.GRAPHEME)
