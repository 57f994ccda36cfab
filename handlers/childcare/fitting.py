"""Cards side by side, as many words as LINE takes: a carousel may have 50 KB in all."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.api import Bubble, FlexMessage, MessageError, cards

LONG = 300
# Five cards with every line this long fit, whatever is written in them.
SHORT = 100


def cards_fitting(bubbles: Callable[[int], Iterable[Bubble]]) -> FlexMessage:
    """The cards with lines of up to `LONG` characters, or of `SHORT` where that is too much."""
    try:
        return cards(*bubbles(LONG))
    except MessageError:
        return cards(*bubbles(SHORT))
