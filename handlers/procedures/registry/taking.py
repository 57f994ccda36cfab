"""A file between its preview and its taking up."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from handlers.procedures.files.table import Plan
from handlers.procedures.registry.changes import Change, create, edit
from handlers.procedures.registry.procedure import Procedure
from handlers.procedures.tables import import_table

# Whoever has not confirmed by then sends the file again.
KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Taken:
    """A row to be taken up; `number` 0 is a new procedure, `version` the one that it was made of."""

    number: int
    version: int
    after: Procedure


def keep_plan(connection: Connection, made: Plan, by: str, now: datetime) -> str:
    """Keep what a plan would change, and drop old ones; returns the name to take it up by."""
    table, name = import_table, secrets.token_hex(16)
    old = int((now - KEPT).timestamp() * 1000)
    connection.execute(delete(table).where(table.c.made_ms < old))
    rows = [
        {
            "number": row.before.number if row.before else 0,
            "version": row.before.version if row.before else 0,
            "after": row.after.model_dump(mode="json"),
        }
        for row in made.rows
    ]
    row = {"id": name, "author": by, "made_ms": int(now.timestamp() * 1000)}
    connection.execute(insert(table), row | {"rows": json.dumps(rows, ensure_ascii=False)})
    return name


def kept_rows(connection: Connection, name: str, by: str) -> list[Taken]:
    """What was kept under this name by this person; nothing where there is none."""
    table = import_table
    query = select(table.c.rows).where(table.c.id == name, table.c.author == by)
    rows = json.loads(connection.scalar(query) or "[]")
    return [
        Taken(row["number"], row["version"], Procedure.model_validate(row["after"])) for row in rows
    ]


def take_up(connection: Connection, name: str, by: str, now: datetime) -> list[Change]:
    """Do what was kept under this name, all or nothing; nothing where there is none.

    Raises:
        Conflict: a procedure was changed since the file was shown.
    """
    rows = kept_rows(connection, name, by)
    changes = [_take(connection, row, by, now) for row in rows]
    connection.execute(delete(import_table).where(import_table.c.id == name))
    return changes


def _take(connection: Connection, row: Taken, by: str, now: datetime) -> Change:
    if not row.number:
        return create(connection, row.after, by, now)
    return edit(connection, row.number, row.after, by, now, base=row.version)
