"""The talk about things: what kind they are, and how they are put out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.api import PostbackAction, Reply, Text, fill, fold, menu
from handlers.garbage.choosing import NAME_LIMIT, button_label, page_of, quick_label
from handlers.garbage.finding.items import Match, Rank
from handlers.garbage.finding.questions import Ask
from handlers.garbage.talk import Turn, calendar_of, contact, feature, home, understand
from handlers.garbage.telling.things import ThingTeller, surest

MOST_OTHERS = 4


@feature.command("分別", "ごみ分別", "ごみの分別", "分別辞典", "ごみの捨て方", "捨て方")
def sorting(turn: Turn) -> Reply:
    return turn.start(what, turn.words.ask_thing)


@feature.postback("ask_thing")
def ask_thing(turn: Turn) -> Reply:
    return sorting(turn)


@feature.postback("thing")
def show_thing(turn: Turn, name: str) -> Reply:
    return tell_thing(turn, name, calendar_of(turn).dictionary.entry(name))


@feature.step(Text)
def what(turn: Turn, said: Text) -> Reply:
    """The name of a thing; another question is answered as such."""
    question = understand(turn, said.text)
    if fold(said.text) in feature.commands or (question and question.ask is not Ask.HOW):
        return turn.pass_on()
    found = question.found if question else calendar_of(turn).dictionary.lookup(said.text)
    return tell_thing(turn, question.thing if question else said.text, found)


def tell_thing(turn: Turn, name: str, found: Sequence[Match]) -> Reply:
    """What goes where; a choice where several things may be meant."""
    found = found or calendar_of(turn).dictionary.near(name)
    again = [turn.button(turn.words.thing_label, ask_thing)]
    if not found:
        ask_city = fill(turn.words.ask_city_how, contact=contact(turn))
        return turn.end(fill(turn.words.no_such_thing, thing=name), ask_city, quick=again)
    match = surest(found)
    if match is None:
        return _which(turn, name, found)
    teller = ThingTeller(turn.words, calendar_of(turn), home(turn), turn.now)
    others = [_button(turn, one.name, quick_label) for one in found if one is not match]
    return turn.end(teller.thing(match).message(), quick=[*others[:MOST_OTHERS], *again])


def _which(turn: Turn, name: str, found: Sequence[Match]) -> Reply:
    words = turn.words
    sentence = words.perhaps_thing if found[0].rank <= Rank.INSIDE else words.which_thing
    shown = page_of(found, 0)
    buttons = [_button(turn, one.name, button_label) for one in shown.choices]
    more = [words.and_more] if shown.more else []
    again = [turn.button(words.thing_label, ask_thing)]
    return turn.end(menu(fill(sentence, thing=name), buttons), *more, quick=again)


def _button(turn: Turn, name: str, label: Callable[[str], str]) -> PostbackAction:
    return turn.button(label(name), show_thing, name[:NAME_LIMIT])
