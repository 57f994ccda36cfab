"""departments.yaml as staff write it."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Annotated, Literal
from unicodedata import normalize

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.content import ContentError


def _seen(value: object) -> object:
    """What cannot be seen costs nine characters each in a button's data."""
    if not isinstance(value, str):
        return value
    return "".join(filter(str.isprintable, " ".join(value.split())))


Name = Annotated[str, BeforeValidator(_seen), Field(min_length=1, max_length=40)]
Weekday = Literal["月", "火", "水", "木", "金", "土", "日"]
_CLOCK = re.compile(r"(\d{1,2})[:時](\d{2})?分?")
_DAY = re.compile(r"(\d{1,2})[-/月](\d{1,2})日?")


def _clock(value: object) -> object:
    """8:30 and 8時30分 as people write them."""
    if isinstance(value, str) and (match := _CLOCK.fullmatch(normalize("NFKC", value.strip()))):
        return f"{int(match[1]):02}:{match[2] or '00'}"
    return value


def _month_day(value: object) -> object:
    match = _DAY.fullmatch(normalize("NFKC", str(value)).strip())
    try:
        # A leap year, so that 29 February may be written.
        day = date(2024, int(match[1]), int(match[2])) if match else None
    except ValueError:
        day = None
    if day is None:
        raise ContentError(
            f"「{value}」は月と日として読めません。", "12-29 のように書いてください。"
        )
    return day.month, day.day


def _phone(phone: str) -> str:
    if not re.fullmatch(r"0\d{1,4}-\d{1,4}-\d{3,4}", phone, re.ASCII):
        raise ContentError(
            "電話番号として読めません。",
            "0225-95-1111 のように、半角の数字と「-」で書いてください。",
        )
    return phone


def _link(address: str) -> str:
    if not re.fullmatch(r"https?://[!-~]{1,900}", address):
        raise ContentError("アドレスとして読めません。", "https:// から半角で書いてください。")
    return address


Clock = Annotated[time, BeforeValidator(_clock)]
MonthDay = Annotated[tuple[int, int], BeforeValidator(_month_day)]
Phone = Annotated[str, AfterValidator(_phone)]
Link = Annotated[str, AfterValidator(_link)]


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Hours(_Frozen):
    """Some weekdays, and from when until when."""

    days: Annotated[list[Weekday], Field(min_length=1)]
    first: Annotated[Clock, Field(alias="from")]
    last: Annotated[Clock, Field(alias="until")]

    @model_validator(mode="after")
    def _is_in_order(self) -> Hours:
        if self.first >= self.last:
            raise ContentError(
                "from が until より後です。", "始まりと終わりの時刻を見直してください。"
            )
        return self


class Closure(_Frozen):
    """Days of each year on which the counters are closed."""

    first: Annotated[MonthDay, Field(alias="from")]
    last: Annotated[MonthDay, Field(alias="until")]


class Location(_Frozen):
    latitude: Annotated[float, Field(ge=20, le=46)]
    longitude: Annotated[float, Field(ge=122, le=154)]


class Subject(_Frozen):
    """What citizens come for: its reading, and other ways to say it."""

    name: Name
    reading: str = ""
    also_called: list[Name] = []


class Topic(_Frozen):
    """An event of life, and what there is to do about it."""

    name: Name
    subjects: Annotated[list[Name], Field(min_length=1)]


class Department(_Frozen):
    """One counter. Without `phone` and `hours` those of all counters hold."""

    name: Name
    reading: str = ""
    also_called: list[Name] = []
    handles: list[Name] = []
    district: str = ""
    building: Annotated[str, Field(max_length=100)] = ""
    floor: Annotated[str, Field(max_length=40)] = ""
    counter: Annotated[str, Field(max_length=40)] = ""
    phone: Phone | None = None
    hours: list[Hours] | None = None
    open_on_holidays: bool = False
    closed_dates: list[date] = []
    location: Location | None = None
    homepage: Link | None = None
    note: Annotated[str, Field(max_length=500)] = ""


class File(_Frozen):
    """departments.yaml."""

    notice: Annotated[str, Field(max_length=500)] = ""
    phone: Phone | None = None
    hours: list[Hours] = []
    closed: list[Closure] = []
    topics: list[Topic] = []
    subjects: list[Subject] = []
    departments: Annotated[list[Department], Field(min_length=1)]
