"""The names that a city has for kinds of things: content/procedures/settings.yaml."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bot.content import ContentError

Name = Annotated[str, Field(min_length=1, max_length=30)]


def _origin(address: str) -> str:
    if not re.fullmatch(r"https://[a-z0-9.-]+(:\d{1,5})?", address):
        raise ContentError(
            "ホームページの場所として読めません。",
            "https:// とホスト名だけを、半角の小文字で書いてください。",
        )
    return address


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Channel(_Frozen):
    """A way to apply. `online`: it has an address that a citizen opens."""

    name: Name
    online: bool


class Definition(_Frozen):
    """What may be counted as an online procedure; `counts`: the report's share takes it in."""

    name: Name
    counts: bool


class Vocabulary(_Frozen):
    """settings.yaml. `embed_from`: the web sites that may show the list in a frame."""

    life_events: Annotated[tuple[Name, ...], Field(min_length=1)]
    categories: Annotated[tuple[Name, ...], Field(min_length=1)]
    channels: Annotated[tuple[Channel, ...], Field(min_length=1)]
    identities: Annotated[tuple[Name, ...], Field(min_length=1)]
    online: Annotated[tuple[Definition, ...], Field(min_length=1)]
    embed_from: tuple[Annotated[str, AfterValidator(_origin)], ...] = ()

    def has_address(self, channel: str) -> bool:
        """Whether a channel of this name is used through an address."""
        return any(one.online for one in self.channels if one.name == channel)

    def counts(self, online: str) -> bool:
        """Whether a procedure with this definition counts as online."""
        return any(one.counts for one in self.online if one.name == online)
