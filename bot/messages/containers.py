"""Flex bubbles and carousels, and the message that carries one.

LINE states sizes in KB without saying of how many bytes; 1,000 is the reading never refused.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias

from bot.messages.flex import Box, Color, FlexImage, Touch
from bot.messages.message import Message
from bot.messages.rules import Count, Key, Length
from bot.messages.text import wire_size
from bot.messages.value import JsonObject, Value, value

BUBBLE_BYTES = 30_000
CAROUSEL_BYTES = 50_000
ALT_TEXT_LIMIT = 1500

_CAROUSEL_FRAME = wire_size({"type": "carousel", "contents": []})

AltText: TypeAlias = Annotated[str, Length(ALT_TEXT_LIMIT)]
"""What notifications, the list of talks and screen readers say instead of the message."""


@value
class BlockStyle(Value):
    """The look of one block of a bubble."""

    background_color: Color | None = None
    separator: bool | None = None
    separator_color: Color | None = None


@value
class BubbleStyles(Value):
    """The looks of a bubble's blocks."""

    header: BlockStyle | None = None
    hero: BlockStyle | None = None
    body: BlockStyle | None = None
    footer: BlockStyle | None = None


@value
class Bubble(Value):
    """One card of at most 30 KB, with at least one block."""

    kind: ClassVar[str] = "bubble"
    header: Box | None = None
    hero: Box | FlexImage | None = None
    body: Box | None = None
    footer: Box | None = None
    size: Literal["nano", "micro", "deca", "hecto", "kilo", "mega", "giga"] | None = None
    direction: Literal["ltr", "rtl"] | None = None
    styles: BubbleStyles | None = None
    action: Touch | None = None

    def _check(self) -> None:
        if not (self.header or self.hero or self.body or self.footer):
            raise self.fault("body", "missing, LINE takes at least one block")
        measured = Value.payload(self)
        self.__dict__["_bytes"] = size = wire_size(measured)
        if size > BUBBLE_BYTES:
            raise self.fault("body", f"{size} bytes, LINE takes at most {BUBBLE_BYTES}")
        self.__dict__["_measured"] = measured

    @property
    def size_bytes(self) -> int:
        """The size as UTF-8 JSON, measured once."""
        size: int = self.__dict__["_bytes"]
        return size

    def payload(self) -> JsonObject:
        # What was measured is handed out once: most bubbles are sent once, and none is shared.
        return self.__dict__.pop("_measured", None) or Value.payload(self)


@value
class Carousel(Value):
    """Up to 12 bubbles of one size side by side, at most 50 KB together."""

    kind: ClassVar[str] = "carousel"
    bubbles: Annotated[tuple[Bubble, ...], Key("contents"), Count(12)]

    def _check(self) -> None:
        if len({bubble.size or "mega" for bubble in self.bubbles}) > 1:
            raise self.fault("bubbles", "of several sizes, LINE takes one")
        if self.size_bytes > CAROUSEL_BYTES:
            words = f"{self.size_bytes} bytes, LINE takes at most {CAROUSEL_BYTES}"
            raise self.fault("bubbles", words)

    @property
    def size_bytes(self) -> int:
        """The size as UTF-8 JSON."""
        commas = len(self.bubbles) - 1
        return _CAROUSEL_FRAME + commas + sum(bubble.size_bytes for bubble in self.bubbles)


@value
class FlexMessage(Message):
    """A bubble or a carousel."""

    kind: ClassVar[str] = "flex"
    alt_text: AltText
    contents: Bubble | Carousel
