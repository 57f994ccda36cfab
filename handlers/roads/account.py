"""The ledger in the list of what is stored of a citizen; erasing is the platform's."""

from __future__ import annotations

from bot.api import fill
from handlers.roads.ledger import drafts, photos, reporters
from handlers.roads.talk import Turn, feature


@feature.stored
def stored(turn: Turn) -> list[str]:
    """One line for the reports, and one each for a report and photos that are not sent yet."""
    connection, citizen, words = turn.db.connection(), turn.citizen.id, turn.words
    reports = reporters.count_by_citizen(connection, citizen)
    unsent = len(photos.drafts(connection, citizen))
    lines = [fill(words.stored_reports, count=reports), words.stored_stays] if reports else []
    if drafts.find(connection, citizen):
        lines.append(words.stored_unsent)
    return [*lines, fill(words.stored_photos, count=unsent)] if unsent else lines
