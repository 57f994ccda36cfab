"""LINE messages as small typed values.

Building a value that LINE would refuse raises `MessageError`; `payload()` gives LINE's JSON as
plain dicts. Texts from staff or citizens are fitted first, with `fit` or `split_text`.
"""

from bot.messages.actions import (
    Action,
    CameraAction,
    CameraRollAction,
    ClipboardAction,
    DatetimePickerAction,
    LocationAction,
    MessageAction,
    PostbackAction,
    RichMenuSwitchAction,
    UriAction,
)
from bot.messages.basic import (
    ImageMessage,
    LocationMessage,
    StickerMessage,
    TextMessage,
    VideoMessage,
)
from bot.messages.cards import Line, card, cards, menu
from bot.messages.choices import choice_label, page_of
from bot.messages.containers import (
    BlockStyle,
    Bubble,
    BubbleStyles,
    Carousel,
    FlexMessage,
)
from bot.messages.flex import (
    Box,
    Component,
    FlexButton,
    FlexImage,
    FlexText,
    Icon,
    Separator,
    Span,
)
from bot.messages.message import Message, QuickReplyItem, Sender, check_call
from bot.messages.rules import encode_url, map_url
from bot.messages.templates import (
    ButtonsTemplate,
    CarouselColumn,
    CarouselTemplate,
    ConfirmTemplate,
    ImageCarouselColumn,
    ImageCarouselTemplate,
    TemplateMessage,
)
from bot.messages.text import Unit, fit, fits, grapheme_length, length, split_text, utf16_length
from bot.messages.value import JsonObject, MessageError

__all__ = [
    "Action",
    "BlockStyle",
    "Box",
    "Bubble",
    "BubbleStyles",
    "ButtonsTemplate",
    "CameraAction",
    "CameraRollAction",
    "Carousel",
    "CarouselColumn",
    "CarouselTemplate",
    "ClipboardAction",
    "Component",
    "ConfirmTemplate",
    "DatetimePickerAction",
    "FlexButton",
    "FlexImage",
    "FlexMessage",
    "FlexText",
    "Icon",
    "ImageCarouselColumn",
    "ImageCarouselTemplate",
    "ImageMessage",
    "JsonObject",
    "Line",
    "LocationAction",
    "LocationMessage",
    "Message",
    "MessageAction",
    "MessageError",
    "PostbackAction",
    "QuickReplyItem",
    "RichMenuSwitchAction",
    "Sender",
    "Separator",
    "Span",
    "StickerMessage",
    "TemplateMessage",
    "TextMessage",
    "Unit",
    "UriAction",
    "VideoMessage",
    "card",
    "cards",
    "check_call",
    "choice_label",
    "encode_url",
    "fit",
    "fits",
    "grapheme_length",
    "length",
    "map_url",
    "menu",
    "page_of",
    "split_text",
    "utf16_length",
]
