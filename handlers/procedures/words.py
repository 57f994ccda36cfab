"""The sentences of this feature: the schema of content/procedures/words.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict

from bot.api import Label, Phrase, phrase


class Words(BaseModel):
    """What citizens read about online procedures."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    which_event: Phrase
    which_category: Annotated[str, phrase("event")]
    which_procedure: Annotated[str, phrase("group")]
    none_yet: Annotated[str, phrase("contact")]
    gone: Annotated[str, phrase("contact")]
    closed: Annotated[str, phrase("name", "contact")]

    summary: Label
    who: Label
    period: Label
    identity: Label
    fee: Label
    prepare: Label
    channel: Label
    department: Label
    languages: Label
    note: Label

    from_until: Annotated[str, phrase("opens", "closes")]
    from_only: Annotated[str, phrase("opens")]
    until_only: Annotated[str, phrase("closes")]
    always: Phrase
    not_yet: Annotated[str, phrase("opens")]
    fee_by: Annotated[str, phrase("fee", "payment")]
    prepare_item: Annotated[str, phrase("item")]
    broken: Annotated[str, phrase("contact")]
    call: Annotated[str, phrase("phone")]
    moment: Annotated[str, phrase("date", "time")]
    date_of_year: Annotated[str, phrase("year", "date")]

    will_tell: Annotated[str, phrase("name", "opens")]
    will_not_tell: Annotated[str, phrase("name")]
    already_open: Annotated[str, phrase("name")]
    now_open: Annotated[str, phrase("name")]
    now_open_reason: Annotated[str, phrase("name")]
    stored: Annotated[str, phrase("name")]
    stored_gone: Phrase

    apply_label: Label
    call_label: Label
    tell_label: Label
    do_not_tell_label: Label
    more_label: Label
    events_label: Label
