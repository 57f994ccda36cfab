"""Who wants to be told when a procedure opens."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Select, delete, select

from bot.db.upsert import insert
from handlers.procedures.tables import wish_table


def add_wish(connection: Connection, citizen: str, number: int, now_ms: int) -> None:
    """Note the wish; a second time changes nothing."""
    row = insert(connection.dialect.name, wish_table)
    values = row.values(procedure=number, citizen=citizen, since_ms=now_ms)
    connection.execute(values.on_conflict_do_nothing())


def drop_wish(connection: Connection, citizen: str, number: int) -> bool:
    """Forget the wish; whether there was one."""
    table = wish_table
    mine = delete(table).where(table.c.procedure == number, table.c.citizen == citizen)
    return connection.execute(mine.returning(table.c.procedure)).first() is not None


def has_wish(connection: Connection, citizen: str, number: int) -> bool:
    """Whether the citizen wants to be told of this one."""
    return number in wishes_of(connection, citizen)


def wishes_of(connection: Connection, citizen: str) -> Sequence[int]:
    """The procedures of which a citizen wants to be told."""
    query = select(wish_table.c.procedure).where(wish_table.c.citizen == citizen)
    return connection.scalars(query.order_by(wish_table.c.procedure)).all()


def wished_for(connection: Connection) -> Sequence[int]:
    """The procedures of which anybody wants to be told."""
    query = select(wish_table.c.procedure).distinct().order_by(wish_table.c.procedure)
    return connection.scalars(query).all()


def wishing(number: int) -> Select[str]:
    """The citizens who want to be told of this one."""
    return select(wish_table.c.citizen).where(wish_table.c.procedure == number)


def forget_wishes(connection: Connection, number: int, until_ms: int) -> None:
    """They have been told."""
    table = wish_table
    told = delete(table).where(table.c.procedure == number, table.c.since_ms <= until_ms)
    connection.execute(told)
