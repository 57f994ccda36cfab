"""The registry as staff see it: every procedure with its newest version, and how far each has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, select, true

from handlers.procedures.files.table import Kept
from handlers.procedures.registry.procedure import Procedure
from handlers.procedures.tables import procedure_table, version_table

PAGE = 50
_row, _version = procedure_table, version_table


class Stage(StrEnum):
    """How far a procedure has come; one may be at several at once."""

    TODO = "todo"
    PLANNED = "planned"
    LIVE = "live"
    EDITED = "edited"
    DRAFT = "draft"


_AT: Mapping[Stage, ColumnElement[bool]] = {
    Stage.TODO: _row.c.todo,
    Stage.PLANNED: _row.c.planned.is_not(None),
    Stage.LIVE: _row.c.live.is_not(None),
    Stage.EDITED: and_(_row.c.live.is_not(None), _row.c.head > _row.c.live),
    Stage.DRAFT: and_(_row.c.live.is_(None), _row.c.planned.is_(None), ~_row.c.todo),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One procedure: its newest version and its stages. `planned_from` is for the planned one."""

    number: int
    version: int
    live: int | None
    procedure: Procedure
    stages: frozenset[Stage]
    planned_from: datetime | None
    broken: bool


@dataclass(frozen=True, slots=True)
class Version:
    """One version: who made it and when."""

    version: int
    author: str
    made: datetime
    procedure: Procedure


def counts(connection: Connection) -> dict[Stage, int]:
    """How many procedures stand at each stage."""
    sums = [func.sum(case((at, 1), else_=0)) for at in _AT.values()]
    found = connection.execute(select(*sums).select_from(_row)).one()
    return {stage: int(count or 0) for stage, count in zip(_AT, found, strict=True)}


def entries(
    connection: Connection, stage: Stage | None = None, words: str = "", page: int = 1
) -> tuple[Sequence[Entry], int]:
    """A page of the procedures, the newest first, and how many there are of them in all."""
    wanted = _AT[stage] if stage else true()
    if words:
        wanted = and_(wanted, _version.c.snapshot.contains(words, autoescape=True))
    total = connection.scalar(_joined(select(func.count())).where(wanted)) or 0
    query = _all().where(wanted).order_by(_row.c.id.desc()).limit(PAGE)
    rows = connection.execute(query.offset((max(page, 1) - 1) * PAGE)).mappings()
    return [_entry(row) for row in rows], total


def entry(connection: Connection, number: int) -> Entry | None:
    """One procedure."""
    row = connection.execute(_all().where(_row.c.id == number)).mappings().one_or_none()
    return _entry(row) if row else None


def versions(connection: Connection, number: int) -> Sequence[Version]:
    """All versions of a procedure, the newest first."""
    query = select(_version).where(_version.c.procedure == number)
    return [
        Version(row.version, row.author, _moment(row.made_ms), _read(row.snapshot))
        for row in connection.execute(query.order_by(_version.c.version.desc()))
    ]


def all_kept(connection: Connection, titles: Mapping[Stage, str]) -> dict[int, Kept]:
    """The whole registry, for a table; `titles` name the stages."""
    rows = connection.execute(_all().order_by(_row.c.id)).mappings()
    found = (_entry(row) for row in rows)
    return {
        one.number: Kept(
            one.number,
            one.version,
            one.procedure,
            "、".join(titles[stage] for stage in Stage if stage in one.stages),
        )
        for one in found
    }


def _joined(query: Select[Any]) -> Select[Any]:
    newest = and_(_version.c.procedure == _row.c.id, _version.c.version == _row.c.head)
    return query.select_from(_row).join(_version, newest)


def _all() -> Select[Any]:
    stages = [at.label(f"at_{stage}") for stage, at in _AT.items()]
    return _joined(select(_row, _version.c.snapshot, *stages))


def _entry(row: Mapping[Any, Any]) -> Entry:
    planned = row["planned_ms"]
    return Entry(
        number=row["id"],
        version=row["head"],
        live=row["live"],
        procedure=_read(row["snapshot"]),
        stages=frozenset(stage for stage in Stage if row[f"at_{stage}"]),
        planned_from=None if planned is None else _moment(planned),
        broken=row["broken"],
    )


def _read(snapshot: str) -> Procedure:
    return Procedure.model_validate_json(snapshot)


def _moment(value: int) -> datetime:
    return datetime.fromtimestamp(value / 1000, UTC)
