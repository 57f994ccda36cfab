"""The schema of content/childcare/words.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict

from bot.api import Label, Phrase, label, phrase
from handlers.childcare.events.words import EventWords
from handlers.childcare.facilities.words import FacilityWords
from handlers.childcare.messages.words import MessageWords


class Words(MessageWords):
    """What the feature says. Dates and ages come ready made."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    # -- the plan
    ask_birthday: Phrase
    not_a_date: Phrase
    no_year: Phrase
    in_the_future: Phrase
    too_old: Annotated[str, phrase("years")]
    no_rules: Phrase

    age_in_days: Annotated[str, phrase("days")]
    age_in_months: Annotated[str, phrase("months")]
    age_in_years: Annotated[str, phrase("years")]
    age_in_both: Annotated[str, phrase("years", "months")]

    plan_title: Annotated[str, phrase("age")]
    plan_lead: Phrase
    now_title: Phrase
    now_nothing: Phrase
    late_title: Phrase
    late_lead: Phrase
    late_course: Annotated[str, phrase("vaccine", "note")]
    coming_title: Phrase
    coming_lead: Phrase
    further_title: Phrase
    over_title: Phrase
    over_lead: Phrase

    until: Annotated[str, phrase("until")]
    visit_until: Annotated[str, phrase("until")]
    best_until: Annotated[str, phrase("best", "until")]
    best_between: Annotated[str, phrase("first", "last")]
    from_on: Annotated[str, phrase("first")]
    was_until: Annotated[str, phrase("until")]
    only_for: Annotated[str, phrase("condition")]
    closing: Annotated[str, phrase("checked")]
    not_kept: Phrase

    # -- one vaccine, one check-up
    for_ages: Annotated[str, phrase("since", "until")]
    born_since: Annotated[str, phrase("first")]
    born_until: Annotated[str, phrase("last")]
    dose_window: Annotated[str, phrase("since", "until")]
    dose_usual: Annotated[str, phrase("since", "until")]
    dose_wait: Annotated[str, phrase("dose", "gap")]
    by_law: Phrase
    by_city: Phrase
    no_longer: Phrase

    # -- the menu, facilities and events
    menu_lead: Phrase
    menu_plan_label: Label
    menu_plan_also: tuple[str, ...] = ()
    facilities: FacilityWords
    events: EventWords

    # -- buttons
    birthday_label: Label
    another_label: Label
    my_plan_label: Label
    vaccines_label: Annotated[str, label()]
