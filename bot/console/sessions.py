"""Sessions: the cookie holds a random text, the database when it began and was last seen.

So a session ends for good when somebody signs out, when an administrator ends it, after `idle_minutes`
without a request and after `session_hours` in any case.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from bot.console.tables import staff_session_table
from bot.settings.console import ConsoleSettings

_session = staff_session_table.c
_MINUTE = 60_000
# Seen once a minute is often enough to know who is idle.
_NOTED_EVERY = _MINUTE


@dataclass(frozen=True, slots=True)
class Session:
    """A session as it is stored."""

    id: str
    user_id: int
    begun_ms: int
    seen_ms: int
    address: str
    agent: str


def new_token() -> str:
    """What the cookie holds."""
    return secrets.token_urlsafe(24)


def key_of(token: str) -> str:
    """What the database holds of it."""
    return hashlib.sha256(token.encode()).hexdigest()


def begin(
    connection: Connection, token: str, user: int, at_ms: int, address: str, agent: str
) -> None:
    """A session begins; those that ended by themselves long ago go."""
    long_ago = at_ms - 30 * 24 * 60 * _MINUTE
    connection.execute(delete(staff_session_table).where(_session.seen_ms < long_ago))
    row = {"id": key_of(token), "user_id": user, "begun_ms": at_ms, "seen_ms": at_ms}
    connection.execute(
        insert(staff_session_table), row | {"address": address[:45], "agent": agent[:200]}
    )


def find(connection: Connection, token: str) -> Session | None:
    """The session of a cookie."""
    found = connection.execute(select(staff_session_table).where(_session.id == key_of(token)))
    row = found.first()
    return Session(**row._mapping) if row else None


def is_alive(session: Session, at_ms: int, settings: ConsoleSettings) -> bool:
    """Whether it is neither idle for too long nor too old."""
    idle = at_ms - session.seen_ms > settings.idle_minutes * _MINUTE
    old = at_ms - session.begun_ms > settings.session_hours * 60 * _MINUTE
    return not idle and not old


def is_to_be_noted(session: Session, at_ms: int) -> bool:
    """Whether that it was seen is to be written down again."""
    return at_ms - session.seen_ms > _NOTED_EVERY


def note_seen(connection: Connection, session: Session, at_ms: int) -> None:
    """It was used now."""
    connection.execute(
        update(staff_session_table).where(_session.id == session.id).values(seen_ms=at_ms)
    )


def end(connection: Connection, token: str) -> None:
    """Somebody signs out."""
    connection.execute(delete(staff_session_table).where(_session.id == key_of(token)))


def end_all(connection: Connection, user: int, *, but: str = "") -> int:
    """All sessions of an account end, but the one of this cookie; returns how many."""
    query = delete(staff_session_table).where(_session.user_id == user)
    return connection.execute(query.where(_session.id != (key_of(but) if but else ""))).rowcount
