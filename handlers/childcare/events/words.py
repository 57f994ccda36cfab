"""The sentences about events: `events` in content/childcare/words.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.api import Label, Phrase, phrase


class AgeWords(BaseModel):
    """Whom an event may be for: years of age, both ends included, and words that mean them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Label
    since: Annotated[float, Field(ge=0, le=99)]
    until: Annotated[float, Field(ge=0, le=99)]
    also: list[Label] = []


class EventWords(BaseModel):
    """What citizens read about events."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: Label
    coming: Annotated[str, phrase("count")]
    today: Annotated[str, phrase("count")]
    weekend: Annotated[str, phrase("count")]
    in_district: Annotated[str, phrase("district", "count")]
    for_age: Annotated[str, phrase("age", "count")]
    none_coming: Phrase
    none_today: Phrase
    none_weekend: Phrase
    none_such: Phrase
    over: Phrase
    gone: Phrase
    which_district: Phrase
    which_age: Phrase

    day: Label
    until: Annotated[str, phrase("day")]
    also_on: Annotated[str, phrase("days")]
    more_days: Phrase
    day_comma: Phrase
    time: Label
    span: Annotated[str, phrase("from", "until")]
    since: Annotated[str, phrase("from")]
    place: Label
    address: Label
    audience: Label
    fee: Label
    capacity: Label
    apply: Label
    apply_until: Annotated[str, phrase("day")]
    apply_over: Annotated[str, phrase("day")]
    about: Label
    contact: Label
    note: Label
    cancelled: Annotated[str, phrase("name")]
    cancelled_note: Phrase

    everybody: list[Label]
    ages: list[AgeWords]

    call_label: Label
    map_label: Label
    site_label: Label
    more_label: Label
    all_label: Label
    today_label: Label
    weekend_label: Label
    district_label: Label
    age_label: Label
