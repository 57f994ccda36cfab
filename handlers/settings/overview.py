"""The settings on one card."""

from __future__ import annotations

from bot.api import Action, Line, Reply, card, cards
from handlers.settings.erasing import ask_erase
from handlers.settings.language import choose_language, language_name
from handlers.settings.places import list_places
from handlers.settings.stored import show_stored
from handlers.settings.talk import COMMAND, Turn, feature, place_name, slot_titles
from handlers.settings.topics import list_topics


@feature.command(COMMAND, "せってい", "設定を変える", "登録", menu=True)
def overview(turn: Turn) -> Reply:
    words, offered = turn.words, turn.settings()
    lines: list[Line] = [(words.places_heading, _places(turn))]
    actions: list[Action] = []
    if turn.residence or turn.places.all():
        actions.append(turn.button(words.places_label, list_places))
    if turn.topics.catalogue:
        lines.append((words.topics_heading, _topics(turn)))
        actions.append(turn.button(words.topics_label, list_topics))
    lines += [line for line, _ in offered]
    lines.append((words.language_heading, language_name(turn)))
    actions += [button for _, button in offered]
    actions += [
        turn.button(words.language_label, choose_language),
        turn.button(words.stored_label, show_stored),
        turn.button(words.erase_label, ask_erase),
    ]
    return turn.say(cards(card(words.title, lines, actions)))


def _places(turn: Turn) -> str:
    titles = slot_titles(turn)
    known = [f"{titles.get(p.slot, p.slot)}: {place_name(p)}" for p in turn.places.all()]
    return "\n".join(known) or turn.words.nothing_yet


def _topics(turn: Turn) -> str:
    wanted = [topic.title for topic, wants in turn.topics.all() if wants]
    return "、".join(wanted) or turn.words.no_topics_wanted
