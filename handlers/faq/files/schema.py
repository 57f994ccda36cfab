"""A file of questions as staff write it."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.api import Label
from bot.content import ContentError

MOST_LINKS = 4
MOST_RELATED = 6


def _id(name: str) -> str:
    if not re.fullmatch(r"[a-z0-9_-]{1,40}", name):
        raise ContentError(
            f"「{name}」は id として使えません。",
            "半角の英小文字・数字・- だけで、40文字までにしてください。一度決めたら変えないでください。",
        )
    return name


def _address(address: str) -> str:
    if not re.fullmatch(r"https?://[!-~]{1,900}|tel:0[0-9-]{8,14}", address):
        raise ContentError(
            "リンク先として読めません。",
            "https:// で始まるアドレスか tel:0225-95-1111 の形の電話番号を、半角で書いてください。",
        )
    return address


def _seen(value: object) -> object:
    """What cannot be seen costs nine characters each in a button's data."""
    if not isinstance(value, str):
        return value
    return "".join(filter(str.isprintable, " ".join(value.split())))


Id = Annotated[str, AfterValidator(_id)]
Name = Annotated[str, BeforeValidator(_seen), Field(min_length=1, max_length=40)]


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Link(_Frozen):
    """A button under the answer."""

    label: Label
    url: Annotated[str, AfterValidator(_address)]


class Question(_Frozen):
    """One question and its answer.

    Attributes:
        id: stands in citizens' old buttons; never changes, whatever becomes of the wording.
        asked_as: other wordings, for the search.
        ask: who knows more: the name of a counter or of a subject of content/departments/.
        valid_from, valid_until: days, both included, between which the answer holds.
    """

    id: Id
    question: Name
    reading: Annotated[str, Field(max_length=80)] = ""
    asked_as: list[Annotated[str, Field(min_length=1, max_length=80)]] = []
    answer: Annotated[str, Field(min_length=1, max_length=2000)]
    links: Annotated[list[Link], Field(max_length=MOST_LINKS)] = []
    ask: Annotated[str, Field(max_length=40)] = ""
    related: Annotated[list[Id], Field(max_length=MOST_RELATED)] = []
    valid_from: date | None = None
    valid_until: date | None = None
    updated: date | None = None

    @model_validator(mode="after")
    def _is_in_order(self) -> Self:
        if self.valid_from and self.valid_until and self.valid_from > self.valid_until:
            raise ContentError(
                "valid_from が valid_until より後です。", "始まりと終わりの日を見直してください。"
            )
        return self

    def holds_on(self, day: date) -> bool:
        """Whether the answer is offered on this day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and not self.ended_on(day)

    def ended_on(self, day: date) -> bool:
        """Whether the answer's last day has passed."""
        return self.valid_until is not None and self.valid_until < day


class File(_Frozen):
    """One category: its name, its place among the categories, and its questions."""

    category: Name
    order: int = 100
    questions: Annotated[list[Question], Field(min_length=1)]
