"""The audit log: who did what, when, and what it was before and after. Rows are only ever added.

Personal data never gets into it: what is marked `Personal` is written masked, because the log is kept for
ever and citizens' data is not.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert

from bot.console.tables import staff_audit_table

SUMMARY = 400


@dataclass(frozen=True, slots=True)
class Act:
    """Something that staff do, as the log knows it.

    Attributes:
        kind: "<section>.<name>", stored, so it must never change.
        title: what staff read, such as 通報を対応済みにした.
    """

    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Personal:
    """A value that tells of a person: a name, a telephone number, an address."""

    value: str = field(repr=False)

    def __str__(self) -> str:
        return self.masked

    @property
    def masked(self) -> str:
        """The first sign and nothing else; of a number not even that."""
        first = self.value[:1]
        return "" if not first else f"{'' if first.isdigit() else first}＊＊＊"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, from which address. `id` is None for the command line and for nobody known."""

    id: int | None
    who: str
    address: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row to be added."""

    act: Act
    subject: str
    summary: str
    before: Mapping[str, object] = field(default_factory=dict)
    after: Mapping[str, object] = field(default_factory=dict)


def write(connection: Connection, actor: Actor, at_ms: int, *entries: Entry) -> None:
    """Add rows, in the caller's transaction."""
    if entries:
        rows = [_row(actor, at_ms, entry) for entry in entries]
        connection.execute(insert(staff_audit_table), rows)


def _row(actor: Actor, at_ms: int, entry: Entry) -> dict[str, object]:
    before, after = _changes(entry.before, entry.after)
    return {
        "at_ms": at_ms,
        "staff_id": actor.id,
        "who": actor.who[:254],
        "address": actor.address[:45],
        "kind": entry.act.kind,
        "subject": entry.subject[:120],
        "summary": (entry.summary or entry.act.title)[:SUMMARY],
        "before": _packed(before),
        "after": _packed(after),
    }


def _changes(
    before: Mapping[str, object], after: Mapping[str, object]
) -> tuple[dict[str, object], dict[str, object]]:
    """Without what stayed as it was, where both sides tell of it."""
    same = {name for name in before if name in after and before[name] == after[name]}
    kept = [{k: v for k, v in side.items() if k not in same} for side in (before, after)]
    return kept[0], kept[1]


def _packed(values: Mapping[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False, default=_plain) if values else ""


def _plain(value: object) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    if isinstance(value, Personal):
        return value.masked
    return str(value)
