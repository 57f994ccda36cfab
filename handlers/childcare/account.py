"""Child care in the settings, in the list of what is stored, and when the citizen moves."""

from __future__ import annotations

from bot.api import Action, Moved, Reply, fill
from handlers.childcare.messages.asking import show
from handlers.childcare.messages.kept import children, home_district, kinds_there
from handlers.childcare.messages.texts import states
from handlers.childcare.talk import Turn, feature


@feature.settings
def setting(turn: Turn) -> tuple[str, Action] | None:
    """One line for all children; none in a city that sends nothing."""
    words = turn.words
    if not kinds_there(turn):
        return None
    state = "、".join(states(words, children(turn).all(), words.news_state))
    line = fill(words.news_setting, state=state or words.news_nothing)
    return line, turn.button(words.news_label, show)


@feature.stored
def stored(turn: Turn) -> list[str]:
    return states(turn.words, children(turn).all(), turn.words.news_stored)


@feature.on(Moved)
def moved(turn: Turn, event: Moved) -> Reply:
    """Messages of the new home's district follow; there is nothing to say about it."""
    if event.slot == "home":
        children(turn).move(home_district(turn))
    return turn.pass_on()
