"""The talk about things: what kind they are, and how they are put out."""

from __future__ import annotations

from bot.api import FlexMessage, Found, Reply, Text, Verdict, fill, fold, menu
from handlers.garbage.finding.questions import Ask
from handlers.garbage.finding.text import squash
from handlers.garbage.talk import (
    CATEGORY,
    Turn,
    calendar_of,
    contact,
    feature,
    home,
    understand,
)
from handlers.garbage.telling.things import ThingTeller

MOST_CHOICES = 10


@feature.command("分別", "ごみ分別", "ごみの分別", "分別辞典", "ごみの捨て方", "捨て方")
def sorting(turn: Turn) -> Reply:
    return turn.start(what, turn.words.ask_thing)


@feature.postback("ask_thing")
def ask_thing(turn: Turn) -> Reply:
    return sorting(turn)


@feature.postback("thing")
def show_thing(turn: Turn, name: str) -> Reply:
    """What goes where, and when it is collected at home."""
    thing = calendar_of(turn).dictionary.entry(name)
    if thing is None:
        return look_up(turn, name)
    teller = ThingTeller(turn.words, calendar_of(turn), home(turn), turn.now)
    again = [turn.button(turn.words.thing_label, ask_thing)]
    return turn.end(teller.thing(thing).message(), quick=again)


@feature.step(Text)
def what(turn: Turn, said: Text) -> Reply:
    """The name of a thing; another question is answered as such."""
    question = understand(turn, said.text)
    if fold(said.text) in feature.commands or (question and question.ask is not Ask.HOW):
        return turn.pass_on()
    thing = question.thing if question else said.text
    found = turn.search(thing, CATEGORY)
    return (
        turn.pass_on() if is_better_elsewhere(turn, said.text, found) else tell(turn, thing, found)
    )


def is_better_elsewhere(turn: Turn, text: str, found: Found) -> bool:
    """Whether the city knows more of a text than what was found of garbage."""
    if found.verdict is Verdict.CLEAR:
        return False
    everything = turn.search(text).verdict
    near = everything is Verdict.NEAR and found.verdict is Verdict.NONE
    return everything is Verdict.CLEAR or near


def look_up(turn: Turn, name: str) -> Reply:
    return tell(turn, name, turn.search(name, CATEGORY))


def tell(turn: Turn, name: str, found: Found) -> Reply:
    """What was found; a choice where several things may be meant."""
    if found.verdict is Verdict.CLEAR:
        return turn.follow(found)
    again = [turn.button(turn.words.thing_label, ask_thing)]
    if found.verdict is Verdict.NEAR:
        return turn.end(_which(turn, name, found), quick=again)
    turn.missed(name, CATEGORY)
    ask_city = fill(turn.words.ask_city_how, contact=contact(turn))
    return turn.end(fill(turn.words.no_such_thing, thing=name), ask_city, quick=again)


def _which(turn: Turn, name: str, found: Found) -> FlexMessage:
    """Things that bear the name, or, failing that, such as are called nearly so."""
    words, hits = turn.words, found.hits[:MOST_CHOICES]
    bear = any(squash(name) in squash(hit.entry.title) for hit in hits)
    sentence = words.which_thing if bear else words.perhaps_thing
    buttons = [*turn.choices(hits), turn.none_of_these(name, CATEGORY)]
    return menu(fill(sentence, thing=name), buttons)
