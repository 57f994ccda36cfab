"""The newest changes, for the home page: of what this member of staff may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from bot.console.sections import AnyConsole
from bot.console.staffer import Staffer
from bot.console.tables import staff_audit_table

_audit = staff_audit_table.c
NEWEST = 10


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the list."""

    at_ms: int
    who: str
    summary: str


def of(connection: Connection, sections: Sequence[AnyConsole], staff: Staffer) -> list[Change]:
    """The newest changes in the sections that this member of staff may enter."""
    kinds = [
        act.kind
        for section in sections
        if any(staff.has_one_of(page.roles) for page in section.pages)
        for act in section.acts.values()
    ]
    found: list[Change] = []
    for kind in kinds:  # each is a step into the index; an IN over kinds would sort them all
        query = select(_audit.at_ms, _audit.who, _audit.summary).where(_audit.kind == kind)
        newest = query.order_by(_audit.at_ms.desc(), _audit.id.desc()).limit(NEWEST)
        found += [Change(*row) for row in connection.execute(newest)]
    return sorted(found, key=lambda change: -change.at_ms)[:NEWEST]
