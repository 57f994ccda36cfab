"""What is kept of a citizen's children, as a turn sees it."""

from __future__ import annotations

from bot.api import fill
from handlers.childcare.messages.children import Children, Kind, first_morning
from handlers.childcare.messages.texts import child_text, wanted_text
from handlers.childcare.plan.wording import day_words
from handlers.childcare.tables import Child
from handlers.childcare.talk import Turn, childcare_of


def children(turn: Turn) -> Children:
    """The parent's children."""
    first = first_morning(childcare_of(turn).steps.schedule, turn.now)
    return Children(turn.db, turn.citizen.id, first)


def kinds_there(turn: Turn, *, expected: bool = False) -> list[Kind]:
    """What the city's content can send for a child, born or expected."""
    childcare, kinds = childcare_of(turn), []
    if childcare.steps.series(expected=expected).messages:
        kinds.append(Kind.MESSAGES)
    if not expected and (childcare.vaccines or childcare.checkups):
        kinds.append(Kind.PLAN)
    return kinds


def home_district(turn: Turn) -> str:
    """The district of the citizen's home, empty where it is not known."""
    home = turn.places.get()
    return (home.district if home else None) or ""


def kept_text(turn: Turn, child: Child) -> str:
    """What was just asked for, and when it begins."""
    at = childcare_of(turn).steps.schedule.at
    return fill(
        turn.words.news_kept,
        child=child_text(turn.words, child.born, expected=child.expected),
        kinds=wanted_text(turn.words, child),
        first=day_words(children(turn).first),
        time=f"{at.hour}:{at.minute:02}",
    )
