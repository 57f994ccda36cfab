"""Flex components: what a bubble is laid out of.

Absolute positions and offsets are a box's alone: put another component into a box to move it.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias

from bot.messages.actions import Action
from bot.messages.places import FLEX_BUTTON, FLEX_TOUCH
from bot.messages.rules import ImageUrl, Length, Pattern, Range
from bot.messages.value import Value, value

_PX = r"\d+(\.\d+)?px"
_STEPS = "none|xs|sm|md|lg|xl|xxl"
_SIZES = "xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl"

Color: TypeAlias = Annotated[
    str, Pattern("#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?", "a colour as #RRGGBB or #RRGGBBAA")
]
Size: TypeAlias = Annotated[str, Pattern(f"{_SIZES}|{_PX}", f"{_SIZES} or pixels")]
Space: TypeAlias = Annotated[str, Pattern(f"{_STEPS}|{_PX}", f"{_STEPS} or pixels")]
Padding: TypeAlias = Annotated[
    str, Pattern(rf"{_STEPS}|{_PX}|\d+(\.\d+)?%", f"{_STEPS}, pixels or percent")
]
Offset: TypeAlias = Annotated[
    str, Pattern(rf"{_STEPS}|-?{_PX}|\d+(\.\d+)?%", f"{_STEPS}, pixels or percent")
]
Extent: TypeAlias = Annotated[str, Pattern(rf"{_PX}|\d+(\.\d+)?%", "pixels or percent")]
Border: TypeAlias = Annotated[
    str, Pattern(f"none|light|normal|medium|semi-bold|bold|{_PX}", "a border width or pixels")
]
Ratio: TypeAlias = Annotated[
    str, Pattern("[1-9][0-9]{0,5}:[1-9][0-9]{0,5}", "a ratio as width:height")
]
Share: TypeAlias = Annotated[int, Range(0)]
Align: TypeAlias = Literal["start", "end", "center"]
Gravity: TypeAlias = Literal["top", "bottom", "center"]
Weight: TypeAlias = Literal["regular", "bold"]
Style: TypeAlias = Literal["normal", "italic"]
Decoration: TypeAlias = Literal["none", "underline", "line-through"]
Touch: TypeAlias = Annotated[Action, FLEX_TOUCH]


@value
class Component(Value):
    """The base of all that stands in a box."""


@value
class Span(Value):
    """A run of words in a `FlexText` with a look of its own."""

    kind: ClassVar[str] = "span"
    text: Annotated[str, Length(2000)]
    size: Size | None = None
    color: Color | None = None
    weight: Weight | None = None
    style: Style | None = None
    decoration: Decoration | None = None


@value
class FlexText(Component):
    """Words in a bubble. With `contents` (spans), those are shown and `text` is left out."""

    kind: ClassVar[str] = "text"
    text: Annotated[str, Length(10_000)] | None = None
    size: Size | None = None
    weight: Weight | None = None
    color: Color | None = None
    wrap: bool | None = None
    align: Align | None = None
    gravity: Gravity | None = None
    margin: Space | None = None
    flex: Share | None = None
    style: Style | None = None
    decoration: Decoration | None = None
    line_spacing: Annotated[str, Pattern(_PX, "pixels")] | None = None
    max_lines: Share | None = None
    action: Touch | None = None
    contents: tuple[Span, ...] = ()
    adjust_mode: Literal["shrink-to-fit"] | None = None
    scaling: bool | None = None

    def _check(self) -> None:
        if self.text is None and not self.contents:
            raise self.fault("text", "missing, LINE takes text or contents")


@value
class FlexButton(Component):
    """A button. Its words are its action's label, which it must have."""

    kind: ClassVar[str] = "button"
    action: Annotated[Action, FLEX_BUTTON]
    style: Literal["primary", "secondary", "link"] | None = None
    color: Color | None = None
    height: Literal["sm", "md"] | None = None
    gravity: Gravity | None = None
    margin: Space | None = None
    flex: Share | None = None
    adjust_mode: Literal["shrink-to-fit"] | None = None
    scaling: bool | None = None


@value
class FlexImage(Component):
    """A picture (JPEG or PNG, up to 1024 x 1024)."""

    kind: ClassVar[str] = "image"
    url: ImageUrl
    size: (
        Annotated[
            str, Pattern(rf"{_SIZES}|full|{_PX}|\d+(\.\d+)?%", f"{_SIZES}, full, pixels or percent")
        ]
        | None
    ) = None
    aspect_ratio: Ratio | None = None
    aspect_mode: Literal["cover", "fit"] | None = None
    align: Align | None = None
    gravity: Gravity | None = None
    margin: Space | None = None
    flex: Share | None = None
    background_color: Color | None = None
    action: Touch | None = None
    animated: bool | None = None

    def _check(self) -> None:
        if self.aspect_ratio is not None:
            width, height = map(int, self.aspect_ratio.split(":"))
            if max(width, height) > 100_000 or height > 3 * width:
                raise self.fault("aspect_ratio", "LINE takes up to 100000, and 3 times as high")


@value
class Icon(Component):
    """A small picture beside words, in a baseline box only."""

    kind: ClassVar[str] = "icon"
    url: ImageUrl
    size: Size | None = None
    aspect_ratio: Ratio | None = None
    margin: Space | None = None
    scaling: bool | None = None


@value
class Separator(Component):
    """A line between components."""

    kind: ClassVar[str] = "separator"
    margin: Space | None = None
    color: Color | None = None


@value
class Box(Component):
    """Components side by side, one below another, or on one line of writing (baseline)."""

    kind: ClassVar[str] = "box"
    layout: Literal["horizontal", "vertical", "baseline"]
    contents: tuple[Component, ...]
    spacing: Space | None = None
    margin: Space | None = None
    flex: Share | None = None
    action: Touch | None = None
    background_color: Color | None = None
    border_color: Color | None = None
    border_width: Border | None = None
    corner_radius: Space | None = None
    padding_all: Padding | None = None
    padding_top: Padding | None = None
    padding_bottom: Padding | None = None
    padding_start: Padding | None = None
    padding_end: Padding | None = None
    width: Extent | None = None
    max_width: Extent | None = None
    height: Extent | None = None
    max_height: Extent | None = None
    justify_content: (
        Literal["flex-start", "center", "flex-end", "space-between", "space-around", "space-evenly"]
        | None
    ) = None
    align_items: Literal["flex-start", "center", "flex-end"] | None = None
    position: Literal["relative", "absolute"] | None = None
    offset_top: Offset | None = None
    offset_bottom: Offset | None = None
    offset_start: Offset | None = None
    offset_end: Offset | None = None

    def _check(self) -> None:
        allowed = _IN_BASELINE if self.layout == "baseline" else _IN_BOX
        for child in self.contents:
            if not isinstance(child, allowed):
                name = type(child).__name__
                raise self.fault("contents", f"{name}, which LINE does not take in {self.layout}")


_IN_BASELINE = (FlexText, Icon)
_IN_BOX = (Box, FlexText, FlexButton, FlexImage, Separator)
