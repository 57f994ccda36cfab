"""Changes to the registry, each within the caller's transaction. What changed is returned, for the log.

A version is never altered: whatever is edited becomes a new one, and publishing points to one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from bot.db.upsert import insert as upsert
from handlers.procedures.registry.procedure import Procedure
from handlers.procedures.tables import (
    link_table,
    procedure_table,
    release_table,
    version_table,
)


class Conflict(Exception):
    """Somebody else changed the procedure since it was read."""


class Unknown(LookupError):
    """There is no such procedure, or no such version of it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of which procedure, what was done, and what citizens or staff saw before and after."""

    procedure: int
    action: str
    version: int
    before: Procedure | None
    after: Procedure | None


def file(connection: Connection, made: Procedure, by: str, now: datetime) -> Change:
    """A department's notice of a new procedure; the DX division finds it among what is to do."""
    return create(connection, made, by, now, todo=True, action="filed")


def create(
    connection: Connection,
    made: Procedure,
    by: str,
    now: datetime,
    *,
    todo: bool = False,
    action: str = "created",
) -> Change:
    """A new procedure, not published yet."""
    row = procedure_table.insert().values(
        head=1, todo=todo, broken=False, release=_bump(connection)
    )
    number = connection.execute(row.returning(procedure_table.c.id)).scalar_one()
    _add_version(connection, number, 1, made, by, now)
    return Change(number, action, 1, None, made)


def edit(
    connection: Connection,
    number: int,
    made: Procedure,
    by: str,
    now: datetime,
    *,
    base: int | None = None,
    todo: bool | None = None,
    action: str = "edited",
) -> Change:
    """A new version; citizens see it when it is published.

    Args:
        base: the version that was edited.
        todo: whether the DX division has to look at it; None leaves that as it is.

    Raises:
        Conflict: `base` is not the newest version any more.
        Unknown: there is no such procedure.
    """
    row = _held(connection, number)
    if base is not None and base != row["head"]:
        raise Conflict(number)
    before, version = snapshot(connection, number, row["head"]), row["head"] + 1
    _add_version(connection, number, version, made, by, now)
    waits = row["todo"] if todo is None else todo
    _put(connection, number, head=version, todo=waits)
    return Change(number, action, version, before, made)


def publish(
    connection: Connection, number: int, now: datetime, *, at: datetime | None = None
) -> Change:
    """Show the newest version to citizens, now or from a later moment on.

    Raises:
        Unknown: there is no such procedure.
    """
    row = _held(connection, number)
    head, before = row["head"], _seen(connection, row)
    after = snapshot(connection, number, head)
    if at is not None and at > now:
        _put(connection, number, planned=head, planned_ms=_millis(at), todo=False)
        return Change(number, "planned", head, before, after)
    _show(connection, row, head, before, after)
    return Change(number, "published", head, before, after)


def withdraw(connection: Connection, number: int) -> Change:
    """Show it to citizens no more, and not at a planned time either."""
    row = _held(connection, number)
    before = _seen(connection, row)
    _put(connection, number, live=None, planned=None, planned_ms=None, todo=False)
    return Change(number, "withdrawn", row["head"], before, None)


def restore(connection: Connection, number: int, version: int, by: str, now: datetime) -> Change:
    """Make an earlier version the newest again, and show it at once where the procedure is shown.

    Raises:
        Unknown: there is no such version.
    """
    row = _held(connection, number)
    made = snapshot(connection, number, version)
    change = edit(connection, number, made, by, now, action="restored")
    if row["live"] is not None:
        publish(connection, number, now)
    return change


def settle(connection: Connection, now: datetime) -> list[Change]:
    """Write down the publications whose time has come. Citizens see them without that, too."""
    table = procedure_table
    due = select(table.c.id).where(table.c.planned_ms <= _millis(now)).order_by(table.c.id)
    return [_settle(connection, number) for number in connection.scalars(due).all()]


def mark_broken(connection: Connection, number: int, *, broken: bool) -> None:
    """Tell citizens that the link may not open, or tell them so no more."""
    _held(connection, number)
    _put(connection, number, broken=broken)


def snapshot(connection: Connection, number: int, version: int) -> Procedure:
    """One version of a procedure. Raises Unknown."""
    table = version_table
    query = select(table.c.snapshot).where(table.c.procedure == number, table.c.version == version)
    found = connection.scalar(query)
    if found is None:
        raise Unknown(f"{number}, version {version}")
    return Procedure.model_validate_json(found)


# -- inner workings


def _settle(connection: Connection, number: int) -> Change:
    row = _held(connection, number)
    before, version = _seen(connection, row), row["planned"]
    after = snapshot(connection, number, version)
    _show(connection, row, version, before, after, todo=row["todo"])
    return Change(number, "published", version, before, after)


def _show(
    connection: Connection,
    row: RowMapping,
    version: int,
    before: Procedure | None,
    after: Procedure,
    *,
    todo: bool = False,
) -> None:
    values: dict[str, Any] = {"live": version, "planned": None, "planned_ms": None, "todo": todo}
    if before is None or before.url != after.url:
        # What was found out about another link does not hold.
        connection.execute(delete(link_table).where(link_table.c.procedure == row["id"]))
        values["broken"] = False
    _put(connection, row["id"], **values)


def _held(connection: Connection, number: int) -> RowMapping:
    """The row, of which nobody else can change anything until the commit."""
    _bump(connection)
    query = select(procedure_table).where(procedure_table.c.id == number).with_for_update()
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise Unknown(number)
    return row


def _seen(connection: Connection, row: RowMapping) -> Procedure | None:
    return None if row["live"] is None else snapshot(connection, row["id"], row["live"])


def _put(connection: Connection, number: int, **values: Any) -> None:
    changed = update(procedure_table).where(procedure_table.c.id == number)
    release = select(release_table.c.version).scalar_subquery()
    connection.execute(changed.values(release=release, **values))


def _bump(connection: Connection) -> int:
    """The number of this change. Always taken first: who holds its row lets no other change pass."""
    made = upsert(connection.dialect.name, release_table).values(id=1, version=1)
    next_one = release_table.c.version + 1
    counted = made.on_conflict_do_update(index_elements=["id"], set_={"version": next_one})
    return int(connection.execute(counted.returning(release_table.c.version)).scalar_one())


def _add_version(
    connection: Connection, number: int, version: int, made: Procedure, by: str, now: datetime
) -> None:
    row = {
        "procedure": number, "version": version, "snapshot": made.model_dump_json(),
        "author": by[:200], "made_ms": _millis(now),
    }  # fmt: skip
    connection.execute(insert(version_table), row)


def _millis(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
