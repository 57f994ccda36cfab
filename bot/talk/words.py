"""The platform's own sentences: the schema of content/platform/words.yaml."""

from __future__ import annotations

from typing import Annotated, cast

from pydantic import BaseModel, ConfigDict, Field

from bot.content import Snapshot
from bot.content.words import Label, Phrase, phrase
from bot.hours.words import HoursWords

PLATFORM = "platform"

ToCitizen = Annotated[str, phrase("city", "contact")]


PhoneNumber = Annotated[str, Field(pattern=r"^[0-9#-]{3,15}$")]


class Call(BaseModel):
    """A button that dials."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: Label
    phone: PhoneNumber


class FixedAnswer(BaseModel):
    """Words that always get the same answer.

    `when` is compared with the whole text; `call` dials, `next` says its words for the citizen, `then` is a
    command of a feature whose answer follows at once. An `urgent` one is answered even where a step waits for
    other words, and is also looked for inside a text that nobody else could answer.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    when: Annotated[list[Label], Field(min_length=1)]
    say: ToCitizen
    call: Annotated[list[Call], Field(max_length=4)] = []
    next: Annotated[list[Label], Field(max_length=9)] = []
    then: Label | None = None
    urgent: bool = False


class PlatformWords(BaseModel):
    """What the bot says where no feature speaks.

    `contact` in a sentence becomes `contact_phone` where the city's phone is known, else `contact_desk`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    greeting: ToCitizen
    welcome_back: ToCitizen
    menu_lead: ToCitizen
    emergency_lead: ToCitizen = "いま災害モードです。避難情報と避難所を先にお出ししています。"
    not_found: ToCitizen
    which_one: Annotated[str, phrase("asked")]
    none_of_these: ToCitizen
    apology: ToCitizen
    stopped: ToCitizen
    nothing_to_stop: ToCitizen
    button_expired: ToCitizen
    photo_unexpected: ToCitizen
    location_unexpected: ToCitizen
    media_unexpected: ToCitizen
    sticker: ToCitizen
    wrong_kind: ToCitizen
    contact_phone: Annotated[str, phrase("phone")]
    contact_desk: Phrase
    escape: Annotated[list[Label], Field(min_length=1)]
    menu: Annotated[list[Label], Field(min_length=1)]
    fixed: list[FixedAnswer] = []
    none_of_these_label: Label
    stop_label: Label
    skip_label: Label
    location_label: Label
    camera_label: Label
    photos_label: Label
    hours: HoursWords


def platform_words(snapshot: Snapshot) -> PlatformWords:
    """The platform's sentences in this version of the content. KeyError where they cannot be read."""
    return cast(PlatformWords, snapshot.words[PLATFORM])
