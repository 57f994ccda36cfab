"""programmes.yaml: its schema, and the programmes that it becomes."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from bot.content import ContentError, Folder
from handlers.childcare.files.moments import OneMoment
from handlers.childcare.messages.programme import Kind, Programme
from handlers.childcare.messages.rendering import link


def _address(url: str) -> str:
    try:
        link("url", url)
    except ValueError as error:
        raise ContentError(
            f"リンクとして使えません({url})。", "https:// で始まるアドレスを書いてください。"
        ) from error
    return url


def _phone(number: str) -> str:
    if not number.replace("-", "").isdigit() and not number.startswith("#"):
        raise ContentError("電話番号として読めません。", "0225-95-1111 のように書いてください。")
    return number


class ProgrammeEntry(BaseModel):
    """One programme."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,29}$")]
    name: Annotated[str, Field(min_length=1, max_length=40)]
    reading: str = ""
    also_called: list[str] = []
    kind: Kind
    since: OneMoment | None = None
    until: OneMoment | None = None
    districts: list[str] = []
    what: Annotated[str, Field(min_length=1, max_length=600)]
    how: Annotated[str, Field(max_length=400)] = ""
    dates: Annotated[str, Field(max_length=400)] = ""
    url: Annotated[str, AfterValidator(_address)] | None = None
    phone: Annotated[str, AfterValidator(_phone)] | None = None
    last: date | None = None

    def programme(self) -> Programme:
        return Programme(
            self.id, self.name, self.kind, self.what, self.how, self.dates, self.reading,
            self.also_called, self.since, self.until, self.districts, self.url or "",
            self.phone or "", self.last,
        )  # fmt: skip


class Programmes(BaseModel):
    """programmes.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    programmes: list[ProgrammeEntry] = []

    @model_validator(mode="after")
    def _ids_once(self) -> Self:
        ids = [one.id for one in self.programmes]
        if twice := next((one for one in ids if ids.count(one) > 1), None):
            raise ContentError(f"id「{twice}」が2回出てきます。", "ちがう id にしてください。")
        return self


def load_programmes(folder: Folder) -> list[Programme] | None:
    """Read programmes.yaml; what is wrong goes to `folder.faults`, and then it is None."""
    file = folder.yaml("programmes.yaml", Programmes)
    if file is None:
        return None if folder.exists("programmes.yaml") else []
    return [one.programme() for one in file.programmes]
