"""The feature, and what every step of its talk knows."""

from __future__ import annotations

from pydantic import BaseModel

from bot import api
from bot.api import Feature
from handlers.childcare.content import Childcare, load
from handlers.childcare.words import Words


class Draft(BaseModel):
    """Nothing is kept of a child while one talks about it. `kind`: which programmes were asked for."""

    kind: str = ""


feature = Feature("childcare", title="子育て", words=Words, draft=Draft, content=load, order=20)
Turn = api.Turn[Words, Draft]


def childcare_of(turn: Turn) -> Childcare:
    return turn.content(load)
