"""Messages of one piece: text, sticker, image, video, location."""

from __future__ import annotations

from typing import Annotated, ClassVar, TypeAlias

from bot.messages.message import Message
from bot.messages.rules import ImageUrl, Key, Length, Pattern, Range
from bot.messages.text import TEXT_LIMIT
from bot.messages.value import value

_Id: TypeAlias = Annotated[str, Pattern("[0-9]+", "digits")]


@value
class TextMessage(Message):
    """Words. `quote_token` (from a received message) quotes that message."""

    kind: ClassVar[str] = "text"
    text: Annotated[str, Length(TEXT_LIMIT)]
    quote_token: str | None = None


@value
class StickerMessage(Message):
    """A sticker from LINE's list of those bots may send."""

    kind: ClassVar[str] = "sticker"
    package_id: _Id
    sticker_id: _Id
    quote_token: str | None = None


@value
class ImageMessage(Message):
    """A picture (JPEG or PNG, up to 10 MB) and its preview (up to 1 MB)."""

    kind: ClassVar[str] = "image"
    original_url: Annotated[ImageUrl, Key("originalContentUrl")]
    preview_url: Annotated[ImageUrl, Key("previewImageUrl")]


@value
class VideoMessage(Message):
    """A film (MP4, up to 200 MB) and its preview picture."""

    kind: ClassVar[str] = "video"
    original_url: Annotated[ImageUrl, Key("originalContentUrl")]
    preview_url: Annotated[ImageUrl, Key("previewImageUrl")]
    tracking_id: (
        Annotated[str, Pattern(r"[-0-9A-Za-z.=,+*()%$&;:@{}!?<>\[\]]{1,100}", "1 to 100 of a few")]
        | None
    ) = None


@value
class LocationMessage(Message):
    """A place on the map; degrees north and east (WGS 84)."""

    kind: ClassVar[str] = "location"
    title: Annotated[str, Length(100)]
    address: Annotated[str, Length(100)]
    latitude: Annotated[float, Range(-90, 90)]
    longitude: Annotated[float, Range(-180, 180)]
