"""The base of all messages, with what each can carry: quick replies and a sender."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from typing import Annotated, ClassVar, Self

from bot.messages.actions import Action
from bot.messages.places import QUICK_REPLY
from bot.messages.rules import Count, ImageUrl, Length
from bot.messages.text import wire_size
from bot.messages.value import JsonObject, MessageError, Value, value

CALL_MESSAGES = 5
CALL_BYTES = 2_000_000


@value
class QuickReplyItem(Value):
    """A button above the keyboard, gone after the next message. `image_url` is a small PNG."""

    kind: ClassVar[str] = "action"
    action: Annotated[Action, QUICK_REPLY]
    image_url: ImageUrl | None = None


@value
class Sender(Value):
    """Who seems to speak, in place of the account's name and picture."""

    name: Annotated[str, Length(20)] | None = None
    icon_url: ImageUrl | None = None


@value
class Message(Value):
    """One message. A bare action in `quick` (at most 13) is taken as a `QuickReplyItem`."""

    quick: Annotated[tuple[QuickReplyItem | Action, ...], Count(13, least=0)] = field(
        default=(), kw_only=True
    )
    sender: Sender | None = field(default=None, kw_only=True)

    def _check(self) -> None:
        if self.quick:
            items = (QuickReplyItem(one) if isinstance(one, Action) else one for one in self.quick)
            self.__dict__["quick"] = tuple(items)

    def with_quick(self, *items: QuickReplyItem | Action) -> Self:
        """A copy with these quick replies instead of its own."""
        return replace(self, quick=items)

    def payload(self) -> JsonObject:
        body = Value.payload(self)
        if self.quick:
            body["quickReply"] = {"items": body.pop("quick")}
        return body


def check_call(messages: Sequence[Message]) -> None:
    """Refuse what one call cannot carry: 1 to 5 messages, 2 MB together.

    Raises `MessageError`. Room for the rest of the request (recipients, a reply token) is the
    sender's to leave.
    """
    fault = Count(CALL_MESSAGES)(messages)
    if fault:
        raise MessageError(f"messages: {fault}")
    size = wire_size([message.payload() for message in messages])
    if size > CALL_BYTES:
        raise MessageError(f"messages: {size} bytes, LINE takes at most {CALL_BYTES}")
