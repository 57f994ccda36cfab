"""The pages, and what each of them knows."""

from __future__ import annotations

from bot import public
from bot.public import Pages
from handlers.roads.content import Content, load
from handlers.roads.talk import feature
from handlers.roads.words import Words

pages = Pages(feature, __name__)
Visit = public.Visit[Words]


def content_of(visit: Visit) -> Content:
    """Kinds, owners and what may be published. Raises Unavailable."""
    content = visit.content(load)
    assert content is not None
    return content


def phone_of(visit: Visit) -> str:
    """The number for urgent damage; "" where none is known."""
    return content_of(visit).settings.phone or visit.city.phone or ""
