"""Photos as rows: asked for, claimed, found, dropped; in the caller's transaction, times are epoch ms."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from bot.media.table import media_table

_m = media_table.c
WAITING, READY, REFUSED, DROPPED = "waiting", "ready", "refused", "dropped"


@dataclass(frozen=True, slots=True)
class Medium:
    """A photo. Pixels are of the clean version, `size` is the bytes of the file as it came.

    Attributes:
        state: "waiting", "ready" or "refused"; `reason` says why it was refused.
        original: whether the file as it came is kept.
        redacted: the number of the blacked-out version, 0 for none.
    """

    key: str
    feature: str
    state: str
    reason: str
    made_ms: int
    width: int
    height: int
    size: int
    original: bool
    redacted: int

    @property
    def is_ready(self) -> bool:
        return self.state == READY


_COLUMNS = (
    "key",
    "feature",
    "state",
    "reason",
    "made_ms",
    "width",
    "height",
    "size",
    "original",
    "redacted",
)


def new_key() -> str:
    """A key that nobody guesses: it is part of addresses on the web."""
    return uuid.uuid4().hex


def wait_for(
    connection: Connection, feature: str, citizen: str, message_id: str, now_ms: int
) -> str:
    """Ask for the photo of a LINE message, to be fetched right after the commit; returns its key."""
    key = new_key()
    row = base_row(key, feature, now_ms) | {"citizen": citizen, "message_id": message_id}
    connection.execute(insert(media_table).values(row | {"state": WAITING, "due_ms": now_ms}))
    return key


def claim(connection: Connection, keys: Collection[str]) -> None:
    """These belong to something now; they do not go with the citizen any more."""
    claimed = update(media_table).where(_m.key.in_(list(keys)))
    if keys:
        connection.execute(claimed.values(citizen=None))


def find(connection: Connection, keys: Collection[str]) -> Mapping[str, Medium]:
    """The photos with these keys that there (still) are."""
    columns = [_m[name] for name in _COLUMNS]
    query = select(*columns).where(_m.key.in_(list(keys)), _m.state != DROPPED)
    return {row.key: _medium(row) for row in connection.execute(query)} if keys else {}


def of_message(connection: Connection, feature: str, message_id: str) -> str | None:
    """The key of the photo that came with a LINE message."""
    query = select(_m.key).where(_m.message_id == message_id, _m.feature == feature)
    return connection.scalar(query.where(_m.state != DROPPED))


def forget_messages(connection: Connection, feature: str, before_ms: int) -> None:
    """Let go of the ids of messages that can no longer be taken back; what waits still needs its own."""
    old = and_(_m.message_id.is_not(None), _m.feature == feature, _m.made_ms < before_ms)
    settled = update(media_table).where(old, _m.state != WAITING)
    connection.execute(settled.values(message_id=None))


def drop(connection: Connection, keys: Collection[str], now_ms: int) -> None:
    """Let photos go: they are not found any more, and their files are deleted after the commit."""
    if keys:
        _drop(connection, _m.key.in_(list(keys)), now_ms)


def let_go(connection: Connection, which: ColumnElement[bool]) -> None:
    """Let go of all photos with a condition on the table, such as those of a citizen."""
    _drop(connection, which, 0)


def _drop(connection: Connection, which: ColumnElement[bool], due_ms: int) -> None:
    gone = {"state": DROPPED, "citizen": None, "message_id": None, "due_ms": due_ms}
    connection.execute(update(media_table).where(which).values(attempts=0, **gone))


def base_row(key: str, feature: str, now_ms: int) -> dict[str, Any]:
    """A row of which nothing is known yet."""
    return {
        "key": key,
        "feature": feature,
        "reason": "",
        "attempts": 0,
        "made_ms": now_ms,
        "width": 0,
        "height": 0,
        "size": 0,
        "original": False,
        "redacted": 0,
    }


def _medium(row: Row[Any]) -> Medium:
    return Medium(**row._mapping)
