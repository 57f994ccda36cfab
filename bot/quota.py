"""The month's messages, as LINE counts them: asked by the clock, kept in a row that every process reads."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from sqlalchemy import BigInteger, Column, Connection, Integer, Table, select

from bot.db import Database
from bot.db.base import metadata
from bot.db.upsert import insert
from bot.line import LineClient, Quota, TransportError

log = logging.getLogger(__name__)

# Below this share of the plan the console warns.
LOW = 0.1

quota_table = Table(
    "line_quota",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("most", BigInteger),
    Column("used", BigInteger, nullable=False),
    Column("asked_ms", BigInteger, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What LINE said, and when."""

    quota: Quota
    asked_ms: int

    @property
    def low(self) -> bool:
        """Whether little is left of the month's messages."""
        most, left = self.quota.most, self.quota.left
        return most is not None and left is not None and left < most * LOW

    def falls_short(self, people: int) -> int:
        """How many of so many people could not be written to any more this month."""
        left = self.quota.left
        return 0 if left is None else max(0, people - left)


def ask(database: Database, client: LineClient, now_ms: int) -> None:
    """Ask LINE and write it down; without an answer what is known stays."""
    try:
        quota = client.quota()
    except TransportError as error:
        log.warning("the quota is not known", extra={"error": str(error)})
        return
    values = {"most": quota.most, "used": quota.used, "asked_ms": now_ms}
    with database.write(durable=False) as connection:
        row = insert(connection.dialect.name, quota_table).values(id=1, **values)
        connection.execute(row.on_conflict_do_update(index_elements=["id"], set_=values))


def known(connection: Connection) -> Known | None:
    """What was last asked; None if never."""
    row = connection.execute(select(quota_table)).first()
    return None if row is None else Known(Quota(row.most, row.used), row.asked_ms)
