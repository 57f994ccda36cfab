"""What the reporters of a case are told when staff change its state or write to them."""

from __future__ import annotations

from bot.api import TextMessage, fill
from handlers.roads.content import Content
from handlers.roads.ledger.case import Case
from handlers.roads.ledger.history import Act, Line
from handlers.roads.ledger.numbers import shown
from handlers.roads.ledger.states import State
from handlers.roads.words import Words


def told(words: Words, content: Content, case: Case, line: Line) -> list[TextMessage]:
    """The messages of a line of the history (`Act.STATE` or `Act.MESSAGE`)."""
    known = {
        "kind": content.kind_label(case.kind),
        "number": shown(case.number),
        "words": line.words,
    }
    if line.act is Act.STATE:
        return [TextMessage(fill(words.told_state, state=State(line.new).label, **known))]
    return [TextMessage(fill(words.told_message, **known))]
