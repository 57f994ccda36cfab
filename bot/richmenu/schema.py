"""What content/menu.yaml may say: menus of rows of areas, without a single pixel.

Limits are LINE's: 20 areas a menu, 14 characters on the bar, 20 in an action's label (grapheme clusters).
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.content import ContentError
from bot.content.words import label
from bot.messages.text import grapheme_length
from bot.richmenu.colours import LEAST_CONTRAST, NAMED, WHITE, contrast, rgb
from bot.richmenu.icon_names import IconName

MOST_AREAS = 20
MOST_BAR = 14
MOST_LABEL = 20
KINDS = ("text", "postback", "link", "phone", "tab")


def _check_id(name: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,19}", name):
        raise ContentError(
            f"「{name}」は、メニューの id として使えません。",
            "半角の英小文字と数字で、20文字までで書いてください(例 kurashi)。",
        )
    return name


def _check_bar(text: str) -> str:
    if not 0 < grapheme_length(text) <= MOST_BAR:
        raise ContentError(
            f"メニューの下の帯の文字は、1文字から{MOST_BAR}文字までです。", "短くしてください。"
        )
    return text


def _check_colour(colour: str) -> str:
    if colour in NAMED:
        return colour
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
        raise ContentError(
            f"「{colour}」という色はありません。",
            f'{"、".join(NAMED)} のどれか、または "#0B5CAD" のような色の番号を書いてください。',
        )
    ratio = contrast(rgb(colour), WHITE)
    if ratio < LEAST_CONTRAST:
        raise ContentError(
            f"この色は明るすぎて、白い文字や絵が読めません(明るさの差 {ratio:.1f}倍)。",
            f"白との差が{LEAST_CONTRAST}倍以上になる、濃い色にしてください。",
        )
    return colour


def _check_link(address: str) -> str:
    if not re.fullmatch(r"https://[!-~]+\.[!-~]+", address) or len(address) > 1000:
        raise ContentError(
            "リンクとして使えないアドレスです。",
            "https:// で始まるアドレスを、半角で1000文字までで書いてください。",
        )
    return address


def _check_phone(number: str) -> str:
    if not re.fullmatch(r"[0-9#-]{3,15}", number):
        raise ContentError(
            "電話番号として読めません。",
            '"0225-95-1111" のように、半角の数字と「-」で書いてください。',
        )
    return number


def _lines(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _check_label(lines: list[str]) -> list[str]:
    over = grapheme_length("".join(lines)) - MOST_LABEL
    if over > 0:
        raise ContentError(
            f"{MOST_LABEL}文字までのところ、{over}文字多く書かれています。", "短くしてください。"
        )
    return lines


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Line = Annotated[str, label()]
Name = Annotated[str, AfterValidator(_check_id)]
Label = Annotated[
    list[Line],
    BeforeValidator(_lines),
    Field(min_length=1, max_length=3),
    AfterValidator(_check_label),
]


class Action(_Frozen):
    """What a touch does; exactly one of these.

    `text` is said in the citizen's name, whatever was asked before; `postback` is
    `feature:action?name=value`; `tab` is the id of the menu to show instead.
    """

    # It travels in a postback, where a sign may take three characters of LINE's 300.
    text: Annotated[str, Field(min_length=1, max_length=90)] | None = None
    postback: Annotated[str, Field(min_length=1, max_length=300)] | None = None
    link: Annotated[str, AfterValidator(_check_link)] | None = None
    phone: Annotated[str, AfterValidator(_check_phone)] | None = None
    tab: Name | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        given = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(given) != 1:
            raise ContentError(
                "押したときの動きは、1つだけ書いてください。",
                f"{'、'.join(KINDS)} のどれか1つを残してください(例 {{text: ごみの日}})。",
            )
        return self

    @property
    def kind(self) -> str:
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    @property
    def value(self) -> str:
        return str(getattr(self, self.kind))


class Area(_Frozen):
    """One place to touch. `label` is a list of lines; a lone text is broken where it needs to be."""

    label: Label
    sub: Line | None = None
    icon: IconName | None = None
    colour: Annotated[str, AfterValidator(_check_colour)] = "blue"
    fill: bool = False
    width: Annotated[int, Field(ge=1, le=12)] = 1
    action: Action

    @property
    def name(self) -> str:
        """What a screen reader says."""
        return "".join(self.label)


class Row(_Frozen):
    """Areas from left to right. `height` and each `width` are shares of the whole."""

    height: Annotated[int, Field(ge=1, le=12)] = 1
    areas: Annotated[list[Area], Field(min_length=1, max_length=6)]


class Menu(_Frozen):
    """One menu; `tabs` are the ids of the menus in the strip above its rows."""

    id: Name
    name: Line
    bar: Annotated[str, AfterValidator(_check_bar)]
    size: Literal["large", "compact"] = "large"
    letters: Literal["normal", "large"] = "normal"
    theme: Literal["day", "alert"] = "day"
    open: bool = True
    default: bool = False
    emergency: bool = False
    tabs: Annotated[list[Name], Field(max_length=4)] = []
    rows: Annotated[list[Row], Field(min_length=1, max_length=5)]

    @model_validator(mode="after")
    def _has_room(self) -> Self:
        count = len(self.tabs) + sum(len(row.areas) for row in self.rows)
        if count > MOST_AREAS:
            raise ContentError(
                f"メニュー「{self.id}」の押せる場所が{count}か所あります。",
                f"LINEの決まりで、タブも入れて{MOST_AREAS}か所までです。減らしてください。",
            )
        return self


class Menus(_Frozen):
    """The whole of content/menu.yaml."""

    menus: Annotated[list[Menu], Field(min_length=1, max_length=20)]

    @property
    def default(self) -> Menu:
        """The menu that everybody sees who has not chosen another one."""
        return next((menu for menu in self.menus if menu.default), self.menus[0])

    @property
    def emergency(self) -> Menu | None:
        """The menu of the emergency mode: the one marked so, else the first that is themed so."""
        marked = [menu for menu in self.menus if menu.emergency]
        themed = [menu for menu in self.menus if menu.theme == "alert"]
        return next(iter(marked + themed), None)

    def named(self, name: str) -> Menu | None:
        return next((menu for menu in self.menus if menu.id == name), None)
