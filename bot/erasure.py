"""Erasure: everything of a citizen goes, from every table that has a `citizen` column.

A feature's table is found by that column, so no feature has to remember to erase. Photos have files, too:
they are marked, and the files deleted within a minute. Two things stay: an event that still waits to be
handled, because it is the citizen's own next word, and of handled events the bare number by which a
redelivery is told apart, without the citizen.
"""

from __future__ import annotations

from sqlalchemy import Connection, Select, Table, delete, update
from sqlalchemy.sql.elements import ColumnElement

from bot.citizens import citizen_table
from bot.db.base import metadata
from bot.inbox import inbox_table
from bot.media import let_go as let_go_of_media
from bot.media import media_table

CITIZEN = "citizen"


def tables() -> list[Table]:
    """The tables with rows of citizens, those that others refer to last."""
    found = [table for table in reversed(metadata.sorted_tables) if CITIZEN in table.c]
    return [table for table in found if table not in (inbox_table, media_table)]


def erase(connection: Connection, whose: str | Select[str]) -> int:
    """Delete all that is stored of one citizen, or of those whose ids a query yields.

    Returns how many citizens were known. The transaction is the caller's. The queues are searched
    whole, since an index by citizen would cost every answer; so nothing is searched for nobody.
    """
    if not isinstance(whose, str) and connection.execute(whose.limit(1)).first() is None:
        return 0
    for table in tables():
        connection.execute(delete(table).where(_is(table.c[CITIZEN], whose)))
    _let_go_of_events(connection, whose)
    let_go_of_media(connection, _is(media_table.c.citizen, whose))
    known = delete(citizen_table).where(_is(citizen_table.c.id, whose))
    return connection.execute(known).rowcount


def _let_go_of_events(connection: Connection, whose: str | Select[str]) -> None:
    handled = update(inbox_table).where(
        _is(inbox_table.c.citizen, whose), inbox_table.c.state != "new"
    )
    nobody = {"citizen": "", "message_id": None, "payload": None, "error": None}
    connection.execute(handled.values(state="done", **nobody))


def _is(column: ColumnElement[str], whose: str | Select[str]) -> ColumnElement[bool]:
    return column == whose if isinstance(whose, str) else column.in_(whose)
