"""The sentences of this feature: the schema of content/broadcasts/words.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict

from bot.api import LANGUAGES, Label, Phrase, phrase


class InLanguages(BaseModel):
    """A label of a button in every language that broadcasts are written in."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ja: Label
    easy_ja: Label
    en: Label
    zh_hans: Label
    zh_hant: Label
    ko: Label
    vi: Label

    def in_(self, language: str) -> str:
        """The label in one of `LANGUAGES`."""
        return str(getattr(self, language.replace("-", "_").lower()))


assert {one.replace("-", "_").lower() for one in LANGUAGES} == set(InLanguages.model_fields)


class Words(BaseModel):
    """What citizens, and staff in the talk, read about broadcasts."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    why_label: InLanguages
    corrected: Annotated[str, phrase("title")]
    trial: Phrase

    why_lead: Annotated[str, phrase("title", "date")]
    why_topic: Annotated[str, phrase("topics")]
    why_place: Annotated[str, phrase("places")]
    why_language: Phrase
    why_criterion: Annotated[str, phrase("title")]
    why_urgent: Phrase
    why_everyone: Phrase
    why_old: Phrase
    how_to_stop: Phrase
    stop_label: Annotated[str, phrase("topic")]
    stopped: Annotated[str, phrase("topic")]
    stopped_already: Annotated[str, phrase("topic")]
    again_label: Annotated[str, phrase("topic")]
    taken_again: Annotated[str, phrase("topic")]
    topic_gone: Phrase

    linked: Annotated[str, phrase("name")]
    code_unknown: Phrase
    stored_link: Phrase
    stored_trial: Phrase
