"""The answers of the talk: the schema of content/evacuation/words.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict

from bot.api import Label, Phrase, phrase


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
