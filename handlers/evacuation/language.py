"""The words of an order in one language: the schema of `languages` in content/evacuation/words.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.api import Label, Phrase, phrase


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LevelWords(_Words):
    """How a level is called, and what people should do."""

    level: Phrase
    name: Phrase
    do: Phrase


class Levels(_Words):
    """One entry per level."""

    elderly: LevelWords
    order: LevelWords
    emergency: LevelWords


Ordered = Annotated[str, phrase("areas", "hazard", "name")]
Titled = Annotated[str, phrase("level", "name")]


class Language(_Words):
    """One language."""

    levels: Levels
    hazards: dict[Annotated[str, Field(pattern=r"^[a-z_]{1,20}$")], Phrase]
    told: Ordered
    lifted: Ordered
    lifted_do: Phrase
    lifted_title: Titled
    corrected_title: Titled
    corrected: Phrase
    withdrawn_title: Titled
    withdrawn: Ordered
    withdrawn_do: Phrase
    issued_title: Titled
    drill_title: Annotated[str, Field(min_length=1, max_length=40)]
    drill: Phrase
    all_city: Phrase
    comma: Annotated[str, Field(min_length=1, max_length=10)]
    more: Annotated[str, phrase("count")]
    shelters: Phrase
    at: Phrase
    ended_at: Phrase
    remark: Phrase
    moment: Annotated[str, phrase("year", "month", "day", "hour", "minute")]
    shelters_label: Label
    page_label: Label
