"""The answers of the talk and the words of orders: the schema of content/evacuation/words.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.api import LANGUAGES, Label, Phrase, phrase
from handlers.evacuation.language import Language

HOME = "ja"
Code = Annotated[str, Field(pattern=f"^({'|'.join(LANGUAGES)})$")]


class Words(BaseModel):
    """What citizens read around the orders."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Label
    none: Phrase
    yours: Annotated[str, phrase("places")]
    others: Phrase
    all: Phrase
    no_place: Phrase
    ended: Phrase
    ask: Label
    ask_also: list[Phrase] = []
    of_area: Annotated[str, phrase("area")]
    help: Phrase
    help_ask: Label
    help_ask_also: list[Phrase] = []
    shelters_label: Label
    page_label: Label
    help_label: Label
    safety_label: Label
    settings_label: Label
    fire_label: Label
    police_label: Label
    again_label: Label
    languages: dict[Code, Language]

    def language(self, code: str) -> Language:
        """The words of orders in a language; in Japanese where there are none."""
        return self.languages.get(code) or self.languages[HOME]
