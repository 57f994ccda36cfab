"""Drafts: what somebody of the staff has changed and not yet published. One for each person.

A change knows the version of its file that it was made from, so that nobody undoes unseen what a colleague
published meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, select, update

from bot.db.upsert import insert as upsert
from bot.releases import store
from bot.releases.tables import content_change_table, content_draft_table
from bot.releases.tree import GONE, Tree, digest_of

_draft, _change = content_draft_table.c, content_change_table.c


@dataclass(frozen=True, slots=True)
class Change:
    """One file of a draft: its new digest, and that of the version it was made from; either may be GONE."""

    path: str
    blob: str
    base: str
    at_ms: int

    @property
    def is_deletion(self) -> bool:
        return self.blob == GONE


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with its changes by path. `asked_ms`: since when it waits for approval."""

    id: int
    staff_id: int
    author: str
    note: str
    changed_ms: int
    asked_ms: int | None
    changes: Mapping[str, Change]

    def on(self, tree: Tree) -> Tree:
        """What the content would be, if this were published onto a tree."""
        return tree.changed({path: one.blob for path, one in self.changes.items()})

    def outdated(self, tree: Tree) -> list[str]:
        """The paths whose file has become another since the change was made."""
        return [
            path
            for path, one in self.changes.items()
            if tree.files.get(path, GONE) not in (one.base, one.blob)
        ]


def of_staff(connection: Connection, staff_id: int) -> Draft | None:
    """Somebody's own draft."""
    return next(iter(_drafts(connection, _draft.staff_id == staff_id)), None)


def by_id(connection: Connection, number: int) -> Draft | None:
    """One draft."""
    return next(iter(_drafts(connection, _draft.id == number)), None)


def everybodys(connection: Connection) -> Sequence[Draft]:
    """All drafts, the latest first."""
    return _drafts(connection)


def put(
    connection: Connection,
    staff: tuple[int, str],
    path: str,
    data: bytes | None,
    base: str,
    at_ms: int,
) -> Draft:
    """Put a file, or with None its deletion, into somebody's draft; it no longer waits for approval.

    Args:
        staff: the id and the name of whose draft it is; it begins with its first change.
        base: the digest of the version the change was made from, GONE where there is none.
    """
    number = _begun(connection, staff, at_ms)
    blob = GONE if data is None else digest_of(data)
    if data is not None:
        store.keep_blobs(connection, {blob: data})
    row = {"draft": number, "path": path, "blob": blob, "base": base, "at_ms": at_ms}
    made = upsert(connection.dialect.name, content_change_table).values(row)
    again = {name: made.excluded[name] for name in ("blob", "base", "at_ms")}
    connection.execute(made.on_conflict_do_update(index_elements=["draft", "path"], set_=again))
    found = by_id(connection, number)
    assert found is not None
    return found


def drop(connection: Connection, draft: Draft, path: str, at_ms: int) -> None:
    """Take a file out of a draft; with its last one the draft ends."""
    which = (_change.draft == draft.id) & (_change.path == path)
    connection.execute(delete(content_change_table).where(which))
    if draft.changes.keys() <= {path}:
        end(connection, draft)
    else:
        _touch(connection, draft, changed_ms=at_ms, asked_ms=None)


def accept(connection: Connection, draft: Draft, path: str, base: str, at_ms: int) -> None:
    """The author has seen what the file has become, and still wants the change."""
    which = (_change.draft == draft.id) & (_change.path == path)
    connection.execute(update(content_change_table).where(which).values(base=base))
    _touch(connection, draft, changed_ms=at_ms, asked_ms=None)


def ask(connection: Connection, draft: Draft, note: str, at_ms: int | None) -> None:
    """Let it wait for somebody's approval, or with None no longer."""
    _touch(connection, draft, note=note[:400], asked_ms=at_ms)


def end(connection: Connection, draft: Draft) -> None:
    """It is published, or given up."""
    connection.execute(delete(content_change_table).where(_change.draft == draft.id))
    connection.execute(delete(content_draft_table).where(_draft.id == draft.id))


def _begun(connection: Connection, staff: tuple[int, str], at_ms: int) -> int:
    own = _draft.staff_id == staff[0]
    values = {"author": staff[1], "changed_ms": at_ms, "asked_ms": None}
    row = upsert(connection.dialect.name, content_draft_table).values(
        staff_id=staff[0], note="", **values
    )
    connection.execute(row.on_conflict_do_update(index_elements=["staff_id"], set_=values))
    return int(connection.scalars(select(_draft.id).where(own)).one())


def _touch(connection: Connection, draft: Draft, **values: object) -> None:
    connection.execute(update(content_draft_table).where(_draft.id == draft.id).values(**values))


def _drafts(connection: Connection, *which: ColumnElement[bool]) -> list[Draft]:
    query = select(content_draft_table).where(*which).order_by(_draft.changed_ms.desc())
    found = []
    for row in connection.execute(query).all():
        changes = connection.execute(
            select(_change.path, _change.blob, _change.base, _change.at_ms)
            .where(_change.draft == row.id)
            .order_by(_change.path)
        )
        of_path = {one.path: Change(*one) for one in changes}
        found.append(
            Draft(row.id, row.staff_id, row.author, row.note, row.changed_ms, row.asked_ms, of_path)
        )
    return found
