"""Writing calls into the outbox, in the transaction of what caused them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, insert, select

from bot.db.rowset import rows_of, rowset
from bot.outbox.table import Lane, outbox_table

_GIVEN = (
    "key",
    "lane",
    "citizen",
    "method",
    "reply_token",
    "token_until_ms",
    "messages",
    "must_arrive",
    "in_flight",
    "ambiguous",
    "attempts",
    "created_ms",
    "due_ms",
)
# Answers do without these, and need not carry them.
_GIVEN_MULTICAST = (
    *_GIVEN,
    "mailing",
    "recipients",
    "people",
    "expires_ms",
    "letter",
    "kept_until_ms",
)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One call to LINE. `messages` is the JSON array of LINE messages; times are epoch ms.

    Of a multicast `citizen` is empty, and `recipients` the JSON array of `people` ids.
    """

    citizen: str
    method: str
    messages: str
    created_ms: int
    due_ms: int
    key: str
    reply_token: str | None = None
    token_until_ms: int = 0
    must_arrive: bool = False
    lane: int = Lane.ANSWER
    attempts: int = 1
    ambiguous: bool = False
    in_flight: bool = True
    mailing: int | None = None
    recipients: str | None = None
    people: int | None = None
    expires_ms: int | None = None
    letter: str | None = None
    kept_until_ms: int | None = None

    def row(self, names: Sequence[str] = _GIVEN) -> dict[str, Any]:
        return {name: getattr(self, name) for name in names} | {"state": "queued"}


def new_key() -> str:
    """A retry key as LINE wants it, a UUID."""
    return str(uuid.uuid4())


def add(connection: Connection, outgoing: Sequence[Outgoing]) -> None:
    """Queue calls to single citizens, in the transaction of the event that caused them."""
    _insert(connection, outgoing, _GIVEN)


def add_multicasts(connection: Connection, outgoing: Sequence[Outgoing]) -> None:
    """Queue calls to many, in the transaction that notes how far the mailing has come."""
    _insert(connection, outgoing, _GIVEN_MULTICAST)


def _insert(connection: Connection, outgoing: Sequence[Outgoing], columns: tuple[str, ...]) -> None:
    if outgoing:
        rows = rows_of(one.row(columns) for one in outgoing)
        connection.execute(_add(connection.dialect.name, columns), rows)


@cache
def _add(dialect: str, columns: tuple[str, ...]) -> Insert:
    names = [*columns, "state"]
    given = rowset(dialect, {name: outbox_table.c[name].type for name in names})
    return insert(outbox_table).from_select(names, select(*(given.c[name] for name in names)))
