"""What a citizen did, as small typed values parsed from LINE's webhook events.

Parsing is tolerant where LINE promises change (new types and properties come without notice): what is
not known becomes `Unknown` and is logged, never refused.
Source: LINE Messaging API reference, "Webhook event objects".
"""

from bot.events.kinds import (
    Event,
    Follow,
    Image,
    Location,
    Media,
    Moved,
    Picked,
    Postback,
    Skip,
    Sticker,
    Text,
    Unfollow,
    Unknown,
    Unsend,
)
from bot.events.parsing import parse_event

__all__ = [
    "Event",
    "Follow",
    "Image",
    "Location",
    "Media",
    "Moved",
    "Picked",
    "Postback",
    "Skip",
    "Sticker",
    "Text",
    "Unfollow",
    "Unknown",
    "Unsend",
    "parse_event",
]
