"""What is known of the links: when each was opened last, and since when it does not open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Select, select

from bot.db.upsert import insert
from bot.links import Reason
from handlers.procedures.registry.changes import mark_broken
from handlers.procedures.registry.procedure import Procedure
from handlers.procedures.tables import link_table, procedure_table, version_table

EVERY = timedelta(days=1)
# What does not open is tried again soon: most troubles pass by themselves.
AGAIN = timedelta(hours=1)
# Citizens are told of a trouble that has lasted so long.
PATIENCE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A link that did not open when it was last tried, and since when."""

    procedure: int
    name: str
    url: str
    reason: str
    since: datetime
    checked: datetime


def due_links(connection: Connection, now: datetime, most: int) -> list[tuple[int, str]]:
    """Numbers and links of published procedures that should be opened now, the longest waiting first."""
    due = []
    checked = link_table.c.checked_ms
    waited = _published().where(
        checked.is_(None)
        | (checked <= _millis(now - EVERY))
        | (link_table.c.failing_ms.is_not(None) & (checked <= _millis(now - AGAIN)))
    )
    for number, snapshot, _url, last, _failing in connection.execute(waited):
        if link := Procedure.model_validate_json(snapshot).url:
            due.append((last or 0, number, link))
    return [(number, link) for _, number, link in sorted(due)[:most]]


def note_check(
    connection: Connection, number: int, url: str, reason: Reason, now: datetime
) -> None:
    """Write down what became of a link; mark or clear the procedure for citizens."""
    now_ms = _millis(now)
    table = link_table
    before = connection.execute(select(table).where(table.c.procedure == number)).one_or_none()
    known = before.failing_ms if before and before.url == url else None
    failing = None if reason is Reason.OPENS else (known or now_ms)
    values = {"url": url, "checked_ms": now_ms, "failing_ms": failing, "reason": str(reason)}
    row = insert(connection.dialect.name, table).values(procedure=number, **values)
    connection.execute(row.on_conflict_do_update(index_elements=["procedure"], set_=values))
    broken = failing is not None and now_ms - failing >= PATIENCE.total_seconds() * 1000
    marked = select(procedure_table.c.broken).where(procedure_table.c.id == number)
    if connection.scalar(marked) != broken:
        mark_broken(connection, number, broken=broken)


def troubles(connection: Connection) -> Sequence[Trouble]:
    """Links of published procedures that do not open, the longest first; for the DX division."""
    query = _published().add_columns(link_table.c.reason)
    failing = query.where(link_table.c.failing_ms.is_not(None)).order_by(link_table.c.failing_ms)
    found = []
    for number, snapshot, url, checked, since, reason in connection.execute(failing):
        procedure = Procedure.model_validate_json(snapshot)
        if procedure.url == url:
            found.append(
                Trouble(number, procedure.name, url, reason, _moment(since), _moment(checked))
            )
    return found


def _published() -> Select[int, str, str | None, int | None, int | None]:
    row, version, link = procedure_table, version_table, link_table
    return (
        select(row.c.id, version.c.snapshot, link.c.url, link.c.checked_ms, link.c.failing_ms)
        .join_from(
            row, version, (version.c.procedure == row.c.id) & (version.c.version == row.c.live)
        )
        .outerjoin(link, link.c.procedure == row.c.id)
    )


def _millis(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _moment(value: int) -> datetime:
    return datetime.fromtimestamp(value / 1000, UTC)
