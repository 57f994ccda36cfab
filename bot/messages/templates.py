"""Template messages: LINE's ready-made layouts."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias

from bot.messages.actions import Action
from bot.messages.containers import AltText
from bot.messages.flex import Color
from bot.messages.message import Message
from bot.messages.places import IMAGE_CAROUSEL, TEMPLATE, TEMPLATE_TOUCH
from bot.messages.rules import Count, ImageUrl, Length
from bot.messages.text import Unit
from bot.messages.value import Value, value

Title: TypeAlias = Annotated[str, Length(40, Unit.GRAPHEME)]
ImageRatio: TypeAlias = Literal["rectangle", "square"]
ImageSize: TypeAlias = Literal["cover", "contain"]

_BESIDE_IMAGE = Length(60, Unit.GRAPHEME)


@value
class ButtonsTemplate(Value):
    """Words and 1 to 4 buttons; `text` takes 160 graphemes, 60 with a title or an image."""

    kind: ClassVar[str] = "buttons"
    text: Annotated[str, Length(160, Unit.GRAPHEME)]
    actions: Annotated[tuple[Action, ...], Count(4), TEMPLATE]
    title: Title | None = None
    thumbnail_image_url: ImageUrl | None = None
    image_aspect_ratio: ImageRatio | None = None
    image_size: ImageSize | None = None
    image_background_color: Color | None = None
    default_action: Annotated[Action, TEMPLATE_TOUCH] | None = None

    def _check(self) -> None:
        if self.title is not None or self.thumbnail_image_url is not None:
            _refuse(self, _BESIDE_IMAGE(self.text))


@value
class ConfirmTemplate(Value):
    """A question and two buttons."""

    kind: ClassVar[str] = "confirm"
    text: Annotated[str, Length(240, Unit.GRAPHEME)]
    actions: Annotated[tuple[Action, ...], Count(2, least=2), TEMPLATE]


@value
class CarouselColumn(Value):
    """One card of a carousel; `text` takes 120 graphemes, 60 with a title or an image."""

    text: Annotated[str, Length(120, Unit.GRAPHEME)]
    actions: Annotated[tuple[Action, ...], Count(3), TEMPLATE]
    title: Title | None = None
    thumbnail_image_url: ImageUrl | None = None
    image_background_color: Color | None = None
    default_action: Annotated[Action, TEMPLATE_TOUCH] | None = None

    def _check(self) -> None:
        if self.title is not None or self.thumbnail_image_url is not None:
            _refuse(self, _BESIDE_IMAGE(self.text))

    def _form(self) -> tuple[int, bool, bool]:
        return len(self.actions), self.title is None, self.thumbnail_image_url is None


@value
class CarouselTemplate(Value):
    """Up to 10 columns of one form: as many buttons each, all or none with title and image."""

    kind: ClassVar[str] = "carousel"
    columns: Annotated[tuple[CarouselColumn, ...], Count(10)]
    image_aspect_ratio: ImageRatio | None = None
    image_size: ImageSize | None = None

    def _check(self) -> None:
        if len({column._form() for column in self.columns}) > 1:
            words = "with different actions, titles or images, LINE takes the same in each"
            raise self.fault("columns", words)


@value
class ImageCarouselColumn(Value):
    """A picture to touch; a label takes 12 graphemes."""

    image_url: ImageUrl
    action: Annotated[Action, IMAGE_CAROUSEL]


@value
class ImageCarouselTemplate(Value):
    """Up to 10 pictures."""

    kind: ClassVar[str] = "image_carousel"
    columns: Annotated[tuple[ImageCarouselColumn, ...], Count(10)]


Template: TypeAlias = ButtonsTemplate | ConfirmTemplate | CarouselTemplate | ImageCarouselTemplate


@value
class TemplateMessage(Message):
    """A template."""

    kind: ClassVar[str] = "template"
    alt_text: AltText
    template: Template


def _refuse(value: Value, fault: str | None) -> None:
    if fault is not None:
        raise value.fault("text", f"{fault} with a title or an image")
