"""Keys of other systems that send reports by Open311; of a key only its hash is kept."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection, insert, select, update

from handlers.roads.tables import key_table

_k = key_table.c
# What is found in a log or a mail by mistake can be told by its beginning.
_PREFIX = "mado-"


@dataclass(frozen=True, slots=True)
class Key:
    """A key: whose it is, who issued it (a staff e-mail), and until when it was good (None: it is)."""

    id: int
    name: str
    who: str
    made_ms: int
    ended_ms: int | None


_COLUMNS = [_k[name] for name in Key.__slots__]


def issue(connection: Connection, *, name: str, who: str, now_ms: int) -> str:
    """Make a key for a system called `name`. What is returned is shown once and kept nowhere."""
    key = _PREFIX + secrets.token_urlsafe(24)
    values = {"name": name, "hash": _hashed(key), "who": who, "made_ms": now_ms}
    connection.execute(insert(key_table).values(values))
    return key


def find_key(connection: Connection, key: str) -> Key | None:
    """Whose key this is; None if it is nobody's, or not good any more."""
    query = select(*_COLUMNS).where(_k.hash == _hashed(key), _k.ended_ms.is_(None))
    row = connection.execute(query).first() if key else None
    return Key(**row._mapping) if row else None


def keys(connection: Connection) -> list[Key]:
    """All keys, also ended ones, newest first."""
    rows = connection.execute(select(*_COLUMNS).order_by(_k.id.desc()))
    return [Key(**row._mapping) for row in rows]


def end_key(connection: Connection, key: int, now_ms: int) -> bool:
    """From now on the key is not good any more; False if it was ended before, or never was."""
    ended = update(key_table).where(_k.id == key, _k.ended_ms.is_(None)).values(ended_ms=now_ms)
    return connection.execute(ended).rowcount > 0


def _hashed(key: str) -> str:
    # The keys are long and random, so that nobody can try them all: no salt, no slow hash.
    return sha256(key.encode()).hexdigest()
