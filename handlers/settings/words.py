"""The schema of content/settings/words.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict

from bot.api import Label, Phrase, label, phrase

OfSlot = Annotated[str, phrase("slot")]
SlotLabel = Annotated[str, label("slot")]
Placed = Annotated[str, phrase("slot", "place")]
Typed = Annotated[str, phrase("typed")]


class Words(BaseModel):
    """What the settings say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Label
    places_heading: Phrase
    topics_heading: Phrase
    language_heading: Phrase
    nothing_yet: Phrase
    no_topics_wanted: Phrase

    slot_home: Label
    slot_work: Label
    slot_parents: Label
    slot_other: Label

    places_lead: Phrase
    no_places: Phrase
    ask_place: OfSlot
    which_place: Typed
    no_such_place: Typed
    perhaps_here: Phrase
    place_unclear: Phrase
    outside: Annotated[str, phrase("city")]
    place_gone: Phrase
    which_district: Annotated[str, phrase("town")]
    which_group: Phrase
    which_of_list: Phrase
    placed: Placed
    dropped: OfSlot
    nothing_to_drop: OfSlot

    topics_lead: Phrase
    topic_line: Annotated[str, phrase("state", "title", "description")]
    wanted: Label
    unwanted: Label
    topic_on: Annotated[str, phrase("title")]
    topic_off: Annotated[str, phrase("title")]
    topic_gone: Phrase

    language_lead: Phrase
    language_chosen: Annotated[str, phrase("language")]
    language_ja: Label
    language_easy_ja: Label
    language_en: Label
    language_zh_hans: Label
    language_zh_hant: Label
    language_ko: Label
    language_vi: Label

    stored_lead: Phrase
    stored_id: Phrase
    stored_followed: Annotated[str, phrase("year", "month", "day")]
    stored_place: Placed
    stored_area: Annotated[str, phrase("slot", "of", "area")]
    stored_topic: Annotated[str, phrase("title", "state")]
    stored_old_topic: Annotated[str, phrase("topic", "state")]
    stored_language: Annotated[str, phrase("language")]
    stored_news: Annotated[str, phrase("count")]
    stored_talk: Phrase
    stored_messages: Phrase
    stored_of: Annotated[str, phrase("title", "line")]
    never_stored: Phrase
    why_lead: Phrase
    why_default: Annotated[str, phrase("title")]
    why_chosen: Annotated[str, phrase("title")]
    why_set: Annotated[str, phrase("line")]
    why_nothing: Phrase

    erase_ask: Phrase
    erase_once_more: Phrase
    erased: Phrase
    erase_words: list[Label]

    places_label: Label
    change_place_label: SlotLabel
    add_place_label: SlotLabel
    drop_place_label: SlotLabel
    list_label: Label
    more_label: Label
    topics_label: Label
    want_label: Annotated[str, label("title")]
    unwant_label: Annotated[str, label("title")]
    language_label: Label
    stored_label: Label
    erase_label: Label
    erase_now_label: Label
    back_label: Label
