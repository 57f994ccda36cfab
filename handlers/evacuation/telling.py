"""The teller of a city: its words, its places and its pages."""

from __future__ import annotations

from bot.api import City, Residence
from handlers.evacuation.messages import Teller
from handlers.evacuation.words import Words


def teller_of(words: Words, residence: Residence, city: City) -> Teller:
    """Makes messages as this city tells them."""
    return Teller(words, residence, city.site or "")
