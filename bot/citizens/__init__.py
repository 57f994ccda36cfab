"""Citizens: who follows the account, and in which language they want to be spoken to.

A citizen is known by LINE's user id alone; it is personal data and never logged whole.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Index,
    Select,
    String,
    Table,
    select,
    update,
)

from bot.db.base import metadata
from bot.db.upsert import insert

# BCP 47, but for plain Japanese, which has no tag of its own.
LANGUAGES: Final = ("ja", "easy_ja", "en", "zh-Hans", "zh-Hant", "ko", "vi")

citizen_table = Table(
    "citizen",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("following", Boolean, nullable=False),
    Column("followed_ms", BigInteger),
    Column("blocked_ms", BigInteger),
    Column("language", String(10)),
)
# Those who can be written to, in order; covering, because the table itself would be read at random.
_FOLLOWS = citizen_table.c.following.is_(True)
Index(
    "ix_citizen_following",
    citizen_table.c.id,
    citizen_table.c.language,
    postgresql_where=_FOLLOWS,
    sqlite_where=_FOLLOWS,
)
# Few choose a language, and a message in several looks for them first.
_CHOSE = citizen_table.c.language.is_not(None)
Index(
    "ix_citizen_language",
    citizen_table.c.language,
    citizen_table.c.id,
    postgresql_where=_CHOSE,
    sqlite_where=_CHOSE,
)


@dataclass(frozen=True, slots=True)
class Citizen:
    """The person a turn is with."""

    id: str

    def __repr__(self) -> str:
        return f"Citizen({mask(self.id)})"


def mask(citizen: str | None) -> str:
    """A short name for logs: tells citizens apart without naming one to LINE."""
    if not citizen:
        return "-"
    return hashlib.blake2s(citizen.encode(), digest_size=5, person=b"log").hexdigest()


def follow(connection: Connection, citizen: str, now_ms: int) -> None:
    """Note that the citizen follows the account (again)."""
    _note(connection, citizen, following=True, followed_ms=now_ms)


def block(connection: Connection, citizen: str, now_ms: int) -> None:
    """Note that the citizen blocked the account."""
    _note(connection, citizen, following=False, blocked_ms=now_ms)


def know(connection: Connection, citizen: str) -> None:
    """Make sure that there is a row for a citizen who tells us something about themselves.

    Whoever added the account before this bot served it was never reported as a follower.
    """
    row = insert(connection.dialect.name, citizen_table).values(id=citizen, following=True)
    connection.execute(row.on_conflict_do_nothing(index_elements=["id"]))


def language_of(connection: Connection, citizen: str) -> str | None:
    """The language that the citizen chose, one of `LANGUAGES`; None if they never did."""
    query = select(citizen_table.c.language).where(citizen_table.c.id == citizen)
    return connection.scalar(query)


def set_language(connection: Connection, citizen: str, language: str) -> None:
    """Remember the language that the citizen chose.

    Raises:
        ValueError: none of `LANGUAGES`.
    """
    if language not in LANGUAGES:
        raise ValueError(f"unknown language {language!r}")
    know(connection, citizen)
    mine = update(citizen_table).where(citizen_table.c.id == citizen)
    connection.execute(mine.values(language=language))


def _note(connection: Connection, citizen: str, **values: object) -> None:
    row = insert(connection.dialect.name, citizen_table).values(id=citizen, **values)
    connection.execute(row.on_conflict_do_update(index_elements=["id"], set_=values))


def is_following(connection: Connection, citizen: str) -> bool:
    """Whether messages to the citizen arrive, as far as LINE told us."""
    found = connection.scalar(
        select(citizen_table.c.following).where(citizen_table.c.id == citizen)
    )
    return found is not False


def long_blocked(before_ms: int) -> Select[str]:
    """The ids of citizens who blocked the account before `before_ms`."""
    return select(citizen_table.c.id).where(
        citizen_table.c.following.is_(False), citizen_table.c.blocked_ms < before_ms
    )
