"""Lists of choices that fit on a card: ten at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.api import Unit, fit

T = TypeVar("T")

MOST_BUTTONS = 10
BUTTON_LABEL = 40
QUICK_LABEL = 20
# What travels in a button: postback data holds 300 characters in all.
NAME_LIMIT = 80
QUESTION_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of `count` choices, and whether more follow."""

    choices: Sequence[T]
    more: bool
    count: int


def page_of(choices: Sequence[T], number: int) -> Page[T]:
    """The choices of one page, counted from 0; the first where there is no such page."""
    start = number * MOST_BUTTONS
    if not 0 <= start < len(choices):
        start = 0
    end = start + MOST_BUTTONS
    return Page(choices[start:end], end < len(choices), len(choices))


def button_label(text: str) -> str:
    """A name on a card's button."""
    return fit(text, BUTTON_LABEL, Unit.GRAPHEME)


def quick_label(text: str) -> str:
    """A name on a quick reply."""
    return fit(text, QUICK_LABEL, Unit.GRAPHEME)


def carried(question: str) -> str:
    """A question that a button can carry; a longer one is let go rather than cut in half."""
    return question if len(question) <= QUESTION_LIMIT else ""
