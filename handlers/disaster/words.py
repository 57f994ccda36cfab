"""The schema of content/disaster/words.yaml: what stands around the texts of languages/."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from bot.api import Label, Phrase


class Words(BaseModel):
    """Sentences that need no translation: staff and the settings read them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Label
    no_rules: Phrase
