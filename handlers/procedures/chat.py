"""The talk about online procedures: an event of life, a category, a procedure, and what it takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.api import Action, PostbackAction, Reply, cards, choice_label, fill, menu, page_of
from handlers.procedures.cards import procedure_card
from handlers.procedures.registry.catalogue import Listed
from handlers.procedures.registry.procedure import State
from handlers.procedures.registry.wishes import add_wish, drop_wish, has_wish
from handlers.procedures.shelves import FEW, categories, events, within
from handlers.procedures.talk import Turn, contact, feature, view_of, vocabulary_of
from handlers.procedures.telling import opening


@feature.command(
    "オンライン申請", "オンライン手続き", "電子申請", "申請", "ネットで申請", "手続き", menu=True
)
def home(turn: Turn) -> Reply:
    """Events of life to choose from."""
    return _events(turn, 0)


@feature.postback("home")
def list_events(turn: Turn, page: int = 0) -> Reply:
    return _events(turn, page)


@feature.postback("life")
def show_event(turn: Turn, event: str, page: int = 0) -> Reply:
    """The categories of an event, or its procedures where there are few."""
    listed = within(view_of(turn).listed, event)
    kinds = categories(listed, vocabulary_of(turn))
    if len(listed) <= FEW or len(kinds) < 2:
        return _list(turn, event, listed, page, lambda more: show_event.data(event, more))
    shown, follow = page_of(kinds, page)
    buttons: list[Action] = [
        turn.button(choice_label(kind), show_category, event, kind) for kind in shown
    ]
    if follow:
        buttons.append(turn.button(turn.words.more_label, show_event, event, page + 1))
    return turn.say(menu(fill(turn.words.which_category, event=event), buttons))


@feature.postback("category")
def show_category(turn: Turn, event: str, category: str, page: int = 0) -> Reply:
    listed = within(view_of(turn).listed, event, category)
    return _list(
        turn, category, listed, page, lambda more: show_category.data(event, category, more)
    )


@feature.postback("show")
def show(turn: Turn, number: int) -> Reply:
    """All that is to be known of a procedure before one starts."""
    listed = view_of(turn).find(number)
    if listed is None:
        return _gone(turn)
    whom = contact(turn, listed.procedure.phone)
    if listed.state is State.CLOSED:
        closed = fill(turn.words.closed, name=listed.procedure.name, contact=whom)
        return turn.say(closed, quick=[_others(turn)])
    told = procedure_card(
        turn.words, turn.common.hours, listed, turn.now,
        site=turn.city.site or "", contact=whom, more=_wishes(turn, listed),
    )  # fmt: skip
    return turn.say(cards(told), quick=[_others(turn)])


@feature.postback("tell")
def tell(turn: Turn, number: int) -> Reply:
    """Tell the citizen when it opens."""
    listed = view_of(turn).find(number)
    if listed is None or listed.state is State.CLOSED:
        return show.run(turn, number)
    name, opens = listed.procedure.name, listed.procedure.opens
    if listed.state is State.OPEN or opens is None:
        way: Action = turn.button(turn.words.apply_label, show, number)
        return turn.say(fill(turn.words.already_open, name=name), quick=[way])
    add_wish(turn.db.connection(), turn.citizen.id, number, int(turn.now.timestamp() * 1000))
    begin = opening(turn.words, turn.common.hours, opens, turn.now)
    undo: Action = turn.button(turn.words.do_not_tell_label, do_not_tell, number)
    said = fill(turn.words.will_tell, name=name, opens=begin)
    return turn.say(said, quick=[undo, _others(turn)])


@feature.postback("hush")
def do_not_tell(turn: Turn, number: int) -> Reply:
    drop_wish(turn.db.connection(), turn.citizen.id, number)
    listed = view_of(turn).find(number)
    if listed is None:
        return _gone(turn)
    said = fill(turn.words.will_not_tell, name=listed.procedure.name)
    return turn.say(said, quick=[_others(turn)])


# -- answers


def _events(turn: Turn, page: int) -> Reply:
    listed = view_of(turn).listed
    if not listed:
        return turn.say(fill(turn.words.none_yet, contact=contact(turn)))
    names = events(listed, vocabulary_of(turn))
    shown, follow = page_of(names, page)
    buttons: list[Action] = [turn.button(choice_label(name), show_event, name) for name in shown]
    if follow:
        buttons.append(turn.button(turn.words.more_label, list_events, page + 1))
    return turn.say(menu(turn.words.which_event, buttons))


def _list(
    turn: Turn, group: str, listed: Sequence[Listed], page: int, more: Callable[[int], str]
) -> Reply:
    if not listed:
        return _gone(turn)
    shown, follow = page_of(listed, page)
    buttons: list[Action] = [
        turn.button(choice_label(one.procedure.name), show, one.id) for one in shown
    ]
    if follow:
        label = turn.words.more_label
        buttons.append(PostbackAction(label, more(page + 1), display_text=label))
    asked = menu(fill(turn.words.which_procedure, group=group), buttons)
    return turn.say(asked, quick=[_others(turn)])


def _wishes(turn: Turn, listed: Listed) -> list[Action]:
    if listed.state is not State.UPCOMING:
        return []
    if has_wish(turn.db.connection(), turn.citizen.id, listed.id):
        return [turn.button(turn.words.do_not_tell_label, do_not_tell, listed.id)]
    return [turn.button(turn.words.tell_label, tell, listed.id)]


def _gone(turn: Turn) -> Reply:
    said = fill(turn.words.gone, contact=contact(turn))
    return turn.say(said, quick=[_others(turn)])


def _others(turn: Turn) -> Action:
    return turn.button(turn.words.events_label, list_events)
