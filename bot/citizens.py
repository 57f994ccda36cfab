"""Citizens: who follows the account, and the places that they told us.

A citizen is known by LINE's user id alone; it is personal data and never logged whole.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Select,
    String,
    Table,
    bindparam,
    delete,
    select,
)

from bot.db.base import metadata
from bot.db.upsert import insert

citizen_table = Table(
    "citizen",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("following", Boolean, nullable=False),
    Column("followed_ms", BigInteger),
    Column("blocked_ms", BigInteger),
)

place_table = Table(
    "citizen_place",
    metadata,
    Column("citizen", String(64), primary_key=True),
    Column("label", String(40), primary_key=True),
    Column("area", String(400), nullable=False),
)


@dataclass(frozen=True, slots=True)
class Citizen:
    """The person a turn is with."""

    id: str

    def __repr__(self) -> str:
        return f"Citizen({mask(self.id)})"


def mask(citizen: str | None) -> str:
    """A short name for logs: tells citizens apart without naming one to LINE."""
    if not citizen:
        return "-"
    return hashlib.blake2s(citizen.encode(), digest_size=5, person=b"log").hexdigest()


class Places:
    """A citizen's places, by label: `home` and whatever a feature adds."""

    def __init__(self, connection: Connection, citizen: str) -> None:
        self._connection, self._citizen = connection, citizen

    def get(self, label: str = "home") -> str | None:
        """The area at this label, or None."""
        found = self._connection.scalar(_PLACE, {"whose": self._citizen, "label": label})
        return None if found is None else str(found)

    def put(self, area: str, label: str = "home") -> None:
        """Remember an area, in place of the one before."""
        row = insert(self._connection.dialect.name, place_table).values(
            citizen=self._citizen, label=label, area=area
        )
        self._connection.execute(
            row.on_conflict_do_update(
                index_elements=["citizen", "label"], set_={"area": row.excluded.area}
            )
        )

    def drop(self, label: str = "home") -> None:
        """Forget the area at this label."""
        mine = place_table.c.citizen == self._citizen
        self._connection.execute(delete(place_table).where(mine, place_table.c.label == label))


_PLACE = select(place_table.c.area).where(
    place_table.c.citizen == bindparam("whose"), place_table.c.label == bindparam("label")
)


def follow(connection: Connection, citizen: str, now_ms: int) -> None:
    """Note that the citizen follows the account (again)."""
    _note(connection, citizen, following=True, followed_ms=now_ms)


def block(connection: Connection, citizen: str, now_ms: int) -> None:
    """Note that the citizen blocked the account."""
    _note(connection, citizen, following=False, blocked_ms=now_ms)


def _note(connection: Connection, citizen: str, **values: object) -> None:
    row = insert(connection.dialect.name, citizen_table).values(id=citizen, **values)
    connection.execute(row.on_conflict_do_update(index_elements=["id"], set_=values))


def is_following(connection: Connection, citizen: str) -> bool:
    """Whether messages to the citizen arrive, as far as LINE told us."""
    found = connection.scalar(
        select(citizen_table.c.following).where(citizen_table.c.id == citizen)
    )
    return found is not False


def long_blocked(before_ms: int) -> Select[tuple[str]]:
    """The ids of citizens who blocked the account before `before_ms`."""
    return select(citizen_table.c.id).where(
        citizen_table.c.following.is_(False), citizen_table.c.blocked_ms < before_ms
    )


def forget_blocked(connection: Connection, before_ms: int) -> int:
    """Delete citizens who blocked the account before `before_ms`, and their places; return how many."""
    gone = long_blocked(before_ms)
    connection.execute(delete(place_table).where(place_table.c.citizen.in_(gone)))
    return connection.execute(delete(citizen_table).where(citizen_table.c.id.in_(gone))).rowcount
