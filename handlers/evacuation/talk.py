"""The feature, and what every step of its talk knows."""

from __future__ import annotations

from bot import api
from bot.api import Feature, Nothing
from handlers.evacuation.content import load
from handlers.evacuation.words import Words

feature = Feature(
    "evacuation", title="避難情報", words=Words, content=load, order=15, emergency=True
)
Turn = api.Turn[Words, Nothing]
