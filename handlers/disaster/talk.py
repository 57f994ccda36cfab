"""The feature, and what every step of its talk knows."""

from __future__ import annotations

from bot import api
from bot.api import Feature, Nothing
from handlers.disaster.files import load
from handlers.disaster.words import Words

feature = Feature(
    "disaster", title="警報・注意報", words=Words, content=load, order=25, emergency=True
)
Turn = api.Turn[Words, Nothing]
