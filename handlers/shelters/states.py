"""What staff said of a shelter: whether it takes people in, and how many are there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import Connection, delete, select

from bot.api import Point
from bot.db.upsert import insert
from handlers.shelters.shelter import Hazard, Shelter
from handlers.shelters.tables import state_table


class State(Enum):
    """What a shelter is; the value is stored."""

    UNOPENED = "unopened"
    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Status:
    """What is known of a shelter at this moment. `people` is None where nobody counted.

    `changed_ms` is 0 where nobody ever said anything of it.
    """

    state: State = State.UNOPENED
    people: int | None = None
    changed_ms: int = 0

    @property
    def takes_in(self) -> bool:
        return self.state is State.OPEN


UNKNOWN = Status()


@dataclass(frozen=True, slots=True)
class Told:
    """A row: the shelter as it was when its state was told, and the state."""

    shelter: Shelter
    status: Status


def all_told(connection: Connection) -> Mapping[str, Told]:
    """Every state that staff told, by the shelter's id."""
    table = state_table.c
    rows = connection.execute(
        select(table.id, table.state, table.people, table.changed_ms, table.place)
    )
    return {
        row.id: Told(unpacked(row.place), Status(State(row.state), row.people, row.changed_ms))
        for row in rows
    }


def tell(connection: Connection, shelter: Shelter, status: Status, author: str) -> None:
    """Keep what staff say of a shelter, in place of what they said before."""
    values = {
        "state": status.state.value,
        "people": status.people,
        "changed_ms": status.changed_ms,
        "author": author,
        "place": packed(shelter),
    }
    row = insert(connection.dialect.name, state_table).values(id=shelter.id, **values)
    connection.execute(row.on_conflict_do_update(index_elements=["id"], set_=values))


def forget_all(connection: Connection) -> int:
    """Take every shelter back to 未開設; returns how many had a state."""
    return connection.execute(delete(state_table)).rowcount


def packed(shelter: Shelter) -> str:
    """A shelter as JSON."""
    point = shelter.point
    value = {name: getattr(shelter, name) for name in Shelter.__slots__}
    value["point"] = [point.latitude, point.longitude] if point else None
    value["hazards"] = sorted(one.value for one in shelter.hazards)
    return json.dumps(value, ensure_ascii=False)


def unpacked(text: str) -> Shelter:
    """The shelter that `packed` wrote; what an older version wrote is read as far as it is known."""
    value: dict[str, Any] = json.loads(text)
    known = {name: held for name, held in value.items() if name in Shelter.__slots__}
    point = known.pop("point", None)
    hazards = {one.value: one for one in Hazard}
    known["hazards"] = frozenset(hazards[one] for one in known["hazards"] if one in hazards)
    return Shelter(**known, point=Point(*point) if point else None)
