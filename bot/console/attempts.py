"""How often somebody may fail to sign in: by account (that exists or not) and by network address.

An attempt is counted before it is checked, so that many at once gain nothing; a sign-in that succeeds takes
the account's failures away. Counts live in the database, since there are several processes.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from bot.console.tables import staff_failure_table

WINDOW_MS = 15 * 60_000
OF_ACCOUNT = 6
# Behind a city's proxy everybody has the same address.
OF_ADDRESS = 100

# Attempts queue here, so that many at once are counted one by one.
_LOCK = 0x57A44

_failure = staff_failure_table.c


def key_of(account: str) -> str:
    """What is stored of the account that was tried: people also type passwords there."""
    return hashlib.sha256(account.strip().lower().encode()).hexdigest()


def begin(connection: Connection, account: str, address: str, at_ms: int) -> bool:
    """Count an attempt; False if there were too many already."""
    since = at_ms - WINDOW_MS
    if connection.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    connection.execute(delete(staff_failure_table).where(_failure.at_ms < since))
    row = {"at_ms": at_ms, "account": key_of(account), "address": address[:45]}
    by_account = _count(connection, _failure.account == row["account"], since)
    by_address = _count(connection, _failure.address == row["address"], since)
    if by_account >= OF_ACCOUNT or by_address >= OF_ADDRESS:
        return False
    connection.execute(insert(staff_failure_table), row)
    return True


def _count(connection: Connection, whose: ColumnElement[bool], since: int) -> int:
    query = select(func.count()).select_from(staff_failure_table)
    return connection.scalar(query.where(whose, _failure.at_ms >= since)) or 0


def forget(connection: Connection, account: str) -> None:
    """The account signed in."""
    connection.execute(delete(staff_failure_table).where(_failure.account == key_of(account)))
