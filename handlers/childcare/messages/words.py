"""The words of messages, reminders and programmes, in content/childcare/words.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel

from bot.api import Label, Phrase, phrase


class MessageWords(BaseModel):
    """What is said about messages by age, reminders of the plan, and programmes."""

    # -- asking for messages
    news_ask: Annotated[str, phrase("until", "messages")]
    news_ask_due: Phrase
    news_not_due: Phrase
    news_out_of_range: Annotated[str, phrase("until")]
    news_consent: Annotated[str, phrase("child")]
    news_consent_due: Annotated[str, phrase("child", "days")]
    news_kept: Annotated[str, phrase("child", "kinds", "time", "first")]
    news_no_more: Annotated[str, phrase("most")]
    news_none_yet: Phrase

    # -- what is kept
    news_child: Annotated[str, phrase("day")]
    news_expected: Annotated[str, phrase("day")]
    news_state: Annotated[str, phrase("child", "kinds")]
    news_messages: Phrase
    news_messages_weekly: Phrase
    news_plan: Phrase
    news_nothing: Phrase
    news_overview: Annotated[str, phrase("children")]
    news_one: Annotated[str, phrase("child", "kinds")]
    news_no_child: Phrase
    news_setting: Annotated[str, phrase("state")]
    news_stored: Annotated[str, phrase("child", "kinds")]

    # -- changes
    news_changed: Annotated[str, phrase("child", "kinds")]
    news_forgotten: Annotated[str, phrase("child")]
    news_stopped: Annotated[str, phrase("kind")]
    news_all_forgotten: Phrase
    news_still: Annotated[str, phrase("children")]
    news_why_messages: Phrase
    news_why_plan: Phrase
    news_why_not: Phrase

    # -- what is sent
    news_plan_begins: Phrase
    news_plan_ends: Annotated[str, phrase("days", "until")]
    news_plan_closing: Phrase
    news_reason_messages: Annotated[str, phrase("day")]
    news_reason_plan: Annotated[str, phrase("day")]

    # -- programmes
    programmes_ask: Phrase
    programmes_some: Annotated[str, phrase("kind", "count", "whom")]
    programmes_none: Annotated[str, phrase("kind", "whom")]
    programmes_any: Phrase
    programmes_whom: Annotated[str, phrase("age")]
    programmes_pregnant: Phrase
    programmes_support: Phrase
    programmes_gone: Phrase
    programme_how: Phrase
    programme_dates: Phrase
    programme_where: Phrase

    # -- buttons
    news_label: Label
    news_ask_label: Label
    news_pick_label: Label
    news_pick_due_label: Label
    news_due_label: Label
    news_both_label: Label
    news_messages_label: Label
    news_plan_label: Label
    news_keep_label: Label
    news_no_label: Label
    news_add_label: Label
    news_weekly_label: Label
    news_every_label: Label
    news_stop_messages_label: Label
    news_stop_plan_label: Label
    news_forget_label: Label
    news_forget_all_label: Label
    news_stop_label: Label
    news_change_label: Label
    news_why_label: Label
    programmes_label: Label
    programmes_all_label: Label
    programmes_pregnant_label: Label
    programme_label: Label
    programme_page_label: Label
    programme_phone_label: Label
    programmes_more_label: Label
