"""What `check` said of a tree: kept, so that nothing is published that was not checked as it is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, select

from bot.content import Fault
from bot.db.upsert import insert as upsert
from bot.releases.tables import content_check_table

_check = content_check_table.c
# Some faults depend on the day: a calendar runs out.
VALID_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Checked:
    """The faults of a tree, in reading order."""

    tree: str
    at_ms: int
    faults: tuple[Fault, ...]

    @property
    def errors(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.faults if fault.severity == "error")


def checked(connection: Connection, tree: str, now_ms: int) -> Checked | None:
    """What was said of a tree within the last day; None where nobody has looked."""
    query = select(_check.at_ms, _check.faults).where(_check.tree == tree)
    row = connection.execute(query.where(_check.at_ms > now_ms - VALID_MS)).one_or_none()
    if row is None:
        return None
    return Checked(tree, row.at_ms, tuple(Fault(**one) for one in json.loads(row.faults)))


def keep(connection: Connection, tree: str, faults: Iterable[Fault], at_ms: int) -> None:
    """Note what was said of a tree; what is no longer valid of others goes."""
    found = list(faults)
    values = {
        "at_ms": at_ms,
        "errors": sum(fault.severity == "error" for fault in found),
        "faults": json.dumps([asdict(fault) for fault in found], ensure_ascii=False),
    }
    made = upsert(connection.dialect.name, content_check_table).values(tree=tree, **values)
    connection.execute(made.on_conflict_do_update(index_elements=["tree"], set_=values))
    connection.execute(delete(content_check_table).where(_check.at_ms <= at_ms - VALID_MS))
