"""The sentences of this feature: the schema of content/departments/words.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict

from bot.api import Label, Phrase, phrase


class Words(BaseModel):
    """What citizens read about counters."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    which_topic: Phrase
    which_subject: Annotated[str, phrase("topic")]
    which_department: Phrase
    counters_for: Annotated[str, phrase("subject", "count")]
    counter_for: Annotated[str, phrase("subject")]
    no_directory: Annotated[str, phrase("contact")]
    gone: Phrase

    subjects: Label
    subject_comma: Phrase
    place: Label
    hours: Label
    now: Label
    phone: Label
    note: Label
    hours_line: Annotated[str, phrase("days", "from", "until")]
    closed_holidays: Phrase
    closed_season: Annotated[str, phrase("first", "last")]
    closed_line: Annotated[str, phrase("days")]

    call_label: Label
    map_label: Label
    homepage_label: Label
    departments_label: Label
    topics_label: Label
    more_label: Label
