"""Trees and releases as rows, through one connection. Auditing is the caller's."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from bot.db.upsert import insert as upsert
from bot.releases import menus
from bot.releases.tables import (
    content_blob_table,
    content_change_table,
    content_release_table,
    content_talk_table,
    content_tree_table,
)
from bot.releases.tree import Blobs, Packed, Tree

_blob, _tree, _release = content_blob_table.c, content_tree_table.c, content_release_table.c

# Who publishes waits here for who is publishing, so that numbers have no gaps and no doubles.
_LOCK = 0xC047E47


@dataclass(frozen=True, slots=True)
class Release:
    """A release as it is listed. `tree` and `folder` are keys of trees."""

    number: int
    tree: str
    folder: str
    at_ms: int
    author: str
    approver: str
    note: str


@dataclass(frozen=True, slots=True)
class Signed:
    """Who makes a release, and what they say of it."""

    author: str
    note: str = ""
    approver: str = ""


def newest(connection: Connection) -> Release | None:
    """The release in use; None where there was none yet."""
    query = select(content_release_table).order_by(_release.number.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return Release(*row) if row else None


def release(connection: Connection, number: int) -> Release | None:
    """One release."""
    query = select(content_release_table).where(_release.number == number)
    row = connection.execute(query).one_or_none()
    return Release(*row) if row else None


def releases(connection: Connection, most: int = 100, below: int | None = None) -> list[Release]:
    """The latest releases, newest first."""
    query = select(content_release_table).order_by(_release.number.desc()).limit(most)
    if below is not None:
        query = query.where(_release.number < below)
    return [Release(*row) for row in connection.execute(query)]


def tree_of(connection: Connection, key: str) -> Tree:
    """A tree by its key; an empty one where it is not kept."""
    rows = connection.execute(select(_tree.path, _tree.blob).where(_tree.tree == key))
    return Tree({row.path: row.blob for row in rows})


def blobs_of(connection: Connection, digests: Collection[str]) -> dict[str, bytes]:
    """The bytes of these digests, as far as they are kept."""
    found: dict[str, bytes] = {}
    wanted = sorted(set(digests))
    for at in range(0, len(wanted), _AT_ONCE):
        query = select(content_blob_table).where(_blob.digest.in_(wanted[at : at + _AT_ONCE]))
        found.update({row.digest: row.data for row in connection.execute(query)})
    return found


def packed(connection: Connection, key: str) -> Packed:
    """A tree with all its bytes."""
    tree = tree_of(connection, key)
    return Packed(tree, blobs_of(connection, tree.files.values()))


def keep_blobs(connection: Connection, blobs: Blobs) -> None:
    """Keep these bytes; those that are kept already stay."""
    known = set(
        connection.scalars(select(_blob.digest).where(_blob.digest.in_(list(blobs)[:_MOST])))
    )
    rows = [{"digest": key, "data": data} for key, data in blobs.items() if key not in known]
    if rows:
        made = upsert(connection.dialect.name, content_blob_table).on_conflict_do_nothing()
        connection.execute(made, rows)


def keep_tree(connection: Connection, tree: Tree) -> None:
    """Keep a tree whose bytes are kept."""
    query = select(func.count()).select_from(content_tree_table).where(_tree.tree == tree.key)
    if not connection.scalar(query) and tree.files:
        rows = [{"tree": tree.key, "path": p, "blob": b} for p, b in tree.files.items()]
        made = upsert(connection.dialect.name, content_tree_table).on_conflict_do_nothing()
        connection.execute(made, rows)


def publish(
    connection: Connection, tree: Tree, folder: Packed | str, signed: Signed, at_ms: int
) -> Release:
    """Make the next release of a tree whose bytes are kept.

    Args:
        folder: the deployed folder that the release knows of, or the key of its tree.
    """
    lock(connection)
    if isinstance(folder, Packed):
        keep_blobs(connection, folder.blobs)
        keep_tree(connection, folder.tree)
        folder = folder.tree.key
    keep_tree(connection, tree)
    before = newest(connection)
    made = Release(
        before.number + 1 if before else 1,
        tree.key, folder, at_ms, signed.author, signed.approver, signed.note[:400],
    )  # fmt: skip
    connection.execute(insert(content_release_table), _row(made))
    shown = tree_of(connection, before.tree if before else folder).files.get(menus.FILE)
    wanted = tree.files.get(menus.FILE)
    changed = wanted is not None and wanted != shown
    menus.begin(connection, made.number, changed=changed, now_ms=at_ms)
    return made


def lock(connection: Connection) -> None:
    """Let nobody else publish until this transaction ends."""
    if connection.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def history(connection: Connection, path: str, most: int = 30) -> Sequence[tuple[Release, str]]:
    """The releases in which a file became what it was in them, newest first, with its digest."""
    rows = connection.execute(
        select(content_release_table, _tree.blob)
        .outerjoin(content_tree_table, (_tree.tree == _release.tree) & (_tree.path == path))
        .order_by(_release.number)
    )
    found: list[tuple[Release, str]] = []
    for *release_row, blob in rows:
        if (blob or "") != (found[-1][1] if found else ""):
            found.append((Release(*release_row), blob or ""))
    return found[::-1][:most]


def forget_orphans(connection: Connection) -> int:
    """Delete trees of talks that are over, and bytes that nothing holds; returns how many files."""
    trees = select(_release.tree).union_all(
        select(_release.folder), select(content_talk_table.c.tree)
    )
    connection.execute(delete(content_tree_table).where(_tree.tree.not_in(trees)))
    used = select(_tree.blob).union_all(select(content_change_table.c.blob))
    query = delete(content_blob_table).where(_blob.digest.not_in(used))
    return connection.execute(query).rowcount


def _row(made: Release) -> dict[str, Any]:
    return {name: getattr(made, name) for name in Release.__slots__}


_AT_ONCE = 200
_MOST = 30_000
