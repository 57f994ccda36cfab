"""What is stored of a citizen: that they are staff who linked their LINE, and drafts on their way to them."""

from __future__ import annotations

from sqlalchemy import Table, func, select

from handlers.broadcasts.tables import link_table, trial_table
from handlers.broadcasts.talk import Turn, feature


@feature.stored
def stored(turn: Turn) -> list[str]:
    said = {link_table: turn.words.stored_link, trial_table: turn.words.stored_trial}
    return [line for table, line in said.items() if _has(turn, table)]


def _has(turn: Turn, table: Table) -> bool:
    mine = select(func.count()).select_from(table).where(table.c.citizen == turn.citizen.id)
    return bool(turn.db.scalar(mine))
