"""The feature, and what every step of its talk knows."""

from __future__ import annotations

from bot import api
from bot.api import Feature, Nothing
from handlers.broadcasts.content import load
from handlers.broadcasts.words import Words

feature = Feature("broadcasts", title="お知らせの配信", words=Words, content=load, order=200)
Turn = api.Turn[Words, Nothing]
