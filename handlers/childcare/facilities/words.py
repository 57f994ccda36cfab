"""The sentences about facilities: `facilities` in content/childcare/words.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict

from bot.api import Label, Phrase, phrase


class GroupWords(BaseModel):
    """One of the three tables: what its places are called, its button, and what leads its answers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Label
    label: Label
    which: Phrase
    lead: str = ""
    also: list[Label] = []


class MarkWords(BaseModel):
    """What a place may have."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    temporary: Label
    sick_care: Label
    nursing: Label
    diapers: Label
    hot_water: Label


class FacilityWords(BaseModel):
    """What citizens read about facilities."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    care: GroupWords
    clinic: GroupWords
    baby: GroupWords
    kinds_first: list[Label] = []

    ask_where: Annotated[str, phrase("kind")]
    near: Annotated[str, phrase("kind", "count")]
    near_place: Annotated[str, phrase("place", "kind", "count")]
    near_home: Annotated[str, phrase("place", "kind", "count")]
    in_district: Annotated[str, phrase("district", "kind", "count")]
    outside_city: Annotated[str, phrase("city")]
    following: Phrase
    open_ones: Phrase
    none_open: Phrase
    none_on_map: Phrase
    none: Annotated[str, phrase("kind", "contact")]
    gone: Phrase
    which_district: Phrase
    which_place: Phrase

    kind: Label
    distance: Label
    about: Annotated[str, phrase("distance")]
    today: Label
    rests: Phrase
    now: Label
    hours: Label
    hours_line: Annotated[str, phrase("days", "spans")]
    hours_note: Label
    check_hours: Phrase
    new_year: Phrase
    ages: Label
    marks: MarkWords
    available: Phrase
    unavailable: Phrase
    capacity: Label
    after_hours: Label
    address: Label
    phone: Label
    note: Label
    kind_comma: Phrase

    call_label: Label
    map_label: Label
    site_label: Label
    all_label: Label
    more_label: Label
    open_label: Label
    district_label: Label
    kinds_label: Label
