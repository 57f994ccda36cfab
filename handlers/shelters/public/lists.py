"""The page of shelters as they are now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot import public
from bot.api import fold, map_url
from bot.public import Answer, Pages
from handlers.shelters.cards import state_of
from handlers.shelters.content import load
from handlers.shelters.now import Now, now_of
from handlers.shelters.shelter import Hazard, Shelter
from handlers.shelters.states import State
from handlers.shelters.talk import feature, hazard_of
from handlers.shelters.words import Words

pages = Pages(feature, __name__)
Visit = public.Visit[Words]
# Whether a shelter is open must not be an old answer.
FRESH = timedelta(0)


def now_at(visit: Visit) -> Now:
    """All shelters as they are at this moment."""
    with visit.read() as connection:
        on = visit.emergency(connection).is_on
        return now_of(visit.content(load), connection, emergency=on)


@pages.get("")
def list_shelters(visit: Visit) -> Answer:
    """All shelters, or those of a district, for a disaster, or with some words in them; open ones first."""
    now, hazard = now_at(visit), hazard_of(visit.asked("hazard"))
    district, wanted = visit.asked("district"), visit.asked("q")
    rows = [one for one in now.shelters.suited(hazard, district) if _holds(one, wanted)]
    return visit.page(
        "shelters.html",
        keep=FRESH,
        now=now,
        groups=_grouped(now, rows),
        count=len(rows),
        hazards=[(one, visit.words.hazards.of(one).name) for one in now.shelters.hazards()],
        hazard=hazard,
        districts=now.shelters.districts(),
        district=district,
        wanted=wanted,
        tell=lambda one: state_of(visit.words, now, one),
        usable=lambda one: "、".join(_names(visit, one)),
        where=lambda one: map_url(one.point.latitude, one.point.longitude),
    )


@pages.get("/")
def list_shelters_too(visit: Visit) -> Answer:
    return visit.redirect(list_shelters)


def _grouped(now: Now, rows: Sequence[Shelter]) -> list[tuple[State, list[Shelter]]]:
    """By state, those to go to first; closed ones are of no use to anybody."""
    order = (State.OPEN, State.FULL, State.UNOPENED, State.CLOSED)
    found = [(state, [one for one in rows if now.status(one).state is state]) for state in order]
    return [(state, some) for state, some in found if some]


def _holds(one: Shelter, wanted: str) -> bool:
    words = fold(wanted)
    return not words or any(words in fold(text) for text in (one.name, one.reading, one.address))


def _names(visit: Visit, one: Shelter) -> list[str]:
    return [visit.words.hazards.of(hazard).name for hazard in Hazard if hazard in one.hazards]
