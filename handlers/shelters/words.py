"""The sentences of this feature: the schema of content/shelters/words.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict

from bot.api import Label, Phrase, phrase
from handlers.shelters.shelter import Hazard
from handlers.shelters.states import State


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


class States(BaseModel):
    """What each state is called."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    unopened: Label = "未開設"
    open: Label = "開設中"
    full: Label = "満員"
    closed: Label = "閉鎖"

    def of(self, state: State) -> str:
        """The words of one state."""
        said: str = getattr(self, state.value)
        return said


class Words(BaseModel):
    """What citizens read about shelters."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    warning: Phrase
    state_unknown: Phrase
    state_known: Phrase = (
        "開設の状態は、市が登録したものです。向かう前に、もう一度お確かめください。"
    )
    open_first: Phrase = "いま開いている避難所を先にお知らせします。"
    open_list: Annotated[str, phrase("count")] = "いま開いている避難所は{count}か所です。"
    open_none: Phrase = "いま開いていると登録された避難所はありません。"
    near_place: Annotated[str, phrase("place")] = "「{place}」のあたりから、お調べしました。"
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

    state: Label = "状態"
    states: States = States()
    people: Annotated[str, phrase("people")] = "避難している人 {people}人"
    as_of: Annotated[str, phrase("month", "day", "time")] = "{month}月{day}日 {time}現在"
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
    open_label: Label = "開いている避難所"
    home_label: Label = "自宅の近く"
    more_label: Label
