"""The quick replies of what is sent unasked: stop it, change it, and why it came."""

from __future__ import annotations

from bot.api import Action, PostbackAction, Reply, fill
from handlers.childcare.messages.asking import show
from handlers.childcare.messages.changes import kind_of
from handlers.childcare.messages.children import Kind, kinds_of
from handlers.childcare.messages.kept import children
from handlers.childcare.messages.texts import kinds_text, states
from handlers.childcare.talk import Turn, feature
from handlers.childcare.words import Words


@feature.postback("news_stop")
def stop(turn: Turn, kind: str) -> Reply:
    """Stop one kind for all children: a message goes to many, and cannot know whom it was about."""
    mine, words, chosen = children(turn), turn.words, kind_of(kind)
    mine.stop([chosen])
    told = [fill(words.news_stopped, kind=kinds_text(words, [chosen]))]
    if left := states(words, mine.all(), words.news_state):
        told.append(fill(words.news_still, children="\n".join(left)))
    else:
        told.append(words.news_all_forgotten)
    return turn.say("\n".join(told), quick=[turn.button(words.news_label, show)])


@feature.postback("news_why")
def why(turn: Turn, kind: str) -> Reply:
    words, chosen = turn.words, kind_of(kind)
    mine = [each for each in children(turn).all() if chosen in kinds_of(each)]
    if not mine:
        return turn.say(words.news_why_not, quick=[turn.button(words.news_label, show)])
    reason = words.news_why_plan if chosen is Kind.PLAN else words.news_why_messages
    told = "\n".join([reason, *states(words, mine, words.news_state)])
    return turn.say(told, quick=quick(words, chosen)[:2])


def quick(words: Words, kind: Kind) -> list[Action]:
    """The quick replies of every message of a kind."""
    return [
        _button(words.news_stop_label, stop.data(str(kind))),
        _button(words.news_change_label, show.data()),
        _button(words.news_why_label, why.data(str(kind))),
    ]


def _button(label: str, data: str) -> PostbackAction:
    return PostbackAction(label, data, display_text=label)
