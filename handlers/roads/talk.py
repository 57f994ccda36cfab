"""The feature, and what every step of its talk knows."""

from __future__ import annotations

from pydantic import BaseModel

from bot import api
from bot.api import Feature
from handlers.roads import tables
from handlers.roads.content import load
from handlers.roads.words import Words

__all__ = ["feature", "tables"]


class Draft(BaseModel):
    """A report that is not sent yet."""


feature = Feature("roads", title="道路の通報", words=Words, draft=Draft, content=load, order=50)
Turn = api.Turn[Words, Draft]
