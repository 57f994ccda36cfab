"""The page of what is in force, in every language."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import public
from bot.api import JAPAN
from bot.public import Answer, Pages
from handlers.evacuation.content import load
from handlers.evacuation.messages import Teller, Told
from handlers.evacuation.orders.desk import Kind
from handlers.evacuation.orders.force import Standing, in_force, just_over
from handlers.evacuation.talk import feature
from handlers.evacuation.telling import teller_of
from handlers.evacuation.words import HOME, Words

pages = Pages(feature, __name__)
Visit = public.Visit[Words]
FRESH = timedelta(0)
TONGUES = {
    "ja": ("日本語", "ja"),
    "easy_ja": ("やさしい日本語", "ja"),
    "en": ("English", "en"),
    "zh-Hans": ("中文(简体)", "zh-Hans"),
    "zh-Hant": ("中文(繁體)", "zh-Hant"),
    "ko": ("한국어", "ko"),
    "vi": ("Tiếng Việt", "vi"),
}


def teller(visit: Visit) -> Teller:
    return teller_of(visit.words, visit.residence, visit.city)


@pages.get("")
def show_orders(visit: Visit) -> Answer:
    """What is in force, and what ended a short while ago; drills never."""
    asked = visit.asked("lang")
    code = asked if asked in visit.words.languages else HOME
    hours = timedelta(hours=visit.content(load).ended_hours)
    since = int((visit.now - hours).timestamp() * 1000)
    with visit.read() as connection:
        force, over = in_force(connection), just_over(connection, since)
    return visit.page(
        "evacuation.html",
        keep=FRESH,
        force=[(one, said(visit, one, code)) for one in force],
        over=[(one, said(visit, one, code)) for one in over],
        code=code,
        tongue=TONGUES[code][1],
        tongues=[(each, TONGUES[each]) for each in visit.words.languages],
        help=visit.content(load).help_url or "/evacuation/help",
        safety=visit.content(load).safety_url,
    )


@pages.get("/")
def show_orders_too(visit: Visit) -> Answer:
    return visit.redirect(show_orders)


def said(visit: Visit, one: Standing, code: str) -> list[str]:
    """The paragraphs of its message; the first is its title."""
    at = datetime.fromtimestamp(one.since_ms / 1000, JAPAN)
    told = Told(one.order, one.last.kind if one.is_over else Kind.ISSUE, at, False)
    return teller(visit).paragraphs(told, code)
