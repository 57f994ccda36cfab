"""Several cases of one damage become one."""

from __future__ import annotations

from sqlalchemy import Connection, update

from handlers.roads.ledger import history
from handlers.roads.ledger.case import Case, locked
from handlers.roads.ledger.changes import AlreadyMerged
from handlers.roads.ledger.history import Act, Line
from handlers.roads.tables import case_table

_c = case_table.c


def merge(connection: Connection, case: int, into: int, *, who: str, now_ms: int) -> Case:
    """`case` goes on as `into`, whose messages its reporters get from now on; returns that one.

    Its number, history, reporters and photos stay with it; what was merged into it follows.

    Raises:
        AlreadyMerged: one of them goes on elsewhere already, or both are the same.
        NoSuchCase: there is none with one of these ids.
    """
    held = {one: locked(connection, one) for one in sorted({case, into})}
    if len(held) < 2 or any(one.merged_into is not None for one in held.values()):
        raise AlreadyMerged
    gone, kept = held[case], held[into]
    history.add(connection, _line(gone, now_ms, kept.number, "", who))
    history.add(connection, _line(kept, now_ms, "", gone.number, who))
    followers = update(case_table).where((_c.id == case) | (_c.merged_into == case))
    connection.execute(followers.values(merged_into=into, open=False, changed_ms=now_ms))
    together = update(case_table).where(_c.id == into)
    added = {"reporters": kept.reporters + gone.reporters, "changed_ms": now_ms}
    connection.execute(together.values(added))
    return locked(connection, into)


def unmerge(connection: Connection, case: int, *, who: str, now_ms: int) -> Case:
    """Take a merging back: the case stands for itself again, in the state it had.

    Raises:
        AlreadyMerged: it was not merged.
    """
    present = locked(connection, case)
    if present.merged_into is None:
        raise AlreadyMerged
    kept = locked(connection, present.merged_into)
    history.add(connection, _line(present, now_ms, "", kept.number, who))
    alone = update(case_table).where(_c.id == case)
    values = {"merged_into": None, "open": present.state.is_open, "changed_ms": now_ms}
    connection.execute(alone.values(values))
    less = update(case_table).where(_c.id == kept.id)
    connection.execute(less.values(reporters=kept.reporters - present.reporters))
    return locked(connection, case)


def _line(case: Case, now_ms: int, into: str, taken: str, who: str) -> Line:
    """`new` is the number of the case that goes on, `old` of the one that was taken in or let go."""
    return Line(case.id, now_ms, Act.MERGED, taken, into, who=who)
