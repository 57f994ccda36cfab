"""How often somebody did the same within a while, so that floods of forms and guessed passwords end.

Counts live in the database, since there are several processes. Nobody's network address is stored, only a
hash with the secret key and the day, and not for longer than the time that is looked at (`purge`).
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import zlib
from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Index,
    String,
    Table,
    delete,
    func,
    insert,
    select,
)

from bot.db.base import BigId, metadata

DAY_MS = 24 * 60 * 60 * 1000
LONGEST_MS = 60 * 60_000

# `account` is "" where nobody says who they are, `address` where it does not count.
attempt_table = Table(
    "attempt",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("kind", String(60), nullable=False),
    Column("account", String(64), nullable=False),
    Column("address", String(64), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Index("ix_attempt_account", "kind", "account", "at_ms"),
    Index("ix_attempt_address", "kind", "address", "at_ms"),
    Index("ix_attempt_at_ms", "at_ms"),
)
_attempt = attempt_table.c


@dataclass(frozen=True, slots=True)
class Limit:
    """How often is too often.

    Attributes:
        kind: names what is done, as "roads.report".
        window_ms: within how long, an hour at most.
        of_address: how often from one network address.
        of_account: how often for one account, where there are accounts.
    """

    kind: str
    window_ms: int
    of_address: int
    of_account: int = 0


@dataclass(frozen=True, slots=True)
class Who:
    """Who does it, in clear and only in memory; `key` is the secret that hashes are made with."""

    key: str
    address: str = ""
    account: str = ""

    def hashes(self, name: str, since_ms: int, at_ms: int) -> list[str]:
        """The hashes of a value on the days from one moment to another, the last day's last."""
        value = network_of(self.address) if name == "address" else self.account.strip().lower()
        days = range(since_ms // DAY_MS, at_ms // DAY_MS + 1)
        return [_hash(self.key, f"{name}\0{day}\0{value}") if value else "" for day in days]


def network_of(address: str) -> str:
    """What one household or office has: an IPv4 address, or the first 64 bits of an IPv6 address."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped or ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def begin(connection: Connection, limit: Limit, who: Who, at_ms: int) -> bool:
    """Count an attempt, before it is known how it ends; False, and nothing counted, if there were too many.

    Many at once are counted one by one: others of the kind wait until the transaction ends.
    """
    if connection.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
        connection.execute(select(func.pg_advisory_xact_lock(zlib.crc32(limit.kind.encode()))))
    since = at_ms - limit.window_ms
    connection.execute(
        delete(attempt_table).where(_attempt.kind == limit.kind, _attempt.at_ms < since)
    )
    found = {name: who.hashes(name, since, at_ms) for name in ("account", "address")}
    for name, most in (("account", limit.of_account), ("address", limit.of_address)):
        if found[name][-1] and _count(connection, limit, name, found[name]) >= most:
            return False
    row = {name: hashes[-1] for name, hashes in found.items()}
    connection.execute(insert(attempt_table), row | {"kind": limit.kind, "at_ms": at_ms})
    return True


def forget(connection: Connection, limit: Limit, who: Who, at_ms: int) -> None:
    """The account did it rightly: its attempts count no more."""
    connection.execute(
        delete(attempt_table).where(
            *_of(limit, "account", who.hashes("account", at_ms - limit.window_ms, at_ms))
        )
    )


def purge(connection: Connection, now_ms: int) -> int:
    """Delete what no limit looks at any more; returns how many there were."""
    old = delete(attempt_table).where(_attempt.at_ms < now_ms - LONGEST_MS)
    return connection.execute(old).rowcount


def _count(connection: Connection, limit: Limit, name: str, hashes: list[str]) -> int:
    query = select(func.count()).select_from(attempt_table).where(*_of(limit, name, hashes))
    return connection.scalar(query) or 0


def _of(limit: Limit, name: str, hashes: list[str]) -> list[ColumnElement[bool]]:
    return [_attempt.kind == limit.kind, _attempt[name].in_(hashes)]


def _hash(key: str, value: str) -> str:
    return hmac.new(key.encode(), value.encode(), hashlib.sha256).hexdigest()
