"""The feature, and the words for places that all of its talk uses."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel

from bot import api
from bot.api import Feature, MessageAction, Place, Unit, fit
from handlers.settings.words import Words

BUTTON_LABEL = 40
# What opens the settings, typed or by a button.
COMMAND = "設定"


class Draft(BaseModel):
    """What is being set: the place that the citizen is asked for."""

    slot: str = "home"


feature = Feature("settings", title="設定", words=Words, draft=Draft, order=90)
Turn = api.Turn[Words, Draft]


def slot_titles(turn: Turn) -> Mapping[str, str]:
    """What each slot is called, in the order in which they are shown."""
    words = turn.words
    return {
        "home": words.slot_home,
        "work": words.slot_work,
        "parents": words.slot_parents,
        "other": words.slot_other,
    }


def place_name(place: Place) -> str:
    """A place in words: its town and district, else whatever a feature knows of it."""
    if place.town and place.district:
        return f"{place.town}({place.district})"
    return place.town or place.district or "、".join(dict.fromkeys(place.areas.values()))


def back(turn: Turn) -> MessageAction:
    """A quick reply that leads back to the card of the settings."""
    return MessageAction(turn.words.back_label, COMMAND)


def button_label(text: str) -> str:
    return fit(text, BUTTON_LABEL, Unit.GRAPHEME)
