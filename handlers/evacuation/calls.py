"""Calls for help, and word that somebody is safe: what the web form writes and staff see."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, delete, func, insert, select, update

from handlers.evacuation.tables import help_table

_table = help_table.c


class Kind(StrEnum):
    """What somebody says, as it is stored."""

    HELP = "help"
    SAFE = "safe"


class Stage(StrEnum):
    """How far staff are with it, as it is stored."""

    NEW = "new"
    DOING = "doing"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Call:
    """What somebody wrote. Everything but `kind` and `people` is personal data."""

    kind: Kind
    place: str
    name: str = ""
    phone: str = ""
    people: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A call, and what became of it. `flood`: it came while very many came from one address."""

    id: int
    made_ms: int
    call: Call
    flood: bool
    state: Stage
    note: str
    changed_ms: int
    author: str


def keep(connection: Connection, call: Call, now_ms: int, *, flood: bool = False) -> int:
    """Write a call down; returns its number."""
    row = {name: getattr(call, name) for name in Call.__slots__} | {"kind": call.kind.value}
    state: dict[str, object] = {"flood": flood}
    state |= {"state": Stage.NEW.value, "note": "", "changed_ms": now_ms, "author": ""}
    made = connection.execute(insert(help_table).values(made_ms=now_ms, **row, **state))
    assert made.inserted_primary_key is not None
    return int(made.inserted_primary_key[0])


def calls(connection: Connection, state: Stage | None = None, most: int = 500) -> list[Kept]:
    """The newest calls, of one stage or of all; those for help stand before the others."""
    query = select(help_table)
    if state:
        query = query.where(_table.state == state.value)
    rows = connection.execute(query.order_by(_table.kind, _table.id.desc()).limit(most))
    return [_kept(dict(row._mapping)) for row in rows]


def call_of(connection: Connection, number: int) -> Kept | None:
    """The call of this number, or None."""
    row = connection.execute(select(help_table).where(_table.id == number)).first()
    return _kept(dict(row._mapping)) if row else None


def settle(
    connection: Connection, number: int, state: Stage, note: str, author: str, now_ms: int
) -> None:
    """Note how far staff are."""
    values = {"state": state.value, "note": note, "author": author, "changed_ms": now_ms}
    connection.execute(update(help_table).where(_table.id == number).values(**values))


def count_new(connection: Connection) -> int:
    """How many calls nobody has looked at."""
    query = select(func.count()).where(_table.state == Stage.NEW.value)
    return connection.scalar(query) or 0


def forget(connection: Connection, before_ms: int) -> int:
    """Delete the calls from before a moment; returns how many there were."""
    return connection.execute(delete(help_table).where(_table.made_ms < before_ms)).rowcount


def _kept(row: dict[str, object]) -> Kept:
    known = {name: row.pop(name) for name in Call.__slots__}
    call = Call(**known | {"kind": Kind(str(known["kind"]))})  # type: ignore[arg-type]
    return Kept(call=call, state=Stage(str(row.pop("state"))), **row)  # type: ignore[arg-type]
