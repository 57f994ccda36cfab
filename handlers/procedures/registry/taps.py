"""Opened links, counted by day and procedure, and by nobody."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, func, select

from bot.db.upsert import insert
from handlers.procedures.tables import tap_table


def count_tap(connection: Connection, number: int, day: date) -> None:
    """One more citizen opened the link of this procedure on this day."""
    row = insert(connection.dialect.name, tap_table).values(day=day, procedure=number, count=1)
    more = {"count": tap_table.c.count + 1}
    connection.execute(row.on_conflict_do_update(index_elements=["day", "procedure"], set_=more))


def taps_by_procedure(connection: Connection, first: date, last: date) -> dict[int, int]:
    """How often each link was opened from `first` to `last`."""
    table = tap_table
    query = (
        select(table.c.procedure, func.sum(table.c.count))
        .where(table.c.day.between(first, last))
        .group_by(table.c.procedure)
    )
    return {number: int(total) for number, total in connection.execute(query)}


def taps_by_day(connection: Connection, first: date, last: date) -> dict[date, int]:
    """How often any link was opened, for the days on which one was."""
    table = tap_table
    query = (
        select(table.c.day, func.sum(table.c.count))
        .where(table.c.day.between(first, last))
        .group_by(table.c.day)
        .order_by(table.c.day)
    )
    return {day: int(total) for day, total in connection.execute(query)}
