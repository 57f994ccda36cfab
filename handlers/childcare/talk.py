"""The feature, and what every step of its talk knows."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel

from bot import api
from bot.api import Feature, fill
from handlers.childcare.content import Childcare, load
from handlers.childcare.words import Words


class Draft(BaseModel):
    """Nothing is kept of a child while one talks about it. `kind`: which programmes were asked for.

    `group` and `kind`: the facilities that are looked for. `led`: when it was said what stands before all
    answers of the group.
    """

    kind: str = ""
    group: str = ""
    led: datetime | None = None


feature = Feature("childcare", title="子育て", words=Words, draft=Draft, content=load, order=20)
Turn = api.Turn[Words, Draft]


def childcare_of(turn: Turn) -> Childcare:
    return turn.content(load)


def contact(turn: Turn) -> str:
    """Whom to ask: the city's number, where it is known."""
    phone = turn.city.phone
    return fill(turn.common.contact_phone, phone=phone) if phone else turn.common.contact_desk
