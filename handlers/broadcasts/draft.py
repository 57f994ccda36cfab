"""What a broadcast says, and the LINE messages that are made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.api import (
    LANGUAGES,
    Action,
    FlexImage,
    Message,
    PostbackAction,
    UriAction,
    card,
    cards,
    fill,
)
from handlers.broadcasts.words import Words

TITLE, BODY, LABEL, MOST_LINKS = 60, 2000, 20, 3
LANGUAGE_TITLES = dict(
    zip(
        LANGUAGES,
        (
            "日本語",
            "やさしい日本語",
            "English",
            "中文（简体）",
            "中文（繁體）",
            "한국어",
            "Tiếng Việt",
        ),
        strict=True,
    )
)


class _Value(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(_Value):
    """The words in one language."""

    title: Annotated[str, Field(min_length=1, max_length=TITLE)]
    body: Annotated[str, Field(min_length=1, max_length=BODY)]


class Link(_Value):
    """A button that opens a page."""

    label: Annotated[str, Field(min_length=1, max_length=LABEL)]
    url: Annotated[str, Field(pattern=r"^(https?://|tel:)", max_length=1000)]


class Draft(_Value):
    """A message in one or more languages, Japanese always among them."""

    texts: dict[str, Text]
    image: str = ""
    links: tuple[Link, ...] = ()

    @property
    def title(self) -> str:
        """The Japanese title: what staff and the log know it by."""
        return self.texts["ja"].title

    @property
    def languages(self) -> list[str]:
        """The languages it is written in, in the order of `LANGUAGES`."""
        return [one for one in LANGUAGES if one in self.texts]


def messages(
    draft: Draft, language: str, why: PostbackAction | None, lead: str = ""
) -> Sequence[Message | str]:
    """The draft in one of its languages, as LINE gets it.

    Args:
        why: the button that tells why it came; None where none is needed.
        lead: said first, in a message of its own.

    Raises:
        MessageError: LINE would not take it.
    """
    text = draft.texts[language]
    actions: list[Action] = [UriAction(one.label, one.url) for one in draft.links]
    bubble = card(text.title, [text.body], [*actions, *([why] if why else [])])
    if draft.image:
        bubble = replace(bubble, hero=FlexImage(draft.image, size="full", aspect_ratio="20:13"))
    shown = cards(bubble, alt=f"{text.title}\n{text.body}")
    return [lead, shown] if lead else [shown]


def correction_lead(draft: Draft, words: Words, language: str) -> str:
    """What a correction begins with; in other languages its own words say it."""
    return fill(words.corrected, title=draft.title) if language == "ja" else ""


def payloads(found: Sequence[Message | str]) -> list[dict[str, object]]:
    """The messages as LINE's JSON, for a preview."""
    return [
        {"type": "text", "text": one} if isinstance(one, str) else one.payload() for one in found
    ]
