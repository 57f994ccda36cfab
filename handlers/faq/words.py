"""The sentences of this feature: the schema of content/faq/words.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict

from bot.api import Label, Phrase, phrase


class Words(BaseModel):
    """What citizens read around the answers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    which_category: Phrase
    which_question: Annotated[str, phrase("category")]
    related: Phrase
    updated: Annotated[str, phrase("year", "month", "day")]
    gone: Annotated[str, phrase("contact")]
    ended: Annotated[str, phrase("question", "contact")]
    not_yet: Annotated[str, phrase("question", "month", "day")]
    none: Annotated[str, phrase("contact")]
    counter: Annotated[str, phrase("counter")]

    counter_label: Label
    categories_label: Label
    more_label: Label
