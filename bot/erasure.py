"""Erasure: everything of a citizen goes, from every table that has a `citizen` column.

A feature's table is found by that column, so no feature has to remember to erase. Photos have files, too:
they are marked, and the files deleted within a minute. The receivers of mailings are one less, also kept
ones, so that no correction reaches who wants to be unknown; how many people a call was for stays.

Two things stay: an event that still waits to be handled, because it is the citizen's own next word, and of
handled events the bare number by which a redelivery is told apart, without the citizen.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, Select, Table, and_, case, delete, func, select, update
from sqlalchemy.sql.elements import ColumnElement

from bot.citizens import citizen_table
from bot.db.base import metadata
from bot.inbox import inbox_table
from bot.media import let_go as let_go_of_media
from bot.media import media_table
from bot.outbox import outbox_table

CITIZEN = "citizen"
_call = outbox_table.c


def tables() -> list[Table]:
    """The tables with rows of citizens, those that others refer to last."""
    found = [table for table in reversed(metadata.sorted_tables) if CITIZEN in table.c]
    return [table for table in found if table not in (inbox_table, media_table)]


def erase(connection: Connection, whose: str | Select[str]) -> int:
    """Delete all that is stored of one citizen, or of those whose ids a query yields.

    Returns how many citizens were known. The transaction is the caller's. The queues are searched
    whole, since an index by citizen would cost every answer; so nothing is searched for nobody.
    """
    ids = [whose] if isinstance(whose, str) else list(connection.scalars(whose))
    if not ids:
        return 0
    _let_go_of_receivers(connection, ids)
    for table in tables():
        connection.execute(delete(table).where(_is(table.c[CITIZEN], whose)))
    _let_go_of_events(connection, whose)
    let_go_of_media(connection, _is(media_table.c.citizen, whose))
    known = delete(citizen_table).where(_is(citizen_table.c.id, whose))
    return connection.execute(known).rowcount


def _let_go_of_receivers(connection: Connection, ids: Sequence[str]) -> None:
    for citizen, keys in _receiving(connection, ids):
        only = f'["{citizen}"]'
        # In the database, at one stroke: others may be taken out of the same call at the same moment.
        rest = func.replace(
            func.replace(_call.recipients, f',"{citizen}"', ""), f'"{citizen}",', ""
        )
        nobody_left = and_(_call.recipients == only, _call.state == "queued")
        connection.execute(
            update(outbox_table)
            .where(keys)
            .values(
                recipients=func.nullif(rest, only),
                state=case((nobody_left, "expired"), else_=_call.state),
                settled_ms=case((nobody_left, _call.created_ms), else_=_call.settled_ms),
            )
        )


def _receiving(
    connection: Connection, ids: Sequence[str]
) -> Iterator[tuple[str, ColumnElement[bool]]]:
    """Who receives anything, and which calls; all are searched once, since no index knows."""
    if len(ids) == 1:
        yield ids[0], _call.recipients.contains(f'"{ids[0]}"', autoescape=True)
        return
    wanted, found = set(ids), dict[str, list[str]]()
    query = select(_call.key, _call.recipients).where(_call.recipients.is_not(None))
    for row in connection.execute(query, execution_options={"yield_per": 100}):
        for citizen in wanted.intersection(json.loads(row.recipients)):
            found.setdefault(citizen, []).append(row.key)
    for citizen, keys in found.items():
        yield citizen, _call.key.in_(keys)


def _let_go_of_events(connection: Connection, whose: str | Select[str]) -> None:
    handled = update(inbox_table).where(
        _is(inbox_table.c.citizen, whose), inbox_table.c.state != "new"
    )
    nobody = {"citizen": "", "message_id": None, "payload": None, "error": None}
    connection.execute(handled.values(state="done", **nobody))


def _is(column: ColumnElement[str], whose: str | Select[str]) -> ColumnElement[bool]:
    return column == whose if isinstance(whose, str) else column.in_(whose)
