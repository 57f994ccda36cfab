"""The schema of content/roads/owners.yaml: what belongs to others, and how they are reached."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bot.content import ContentError
from handlers.roads.files.kinds import Id, Name


def _phone(text: str) -> str:
    if not re.fullmatch(r"[#0-9][0-9-]{2,14}", text):
        raise ContentError(
            "電話番号として読めません。", "0120-123-456 や #9910 のように、半角で書いてください。"
        )
    return text


def _email(text: str) -> str:
    if not re.fullmatch(r"[!-?A-~]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}", text):
        raise ContentError("メールアドレスとして読めません。", "半角で書いてください。")
    return text


def _address(text: str) -> str:
    if not re.fullmatch(r"https?://[!-~]+", text):
        raise ContentError(
            "ホームページのアドレスとして読めません。",
            "https:// で始まるアドレスを半角で書いてください。",
        )
    return text


OUTSIDE = "outside"
"""The id of the owner of whom is told where a place lies outside of the city."""


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Open311(_Frozen):
    """Another system's GeoReport v2 server. `jurisdiction` is left out where it has none.

    The key is named by `key`: the environment variable OPEN311_KEY_<key> holds it, never this file.
    """

    endpoint: Annotated[str, Field(max_length=500), AfterValidator(_address)]
    jurisdiction: str = ""
    service: str = ""
    key: str = ""


def _spot(text: str) -> str:
    if not re.fullmatch(r"\s*\d{2}(\.\d+)?\s*,\s*1\d{2}(\.\d+)?\s*", text):
        raise ContentError(
            "地図の点として読めません。",
            "「38.4345,141.3028」のように、緯度,経度の順に書いてください。",
        )
    return text


class Owner(_Frozen):
    """One who looks after roads or things that are not the city's.

    Attributes:
        name: as a sentence says it, "国(仙台河川国道事務所)".
        things: what of theirs people see, for the sentence that explains it.
        also_called: words in a report that point to them, "国道45号", "電柱".
        urgent_phone: for danger; where it is the same as `phone`, leave it out.
        email: the hand-over's address; with `open311` it goes to their system instead.
    """

    id: Id
    name: Name
    things: Annotated[str, Field(min_length=1, max_length=100)]
    also_called: tuple[Name, ...] = ()
    phone: Annotated[str, AfterValidator(_phone)] | None = None
    hours: Annotated[str, Field(max_length=100)] = ""
    urgent_phone: Annotated[str, AfterValidator(_phone)] | None = None
    page: Annotated[str, Field(max_length=1000), AfterValidator(_address)] | None = None
    email: Annotated[str, Field(max_length=254), AfterValidator(_email)] | None = None
    open311: Open311 | None = None

    @property
    def takes_over(self) -> bool:
        """Whether a report can be handed over to them, not only told whom to call."""
        return self.email is not None or self.open311 is not None


Spotted = Annotated[str, AfterValidator(_spot)]


class Road(_Frozen):
    """A road of another owner, as a line on the map.

    `line`: points "緯度,経度" along its middle; `width`: metres to either side that count as the road.
    """

    name: Name
    owner: Id
    also_called: tuple[Name, ...] = ()
    width: Annotated[int, Field(ge=3, le=100)] = 15
    line: Annotated[tuple[Spotted, ...], Field(min_length=2)] | None = None

    @property
    def points(self) -> tuple[tuple[float, float], ...]:
        """The line in degrees, latitude first."""
        pairs = (point.split(",") for point in self.line or ())
        return tuple((float(latitude), float(longitude)) for latitude, longitude in pairs)


class OwnersFile(_Frozen):
    """owners.yaml as a whole."""

    owners: tuple[Owner, ...] = ()
    roads: tuple[Road, ...] = ()
