"""Places that citizens name: their home, and a town in a sentence about shelters."""

from __future__ import annotations

import re

from bot.api import Spot
from handlers.shelters.talk import Turn

_ABOUT_SHELTERS = re.compile(
    r"(?P<place>.{1,40}?)(?:の?(?:近く|そば|周辺|あたり))?(?:の|で|、|\s)?(?:開いている|一番近い)?避難(?:所|場所)"
    r"(?:は(?:どこ(?:ですか)?)?|を?教えて(?:ください)?)?[?？。]*"
)


def place_in(text: str) -> str:
    """The place in 「穀町の近くの避難所はどこですか」; empty where the text is about something else."""
    found = _ABOUT_SHELTERS.fullmatch(text.strip())
    return found["place"] if found else ""


def spot_named(turn: Turn, text: str) -> Spot | None:
    """The town or district that a text surely names; None where it names none, or is a command."""
    return None if turn.is_command(text) else turn.residence.find(text, turn.city.name).single


def home_of(turn: Turn) -> Spot | None:
    """The citizen's home, as far as they told us."""
    home = turn.places.get()
    return turn.residence.spot(home.town or "", home.district or "") if home else None
