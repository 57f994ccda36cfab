"""A case as a reporter sees it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.api import JAPAN, Action, Bubble, Line, Unit, card, fill, fit
from handlers.roads.content import Content
from handlers.roads.ledger.case import Case
from handlers.roads.ledger.history import Act
from handlers.roads.ledger.history import Line as Happened
from handlers.roads.ledger.numbers import shown
from handlers.roads.ledger.states import State
from handlers.roads.words import Words

COLORS = {
    State.RECEIVED: "#4D4D4D",
    State.CONFIRMED: "#0B5CAD",
    State.WORKING: "#8A4B00",
    State.DONE: "#0B5D3B",
    State.EXCLUDED: "#4D4D4D",
    State.HANDED: "#5B3A8C",
}
_MOST = 300


def day_of(words: Words, moment_ms: int) -> str:
    """「11月29日」 of a moment."""
    day = datetime.fromtimestamp(moment_ms / 1000, JAPAN)
    return fill(words.day, month=day.month, day=day.day)


def case_card(
    words: Words,
    content: Content,
    own: Case,
    present: Case,
    said: Sequence[Happened],
    actions: Sequence[Action],
) -> Bubble:
    """A case: its number, where it stands, and the last that staff said.

    Args:
        own: the case that the citizen reported; `present`: the one that goes on for it.
        said: the public history of `present`.
    """
    told = [
        (words.number_name, shown(own.number)),
        (words.place_name, own.place or own.town or own.district or words.place_on_map),
        (words.reported_name, day_of(words, own.created_ms)),
        (words.merged_name, "" if own.id == present.id else shown(present.number)),
        (words.owner_name, content.owner_name(present.owner)),
        (words.reason_name, last_words(words, said)),
    ]
    lines: list[Line] = [(name, fit(line, _MOST, Unit.UTF16)) for name, line in told if line]
    title = fill(words.case_title, kind=content.kind_label(own.kind), state=present.state.label)
    return card(title, lines, actions, color=COLORS[present.state])


def last_words(words: Words, said: Sequence[Happened]) -> str:
    """What staff said last, with its day; "" before they said anything."""
    answers = [one for one in said if one.words and one.act in (Act.STATE, Act.MESSAGE)]
    if not answers:
        return ""
    return fill(words.reason_on, words=answers[-1].words, day=day_of(words, answers[-1].at_ms))
