"""Where the background of maps comes from: `tiles` in content/city.yaml, else 地理院タイル."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bot.content.schema_words import ContentError

# Nothing that would end a directive of a Content-Security-Policy, or a quoted attribute.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?/[A-Za-z0-9._~/{}?&=%+-]+")
_PAGE = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?(/[!#-&(-;=?-~]*)?")


def _check_address(address: str) -> str:
    if not _ADDRESS.fullmatch(address) or not all(f"{{{one}}}" in address for one in "zxy"):
        raise ContentError(
            "地図の画像のアドレスとして読めません。",
            "https:// で始まり、{z} と {x} と {y} が入ったアドレスを、半角で書いてください。",
        )
    return address


def _check_page(address: str) -> str:
    if not _PAGE.fullmatch(address):
        raise ContentError(
            "出典のページのアドレスとして読めません。",
            "https:// で始まるアドレスを、半角で書いてください。",
        )
    return address


class Tiles(BaseModel):
    """A source of map tiles (Web Mercator, x from west and y from north), and how it wants to be named.

    Attributes:
        address: with {z}, {x} and {y}.
        attribution, page: the words that stand on every map, and the page they lead to.
        most_zoom: the closest zoom there are pictures for; closer ones are enlarged.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    # Source: 国土地理院, https://maps.gsi.go.jp/development/ichiran.html (淡色地図, zoom 5 to 18)
    address: Annotated[str, Field(max_length=500), AfterValidator(_check_address)] = (
        "https://cyberjapandata.gsi.go.jp/xyz/pale/{z}/{x}/{y}.png"
    )
    attribution: Annotated[str, Field(min_length=1, max_length=100)] = "地理院タイル"
    page: Annotated[str, Field(max_length=500), AfterValidator(_check_page)] = (
        "https://maps.gsi.go.jp/development/ichiran.html"
    )
    least_zoom: Annotated[int, Field(ge=0, le=22)] = 5
    most_zoom: Annotated[int, Field(ge=1, le=22)] = 18

    @property
    def origin(self) -> str:
        """The site the pictures come from, as a Content-Security-Policy names it."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"
