"""Words of a case that their writer took back in LINE."""

from __future__ import annotations

import json

from sqlalchemy import Connection, select, update

from handlers.roads.ledger.history import Act
from handlers.roads.tables import case_table, event_table, reporter_table

_c, _e, _r = case_table.c, event_table.c, reporter_table.c


def forget_words(connection: Connection, citizen: str, message: str, now_ms: int) -> bool:
    """Delete what a citizen's message said of a case they opened; whether there was such a one."""
    mine = select(_r.case).where(_r.citizen == citizen)
    query = select(_c.id, _c.messages).where(_c.id.in_(mine), _c.messages.contains(message))
    for row in connection.execute(query).all():
        said: dict[str, str] = json.loads(row.messages)
        names = [name for name, came_in in said.items() if came_in == message]
        if names:
            _forget(connection, row.id, names, said, now_ms)
            return True
    return False


def forget_messages(connection: Connection, before_ms: int) -> None:
    """Let go of the messages' ids: after LINE's time for taking back they are of no use."""
    old = update(case_table).where(_c.created_ms < before_ms, _c.messages != "")
    connection.execute(old.values(messages=""))


def _forget(
    connection: Connection, case: int, names: list[str], said: dict[str, str], now_ms: int
) -> None:
    left = {name: came_in for name, came_in in said.items() if name not in names}
    values = dict.fromkeys(names, "") | {"messages": json.dumps(left) if left else ""}
    change = update(case_table).where(_c.id == case)
    connection.execute(change.values(values | {"changed_ms": now_ms}))
    if "words" in names:
        opening = update(event_table).where(_e.case == case, _e.act == Act.OPENED)
        connection.execute(opening.values(words=""))
