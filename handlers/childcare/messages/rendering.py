"""A message as a card: large, dark on light, its links as buttons at the foot."""

from __future__ import annotations

from collections.abc import Sequence

from bot.api import (
    Action,
    Box,
    Bubble,
    Component,
    FlexButton,
    FlexMessage,
    FlexText,
    Span,
    Unit,
    UriAction,
    cards,
    encode_url,
    fit,
)
from handlers.childcare.messages.markdown import Block, Heading, Item, Run, plain

BAND, PAPER, INK, HEADING = "#8A2F52", "#FFFFFF", "#000000", "#8A2F52"
ALT_LIMIT = 1500
LABEL_LIMIT = 40


def render(title: str, blocks: Sequence[Block], actions: Sequence[Action] = ()) -> FlexMessage:
    """The card, with its links and further buttons below.

    Raises:
        MessageError: LINE would refuse it: too long, or an address that is none.
    """
    head = FlexText(title, size="xl", weight="bold", color=PAPER, wrap=True)
    body = tuple(_component(block) for block in blocks)
    buttons = tuple(_button(action) for action in [*_links(blocks), *actions])
    bubble = Bubble(
        header=Box("vertical", (head,), background_color=BAND, padding_all="lg"),
        body=Box("vertical", body, spacing="md", padding_all="lg") if body else None,
        footer=Box("vertical", buttons, spacing="md") if buttons else None,
    )
    return cards(bubble, alt=fit(f"{title}\n{plain(blocks)}", ALT_LIMIT, Unit.UTF16))


def link(label: str, url: str) -> UriAction:
    """A button that opens a page or calls a number."""
    return UriAction(fit(label, LABEL_LIMIT, Unit.GRAPHEME), encode_url(url))


def _links(blocks: Sequence[Block]) -> list[Action]:
    """Each address once: a bubble's words cannot be touched one by one."""
    found = {run.url: run.text for block in blocks for run in block.runs if run.url}
    return [link(label, url) for url, label in found.items()]


def _component(block: Block) -> Component:
    if isinstance(block, Heading):
        text = "".join(run.text for run in block.runs)
        return FlexText(text, size="lg", weight="bold", color=HEADING, wrap=True, margin="lg")
    words = FlexText(
        contents=tuple(map(_span, block.runs)), size="lg", color=INK, wrap=True, flex=1
    )
    if isinstance(block, Item):
        sign = FlexText(block.sign, size="lg", color=INK, flex=0)
        return Box("horizontal", (sign, words), spacing="sm")
    return words


def _span(run: Run) -> Span:
    return Span(
        run.text,
        weight="bold" if run.bold else None,
        decoration="underline" if run.url else None,
    )


def _button(action: Action) -> FlexButton:
    return FlexButton(
        action, style="primary", color=BAND, adjust_mode="shrink-to-fit", scaling=True
    )
