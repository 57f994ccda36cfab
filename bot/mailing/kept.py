"""Kept receivers: whom a mailing reached, as the outbox has it beside each call's outcome.

A mailing ordered with `kept_until_ms` leaves its receivers there. Reached is whom LINE accepted or may have
accepted; a call that was never made, or was refused, reached nobody.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, ColumnElement, Connection, Select, and_, cast, func, or_, select

from bot.outbox import outbox_table

_call = outbox_table.c
_reached = or_(
    _call.state.in_(["sent", "unknown"]),
    _call.ambiguous,
    and_(_call.state == "queued", _call.in_flight),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """Whom one letter of an earlier mailing (its id) reached.

    Its calls are repeated as they were cut: to exactly the same, whatever became of them since.
    """

    mailing: int
    letter: str

    def count(self, connection: Connection) -> int:
        """How many citizens these are at this moment."""
        # Not `people`: who deleted everything since is still counted there.
        json_of = cast(_call.recipients, JSON)
        many = func.json_array_length(
            json_of if connection.dialect.name == "postgresql" else _call.recipients
        )
        return connection.scalar(self._calls(func.coalesce(func.sum(many), 0))) or 0

    def page(
        self, connection: Connection, after: str, calls: int
    ) -> Iterator[tuple[str, list[str]]]:
        """The next calls: their keys, and the ids of their citizens."""
        # The keys first: recipients are long, and would be read and sorted for every page.
        keys = self._calls(_call.key).where(_call.key > after).order_by(_call.key).limit(calls)
        wanted = select(_call.key, _call.recipients).where(_call.key.in_(keys))
        for row in connection.execute(wanted.order_by(_call.key)):
            yield row.key, json.loads(row.recipients)

    def _calls(self, what: ColumnElement[Any]) -> Select[Any]:
        mine = (_call.mailing == self.mailing, _call.letter == self.letter)
        return select(what).where(*mine, _call.recipients.is_not(None), _reached)


def kept_letters(connection: Connection, mailing: int) -> list[str]:
    """The names of the letters by which a mailing reached anybody."""
    mine = select(_call.letter).where(_call.mailing == mailing, _reached)
    return sorted(name for name in connection.scalars(mine.distinct()) if name)
