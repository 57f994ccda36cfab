"""`Sheet`: an answer in blocks, shown as a large-print card and told in plain text.

A kind's colour is a bar beside its name, never the ground behind it: the name stays black on white
and can be read whatever colour the city chose.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bot.api import (
    Action,
    Box,
    Bubble,
    Component,
    FlexButton,
    FlexMessage,
    FlexText,
    Separator,
    Unit,
    fit,
)

INK = "#111111"
QUIET = "#444444"
BAND = "#0B5D3B"
PAPER = "#FFFFFF"
PLAIN_BAR = "#8A8A8A"

ALT_LIMIT = 1500
TITLE_LIMIT = 120
NOTE_LIMIT = 1200


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A name with a coloured bar, and a second line under it."""

    name: str
    colour: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line between blocks."""


Block = Heading | Row | Note | Rule


@dataclass(slots=True)
class Sheet:
    """An answer.

    Attributes:
        title: stands above the blocks.
        said: the first sentence of the plain text; the title where there is none.
        further: from this day on there is more to tell.
    """

    title: str
    blocks: list[Block] = field(default_factory=list)
    said: str = ""
    further: date | None = None

    def add(self, *blocks: Block | None) -> None:
        """Add blocks; None and what was already noted are left out."""
        for block in blocks:
            if block is not None and not (isinstance(block, Note) and self._needless(block)):
                self.blocks.append(block)

    def _needless(self, note: Note) -> bool:
        return not note.text or note in self.blocks

    def message(self, *actions: Action) -> FlexMessage:
        """The card, with buttons; its plain text is what notifications and screen readers say."""
        title = FlexText(
            fit(self.title, TITLE_LIMIT, Unit.UTF16),
            size="lg", weight="bold", color=PAPER, wrap=True,
        )  # fmt: skip
        buttons = tuple(
            FlexButton(action, style="link", height="sm", adjust_mode="shrink-to-fit")
            for action in actions
        )
        bubble = Bubble(
            header=Box("vertical", (title,), background_color=BAND, padding_all="lg"),
            body=Box("vertical", tuple(map(_component, self.blocks)), spacing="md"),
            footer=Box("vertical", buttons) if buttons else None,
        )
        return FlexMessage(fit(self.text(), ALT_LIMIT, Unit.UTF16), bubble)

    def text(self) -> str:
        """The same answer in plain lines."""
        first = self.said or self.title
        return "\n".join([first, *filter(None, map(_plain, self.blocks))])


def _plain(block: Block) -> str:
    if isinstance(block, Rule):
        return ""
    if isinstance(block, Row):
        return f"・{block.name} {block.text}".rstrip()
    return block.text


def _component(block: Block) -> Component:
    match block:
        case Heading(text):
            return FlexText(text, size="md", weight="bold", color=QUIET, wrap=True, margin="lg")
        case Row(name, colour, text):
            return _row(name, colour or PLAIN_BAR, text)
        case Note(text):
            words = fit(text, NOTE_LIMIT, Unit.UTF16)
            return FlexText(words, size="md", color=QUIET, wrap=True)
        case Rule():
            return Separator(margin="lg")


def _row(name: str, colour: str, text: str) -> Box:
    bar = Box("vertical", (), width="8px", background_color=colour, corner_radius="4px", flex=0)
    lines = [FlexText(name, size="lg", weight="bold", color=INK, wrap=True)]
    if text:
        lines.append(FlexText(text, size="md", color=INK, wrap=True))
    return Box("horizontal", (bar, Box("vertical", tuple(lines))), spacing="md")
