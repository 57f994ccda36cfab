"""The way in: what the feature has to offer, each with a button."""

from __future__ import annotations

from bot.api import Action, Reply, menu
from handlers.childcare.events.chat import events_of, list_coming
from handlers.childcare.facilities.chat import facilities_of, find, group_words, list_kinds
from handlers.childcare.facilities.facility import Group
from handlers.childcare.messages.asking import show
from handlers.childcare.messages.kept import kinds_there
from handlers.childcare.messages.programme_talk import ask_programmes
from handlers.childcare.plan_chat import another
from handlers.childcare.talk import Turn, childcare_of, feature


@feature.command("子育て", "こそだて", "子育て情報", "子育てのこと", "子どものこと", menu=True)
def start(turn: Turn) -> Reply:
    """What there is; only what the city has data for."""
    buttons: list[Action] = [turn.button(turn.words.menu_plan_label, another)]
    for group in Group:
        if facilities_of(turn).suited(group):
            label = group_words(turn.words.facilities, group).label
            way = find if group is Group.BABY else list_kinds
            buttons.append(turn.button(label, way, group.value))
    if events_of(turn).coming(turn.now):
        buttons.append(turn.button(turn.words.events.label, list_coming))
    if childcare_of(turn).programmes:
        buttons.append(turn.button(turn.words.programmes_label, ask_programmes))
    if kinds_there(turn):
        buttons.append(turn.button(turn.words.news_label, show))
    return turn.say(menu(turn.words.menu_lead, buttons))


@feature.postback("menu")
def again(turn: Turn) -> Reply:
    return start(turn)
