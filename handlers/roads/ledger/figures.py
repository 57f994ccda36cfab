"""Numbers over many cases: what came in and how long it took, for reports and exports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from sqlalchemy import Connection, select

from handlers.roads.ledger.case import COLUMNS, Case, cases_of
from handlers.roads.ledger.lists import Filter, conditions
from handlers.roads.tables import case_table

_c = case_table.c
DAY_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Figure:
    """What the numbers need of one case; times are epoch ms."""

    kind: str
    district: str
    state: str
    created_ms: int
    answered_ms: int | None
    finished_ms: int | None

    @property
    def days_to_answer(self) -> float | None:
        """From coming in to the first answer, in days."""
        return _days(self.created_ms, self.answered_ms)

    @property
    def days_to_finish(self) -> float | None:
        """From coming in to 完了, in days; None for what was 対象外 or is not over."""
        return _days(self.created_ms, self.finished_ms if self.state == "done" else None)


def figures(connection: Connection, wanted: Filter, *, now_ms: int) -> list[Figure]:
    """One for each case of the filter."""
    columns = (_c.kind, _c.district, _c.state, _c.created_ms, _c.answered_ms, _c.finished_ms)
    query = select(*columns).where(*conditions(wanted, now_ms))
    return [Figure(*row) for row in connection.execute(query)]


def middle(days: Sequence[float | None]) -> float | None:
    """The median of what is known, to a tenth of a day."""
    known = [one for one in days if one is not None]
    return round(median(known), 1) if known else None


def everything(
    connection: Connection, wanted: Filter, *, now_ms: int, limit: int
) -> Sequence[Case]:
    """The cases of a filter, newest first, `limit` at most."""
    query = select(*COLUMNS).where(*conditions(wanted, now_ms))
    newest = query.order_by(_c.created_ms.desc(), _c.id.desc())
    return cases_of(connection.execute(newest.limit(limit)).all())


def _days(begin_ms: int, end_ms: int | None) -> float | None:
    return None if end_ms is None else (end_ms - begin_ms) / DAY_MS
