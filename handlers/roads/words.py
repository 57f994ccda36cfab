"""The schema of content/roads/words.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict

from bot.api import Phrase, phrase


class Words(BaseModel):
    """What the feature says."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    no_longer: Phrase

    # -- messages to the reporters
    told_state: Annotated[str, phrase("kind", "number", "state", "words")]
    told_message: Annotated[str, phrase("kind", "number", "words")]

    # -- in the list of what is stored
    stored_reports: Annotated[str, phrase("count")]
    stored_photos: Annotated[str, phrase("count")]
    stored_stays: Phrase
