"""What is kept of a child, shown and changed: kinds, how often, and forgetting it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.api import FlexMessage, PostbackAction, Reply, fill, menu
from handlers.childcare.messages.children import Kind, kinds_of
from handlers.childcare.messages.kept import children, kinds_there
from handlers.childcare.messages.texts import child_text, states
from handlers.childcare.tables import Child
from handlers.childcare.talk import Turn, feature


@feature.postback("news_child")
def show_child(turn: Turn, born: date, due: bool) -> Reply:
    child = children(turn).get(born, expected=due)
    return turn.say(child_card(turn, child) if child else turn.words.news_why_not)


@feature.postback("news_set")
def set_kind(turn: Turn, born: date, due: bool, kind: str, on: bool) -> Reply:
    """Begin or stop one kind for one child."""
    mine, chosen = children(turn), kind_of(kind)
    child = mine.get(born, expected=due)
    if child and on and chosen in kinds_there(turn, expected=due):
        mine.want(child, chosen)
    elif child and not on:
        mine.stop([chosen], child)
    return _changed(turn, born, due)


@feature.postback("news_weekly")
def set_weekly(turn: Turn, born: date, due: bool, weekly: bool) -> Reply:
    """One message a week, or as many as there are."""
    if child := children(turn).get(born, expected=due):
        child.weekly = weekly
    return _changed(turn, born, due)


@feature.postback("news_forget")
def forget(turn: Turn, born: date, due: bool) -> Reply:
    if child := children(turn).get(born, expected=due):
        children(turn).stop(list(Kind), child)
    return _changed(turn, born, due)


@feature.postback("news_forget_all")
def forget_all(turn: Turn) -> Reply:
    children(turn).stop(list(Kind))
    return turn.say(turn.words.news_all_forgotten)


def kind_of(kind: str) -> Kind:
    """The kind that a button names."""
    return Kind(kind) if kind in set(Kind) else Kind.MESSAGES


def child_card(turn: Turn, child: Child) -> FlexMessage:
    """What is wanted for one child, and what can be changed."""
    (told,) = states(turn.words, [child], turn.words.news_one)
    return menu(told, _buttons(turn, child))


def list_card(turn: Turn, mine: Sequence[Child]) -> FlexMessage:
    """All children, a button for each."""
    words = turn.words
    told = fill(words.news_overview, children="\n".join(states(words, mine, words.news_state)))
    buttons = [
        turn.button(_name(turn, each.born, each.expected), show_child, each.born, each.expected)
        for each in mine
    ]
    return menu(told, [*buttons, turn.button(words.news_forget_all_label, forget_all)])


def _buttons(turn: Turn, child: Child) -> list[PostbackAction]:
    words, born, due, wanted = turn.words, child.born, child.expected, kinds_of(child)
    begin = {Kind.MESSAGES: words.news_messages_label, Kind.PLAN: words.news_plan_label}
    end = {Kind.MESSAGES: words.news_stop_messages_label, Kind.PLAN: words.news_stop_plan_label}
    buttons = []
    if Kind.MESSAGES in wanted:
        label = words.news_every_label if child.weekly else words.news_weekly_label
        buttons.append(turn.button(label, set_weekly, born, due, not child.weekly))
    for kind in Kind:
        if kind in wanted and len(wanted) > 1:
            buttons.append(turn.button(end[kind], set_kind, born, due, str(kind), False))
        elif kind not in wanted and kind in kinds_there(turn, expected=due):
            buttons.append(turn.button(begin[kind], set_kind, born, due, str(kind), True))
    return [*buttons, turn.button(words.news_forget_label, forget, born, due)]


def _changed(turn: Turn, born: date, due: bool) -> Reply:
    """How it stands now with a child that was changed, or is gone."""
    words, child = turn.words, children(turn).get(born, expected=due)
    if child is None:
        return turn.say(fill(words.news_forgotten, child=_name(turn, born, due)))
    (told,) = states(words, [child], words.news_changed)
    return turn.say(menu(told, _buttons(turn, child)))


def _name(turn: Turn, born: date, due: bool) -> str:
    return child_text(turn.words, born, expected=due)
