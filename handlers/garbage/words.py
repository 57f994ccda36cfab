"""The sentences of this feature: the schema of content/garbage/words.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict

from bot.api import Label, Phrase, phrase

Area = Annotated[str, phrase("area")]
Day = Annotated[str, phrase("day")]
Kind = Annotated[str, phrase("kind")]
Thing = Annotated[str, phrase("thing")]
Place = Annotated[str, phrase("place")]
Notice = Annotated[str, phrase("day", "kinds")]


class Words(BaseModel):
    """What citizens read about garbage. What differs between cities stands in rules.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    # choosing the district
    ask_area: Phrase
    ask_area_again: Phrase
    which_area: Thing
    which_of_them: Phrase
    perhaps_area: Thing
    no_such_area: Thing
    place_unclear: Phrase
    many_areas: Annotated[str, phrase("count")]
    area_gone: Area
    area_chosen: Area
    area_followed: Area
    area_not_followed: Phrase
    no_calendar: Phrase

    # days
    today: Day
    tomorrow: Day
    other_day: Day
    collected: Annotated[str, phrase("day", "area", "kinds")]
    nothing_collected: Annotated[str, phrase("day", "area")]
    nothing: Phrase
    nothing_in_period: Annotated[str, phrase("first", "last")]
    period: Annotated[str, phrase("first", "last")]
    is_the_day: Annotated[str, phrase("day", "kind")]
    is_not_the_day: Annotated[str, phrase("day", "kind")]
    next_heading: Phrase
    next_day: Annotated[str, phrase("day", "left")]
    next_of: Annotated[str, phrase("kind", "day", "left")]
    later_days: Annotated[str, phrase("days")]
    rests: Annotated[str, phrase("day", "kinds")]
    rests_next: Annotated[str, phrase("day", "next")]
    next_collection: Annotated[str, phrase("day", "kinds")]
    next_time: Annotated[str, phrase("kind", "day")]
    days_left: Annotated[str, phrase("count")]
    left_today: Phrase
    left_tomorrow: Phrase
    too_late: Annotated[str, phrase("until")]
    new_year: Phrase
    remark_on: Annotated[str, phrase("kinds", "remark")]
    known_until: Annotated[str, phrase("area", "kinds", "month")]
    known_from: Annotated[str, phrase("area", "kinds", "month")]
    not_registered: Annotated[str, phrase("area", "kind")]
    not_read: Annotated[str, phrase("kinds")]
    none_found: Annotated[str, phrase("area", "kind")]
    ask_city: Annotated[str, phrase("contact")]
    ask_city_how: Annotated[str, phrase("contact")]
    coming_title: Phrase

    # kinds
    no_such_kind: Thing
    how_heading: Phrase

    # the hours
    hours: Annotated[str, phrase("from", "until")]
    hours_until: Annotated[str, phrase("until")]
    hours_unknown: Phrase

    # things
    ask_thing: Phrase
    thing_next: Annotated[str, phrase("day", "area")]
    no_day_for_kind: Kind
    which_thing: Thing
    perhaps_thing: Thing
    no_such_thing: Thing

    # reminders: what they say
    remind_title: Phrase
    remind_title_of: Place
    remind_at_place: Annotated[str, phrase("place", "day")]
    remind_collected: Annotated[str, phrase("day", "kinds")]
    remind_rests_said: Annotated[str, phrase("day", "kinds")]
    remind_rests: Annotated[str, phrase("day", "kinds")]
    remind_rests_next: Annotated[str, phrase("day", "kinds", "next")]
    remind_lost: Area
    remind_reason: Annotated[str, phrase("day", "part")]

    # reminders: setting them
    home: Label
    work: Label
    parents: Label
    other: Label
    eve: Label
    morning: Label
    remind_ask_area: Place
    remind_area_chosen: Annotated[str, phrase("place", "area")]
    remind_card: Annotated[str, phrase("place", "area", "state")]
    remind_none: Phrase
    remind_state: Annotated[str, phrase("part", "time")]
    remind_when: Annotated[str, phrase("part")]
    remind_too_late: Annotated[str, phrase("until")]
    remind_set: Annotated[str, phrase("place", "part", "time")]
    remind_first: Annotated[str, phrase("day", "time")]
    remind_no_first: Phrase
    remind_stopped: Annotated[str, phrase("place", "part")]
    remind_left: Annotated[str, phrase("state")]
    remind_why: Annotated[str, phrase("place", "area", "part", "time")]
    remind_why_not: Place
    remind_places: Phrase
    remind_moved: Annotated[str, phrase("place", "area")]
    remind_moved_unclear: Place
    remind_place_gone: Place
    remind_setting: Annotated[str, phrase("state")]
    remind_setting_of: Annotated[str, phrase("place", "state")]
    remind_stored: Annotated[str, phrase("place", "state", "area")]

    # notices of staff
    notice_title: Phrase
    notice_corrected_title: Phrase
    notice_withdrawn_title: Phrase
    notice_delayed: Notice
    notice_cancelled: Notice
    notice_changed: Annotated[str, phrase("day", "kinds", "to")]
    notice_withdrawn: Notice
    notice_why: Phrase
    notice_reason: Annotated[str, phrase("day", "id")]

    # buttons
    remind_label: Label
    remind_eve_label: Label
    remind_morning_label: Label
    remind_both_label: Label
    remind_time_label: Label
    remind_stop_label: Label
    remind_stop_all_label: Label
    remind_why_label: Label
    remind_places_label: Label
    remind_choose_area_label: Label
    remind_pick_label: Label
    today_label: Label
    tomorrow_label: Label
    coming_label: Label
    thing_label: Label
    change_label: Label
    keep_label: Label
    list_label: Label
    more_label: Label
