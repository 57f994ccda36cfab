"""What is stored of a citizen: of which procedures they want to be told."""

from __future__ import annotations

from bot.api import fill
from handlers.procedures.registry.wishes import wishes_of
from handlers.procedures.talk import Turn, feature, view_of


@feature.stored
def stored(turn: Turn) -> list[str]:
    view, words = view_of(turn), turn.words
    found = [view.find(number) for number in wishes_of(turn.db.connection(), turn.citizen.id)]
    return [
        fill(words.stored, name=one.procedure.name) if one else words.stored_gone for one in found
    ]
