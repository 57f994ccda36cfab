"""The sentences of this feature: the schema of content/shelters/words.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict

from bot.api import Label, Phrase, phrase
from handlers.shelters.shelter import Hazard


class HazardWords(BaseModel):
    """What a kind of disaster is called, and what else citizens call it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Label
    also: list[Label] = []


class Hazards(BaseModel):
    """One entry per kind of disaster."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    flood: HazardWords
    landslide: HazardWords
    storm_surge: HazardWords
    earthquake: HazardWords
    tsunami: HazardWords
    fire: HazardWords
    inland_flood: HazardWords
    volcano: HazardWords

    def of(self, hazard: Hazard) -> HazardWords:
        """The words of one kind."""
        words: HazardWords = getattr(self, hazard.value)
        return words


class Words(BaseModel):
    """What citizens read about shelters."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    warning: Phrase
    state_unknown: Phrase
    ask_where: Phrase
    ask_where_for: Annotated[str, phrase("hazard")]
    nearest: Annotated[str, phrase("count")]
    nearest_for: Annotated[str, phrase("count", "hazard")]
    outside_city: Annotated[str, phrase("city")]
    none_for: Annotated[str, phrase("hazard")]
    no_shelters: Annotated[str, phrase("contact")]
    no_places: Phrase
    gone: Phrase
    which_hazard: Phrase
    which_district: Phrase
    which_shelter: Annotated[str, phrase("district", "count")]
    for_hazard: Annotated[str, phrase("hazard")]
    for_hazard_also: list[Annotated[str, phrase("hazard")]] = []
    nearby: Label
    nearby_also: list[Label] = []

    distance: Label
    about: Annotated[str, phrase("distance")]
    address: Label
    kind: Label
    emergency: Phrase
    refuge: Phrase
    usable: Label
    unusable: Label
    nothing_usable: Phrase
    hazard_comma: Phrase
    capacity: Label
    note: Label
    hazards: Hazards

    map_label: Label
    hazard_label: Label
    district_label: Label
    again_label: Label
    more_label: Label
