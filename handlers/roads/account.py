"""The ledger in the list of what is stored of a citizen; erasing is the platform's."""

from __future__ import annotations

from bot.api import fill
from handlers.roads.ledger.photos import drafts
from handlers.roads.ledger.reporters import count_by_citizen
from handlers.roads.talk import Turn, feature


@feature.stored
def stored(turn: Turn) -> list[str]:
    """One line for the reports, one for photos that are not sent yet."""
    connection, words = turn.db.connection(), turn.words
    reports = count_by_citizen(connection, turn.citizen.id)
    unsent = len(drafts(connection, turn.citizen.id))
    lines = [fill(words.stored_reports, count=reports), words.stored_stays] if reports else []
    return [*lines, fill(words.stored_photos, count=unsent)] if unsent else lines
