"""Ready-made cards: large, dark on light, wrapped, fit for elderly eyes and a small screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from bot.messages.actions import Action
from bot.messages.containers import ALT_TEXT_LIMIT, Bubble, Carousel, FlexMessage
from bot.messages.flex import Box, Component, FlexButton, FlexText
from bot.messages.text import Unit, fit
from bot.messages.value import Value

Line: TypeAlias = str | tuple[str, str]
"""A paragraph, or a name and what it says (曜日, 月曜日), set side by side."""

INK = "#000000"
PAPER = "#FFFFFF"
GREEN = "#0B5D3B"


def card(
    title: str,
    lines: Iterable[Line] = (),
    actions: Sequence[Action] = (),
    *,
    color: str = GREEN,
) -> Bubble:
    """A titled card: a band in `color` (#RRGGBB), the lines, and a button for each action.

    The title is black or white, whichever is easier to read on `color`. Raises `ValueError` for
    a colour that is none, `MessageError` (also a `ValueError`) for what LINE would refuse.
    """
    head = FlexText(title, size="xl", weight="bold", color=ink_on(color), wrap=True)
    body = tuple(_line(line) for line in lines)
    return Bubble(
        header=Box("vertical", (head,), background_color=color, padding_all="lg"),
        body=Box("vertical", body, spacing="md", padding_all="lg") if body else None,
        footer=_buttons(actions, color) if actions else None,
    )


def cards(*bubbles: Bubble, alt: str | None = None) -> FlexMessage:
    """One card, or up to 12 side by side. `alt` is the cards' own words unless given."""
    contents = bubbles[0] if len(bubbles) == 1 else Carousel(bubbles)
    words = alt or "\n".join(text for bubble in bubbles for text in _words(bubble))
    return FlexMessage(fit(words, ALT_TEXT_LIMIT, Unit.UTF16), contents)


def menu(
    text: str, actions: Sequence[Action], *, alt: str | None = None, color: str = GREEN
) -> FlexMessage:
    """A question or an invitation, with a button for each action below it."""
    asked = FlexText(text, size="lg", color=INK, wrap=True)
    body = Box("vertical", (asked,), padding_all="lg")
    return cards(Bubble(body=body, footer=_buttons(actions, color)), alt=alt)


def ink_on(color: str) -> str:
    """Black or white, whichever contrasts more with `color` (WCAG 2 relative luminance)."""
    light = luminance(color) + 0.05
    return PAPER if 1.05 / light >= light / (luminance(INK) + 0.05) else INK


def luminance(color: str) -> float:
    """The relative luminance of #RRGGBB, 0 (black) to 1 (white), as WCAG 2 defines it."""
    red, green, blue = (_linear(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(level: float) -> float:
    return level / 12.92 if level <= 0.04045 else float(((level + 0.055) / 1.055) ** 2.4)


def _line(line: Line) -> Component:
    if isinstance(line, str):
        return FlexText(line, size="lg", color=INK, wrap=True)
    name, said = line
    return Box(
        "horizontal",
        (
            FlexText(name, size="md", color=INK, weight="bold", flex=2, wrap=True),
            FlexText(said, size="lg", color=INK, flex=5, wrap=True),
        ),
        spacing="md",
    )


def _buttons(actions: Sequence[Action], color: str) -> Box:
    return Box("vertical", tuple(_button(action, color) for action in actions), spacing="md")


def _button(action: Action, color: str) -> FlexButton:
    # A primary button's label is white, a secondary one's black.
    return FlexButton(
        action,
        style="primary" if ink_on(color) == PAPER else "secondary",
        color=color,
        adjust_mode="shrink-to-fit",
        scaling=True,
    )


def _words(value: Value) -> Iterable[str]:
    """The words a bubble shows, buttons apart, in reading order."""
    if isinstance(value, Bubble):
        parts: Iterable[Value] = filter(None, (value.header, value.body))
    else:
        parts = value.contents if isinstance(value, Box) else ()
    for part in parts:
        yield from _words(part)
    if isinstance(value, FlexText) and value.text is not None:
        yield value.text
