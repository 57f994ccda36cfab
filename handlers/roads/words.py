"""The schema of content/roads/words.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict

from bot.api import Label, Phrase, phrase
from bot.media import Refusal


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RefusedWords(_Frozen):
    """Why a photo could not be used, and what to do."""

    large: Phrase
    broken: Phrase
    kind: Phrase
    mixed: Phrase
    gone: Phrase

    def of(self, reason: Refusal) -> str:
        return str(getattr(self, reason.value))


class Words(_Frozen):
    """What the feature says. `contact` is whom to call; days, numbers and labels come ready made."""

    # -- ways in
    welcome: Annotated[str, phrase("contact")]
    no_reports: Annotated[str, phrase("contact")]
    unfinished: Phrase
    discarded: Phrase
    report_over: Phrase
    report_of: Annotated[str, phrase("kind")]
    start_label: Label
    resume_label: Label
    anew_label: Label
    discard_label: Label
    back_label: Label
    more_label: Label
    call_label: Label

    # -- the place
    ask_place: Annotated[str, phrase("city")]
    which_place: Annotated[str, phrase("place")]
    place_not_found: Annotated[str, phrase("place")]
    place_unknown_label: Label
    place_near: Annotated[str, phrase("place", "town")]
    place_on_map: Phrase
    pin_needed: Phrase
    outside: Annotated[str, phrase("city", "contact")]
    outside_lead: Annotated[str, phrase("city")]

    # -- other owners
    of_others: Annotated[str, phrase("name", "things")]
    of_others_phone: Annotated[str, phrase("phone", "hours")]
    of_others_urgent: Annotated[str, phrase("phone")]
    of_others_question: Phrase
    hours: Annotated[str, phrase("hours")]
    hand_label: Label
    ours_label: Label
    call_myself_label: Label
    will_be_handed: Annotated[str, phrase("name")]

    # -- the kind
    ask_kind: Phrase
    kind_not_found: Phrase
    urgent: Annotated[str, phrase("kind", "contact")]

    # -- photos and words
    ask_photo: Annotated[str, phrase("most", "got")]
    more_photos: Annotated[str, phrase("most", "got")]
    photos_full: Annotated[str, phrase("most")]
    photo_taken: Phrase
    no_photo_words: list[str]
    no_photo_label: Label
    later_label: Label
    enough_label: Label
    ask_words: Phrase
    no_words_label: Label

    # -- the same damage, and the look at the whole
    ask_near: Annotated[str, phrase("count")]
    same_label: Label
    none_is_same_label: Label
    about: Annotated[str, phrase("distance")]
    review_title: Phrase
    send_label: Label
    fix_place: Label
    fix_kind: Label
    fix_photos: Label
    fix_words: Label
    photo_count: Annotated[str, phrase("count")]
    photos_none: Phrase
    photos_later: Phrase
    words_none: Phrase

    # -- sent
    sent: Annotated[str, phrase("number")]
    joined: Annotated[str, phrase("number")]
    send_photos_later: Phrase
    photo_added: Annotated[str, phrase("number")]
    photo_removed: Phrase
    undo_photo_label: Label
    refused: RefusedWords
    refused_reason: Phrase

    # -- the state of a report
    no_cases: Phrase
    not_yours: Annotated[str, phrase("number")]
    no_longer: Phrase
    case_title: Annotated[str, phrase("kind", "state")]
    number_name: Phrase
    place_name: Phrase
    kind_name: Phrase
    photos_name: Phrase
    words_name: Phrase
    owner_name: Phrase
    state_name: Phrase
    reported_name: Phrase
    distance_name: Phrase
    merged_name: Phrase
    reason_name: Phrase
    reason_on: Annotated[str, phrase("words", "day")]
    day: Annotated[str, phrase("month", "day")]
    mine_label: Label
    quiet_label: Label
    tell_label: Label
    will_tell: Phrase
    will_be_quiet: Phrase
    unfixed_label: Label
    ask_still: Annotated[str, phrase("number")]
    reopened: Annotated[str, phrase("number")]

    # -- messages about a change
    told_state: Annotated[str, phrase("number", "kind", "place", "state", "reason")]
    told_message: Annotated[str, phrase("number", "kind", "place", "state", "reason")]
    told_merged: Annotated[str, phrase("number")]
    tell_reason: Annotated[str, phrase("number", "state")]

    # -- the e-mail to who looks after another road or thing
    handover_subject: Annotated[str, phrase("city", "kind", "number")]
    handover_mail: Annotated[
        str, phrase("owner", "city", "kind", "number", "place", "words", "link", "until")
    ]

    # -- in the list of what is stored
    stored_reports: Annotated[str, phrase("count")]
    stored_photos: Annotated[str, phrase("count")]
    stored_unsent: Phrase
    stored_stays: Phrase
