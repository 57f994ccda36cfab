"""The city itself: content/city.yaml."""

import re
from typing import Annotated, Protocol, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from bot.content.schema_words import ContentError
from bot.content.tiles import Tiles

_WEIGHTS = (6, 5, 4, 3, 2)


class Spot(Protocol):
    """A point on the map in degrees (WGS 84)."""

    @property
    def latitude(self) -> float: ...
    @property
    def longitude(self) -> float: ...


def _check_code(code: str) -> str:
    """Local government code with its check digit (総務省, 全国地方公共団体コード)."""
    if not (code.isascii() and code.isdigit() and len(code) == 6):
        raise ContentError(
            "全国地方公共団体コードは、半角の数字6桁です。",
            "先頭の0も、最後の検査数字も省かずに書いてください(例 石巻市は 042021)。",
        )
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, code, strict=False))
    if (11 - total % 11) % 10 != int(code[5]):
        raise ContentError(
            f"全国地方公共団体コード「{code}」は、検査数字(最後の1桁)が合いません。",
            "総務省の一覧で6桁のコードを確かめてください。",
        )
    return code


def _check_phone(phone: str) -> str:
    if not re.fullmatch(r"0\d{1,4}-\d{1,4}-\d{3,4}", phone, re.ASCII):
        raise ContentError(
            "電話番号として読めません。",
            "0225-95-1111 のように、半角の数字と「-」で書いてください。",
        )
    return phone


def _check_homepage(address: str) -> str:
    if not re.fullmatch(r"https?://[!-~]+", address):
        raise ContentError(
            "ホームページのアドレスとして読めません。",
            "https:// で始まるアドレスを、半角で書いてください。",
        )
    return address


def _check_site(address: str) -> str:
    if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?/?", address):
        raise ContentError(
            "市民向けページの場所として読めません。",
            "https:// とホスト名だけを、半角で書いてください(例 https://line.example.lg.jp)。",
        )
    return address.rstrip("/")


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Bounds(_Frozen):
    """The rectangle, in degrees, that holds the whole city."""

    south: Annotated[float, Field(ge=20, le=46)]
    west: Annotated[float, Field(ge=122, le=154)]
    north: Annotated[float, Field(ge=20, le=46)]
    east: Annotated[float, Field(ge=122, le=154)]

    @model_validator(mode="after")
    def _is_a_rectangle(self) -> Self:
        if self.south >= self.north or self.west >= self.east:
            raise ContentError(
                "市の範囲の南北か東西が逆です。",
                "southはnorthより、westはeastより小さい数にしてください。",
            )
        return self


class Point(_Frozen):
    """A point in degrees; an instance is a Spot."""

    latitude: Annotated[float, Field(ge=20, le=46)]
    longitude: Annotated[float, Field(ge=122, le=154)]


class City(_Frozen):
    """What every sentence may say about the city. What is not known is None.

    `site` is where this program's own public pages are reached, without a path; `tiles` what maps show.
    """

    name: Annotated[str, Field(min_length=1, max_length=20)]
    reading: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    code: Annotated[str, AfterValidator(_check_code)] | None = None
    phone: Annotated[str, AfterValidator(_check_phone)] | None = None
    office_hours: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    homepage: Annotated[str, Field(max_length=1000), AfterValidator(_check_homepage)] | None = None
    site: Annotated[str, Field(max_length=200), AfterValidator(_check_site)] | None = None
    center: Point | None = None
    bounds: Bounds | None = None
    tiles: Tiles = Tiles()

    def contains(self, spot: Spot) -> bool:
        """Whether a spot lies within the bounds; any spot does where they are not known."""
        if self.bounds is None:
            return True
        return (
            self.bounds.south <= spot.latitude <= self.bounds.north
            and self.bounds.west <= spot.longitude <= self.bounds.east
        )


# Reads well wherever a name would: 「市の道路」「市からのお知らせ」.
UNNAMED = City(name="市")
