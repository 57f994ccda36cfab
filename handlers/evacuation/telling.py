"""The teller of a city: its words, its places and its pages."""

from __future__ import annotations

from bot.api import City, Residence
from handlers.evacuation.content import Content
from handlers.evacuation.messages import Teller
from handlers.evacuation.words import Words


def teller_of(content: Content, residence: Residence, city: City, words: Words) -> Teller:
    """Makes messages as this city tells them."""
    return Teller(content, residence, city.site or "", words.shelters_label)
