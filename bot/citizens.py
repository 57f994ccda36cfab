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
    String,
    Table,
    delete,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot.db.base import metadata

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
        found = self._connection.scalar(_GET, {"citizen": self._citizen, "label": label})
        return None if found is None else str(found)

    def put(self, area: str, label: str = "home") -> None:
        """Remember an area, in place of the one before."""
        insert = _insert(self._connection)(place_table).values(
            citizen=self._citizen, label=label, area=area
        )
        self._connection.execute(
            insert.on_conflict_do_update(
                index_elements=["citizen", "label"], set_={"area": insert.excluded.area}
            )
        )

    def drop(self, label: str = "home") -> None:
        """Forget the area at this label."""
        self._connection.execute(
            delete(place_table).where(
                place_table.c.citizen == self._citizen, place_table.c.label == label
            )
        )


_GET = select(place_table.c.area).where(
    place_table.c.citizen == select(place_table.c.citizen).correlate(None).scalar_subquery()
)


def _insert(connection: Connection) -> type[postgresql.Insert] | type[sqlite.Insert]:
    return postgresql.Insert if connection.dialect.name == "postgresql" else sqlite.Insert


def follow(connection: Connection, citizen: str, now_ms: int) -> None:
    """Note that the citizen follows the account (again)."""
    insert = _insert(connection)(citizen_table).values(
        id=citizen, following=True, followed_ms=now_ms
    )
    connection.execute(
        insert.on_conflict_do_update(
            index_elements=["id"], set_={"following": True, "followed_ms": now_ms}
        )
    )


def block(connection: Connection, citizen: str, now_ms: int) -> None:
    """Note that the citizen blocked the account."""
    insert = _insert(connection)(citizen_table).values(
        id=citizen, following=False, blocked_ms=now_ms
    )
    connection.execute(
        insert.on_conflict_do_update(
            index_elements=["id"], set_={"following": False, "blocked_ms": now_ms}
        )
    )


def is_following(connection: Connection, citizen: str) -> bool:
    """Whether messages to the citizen arrive, as far as LINE told us."""
    found = connection.scalar(select(citizen_table.c.following).where(citizen_table.c.id == citizen))
    return found is not False


def forget_blocked(connection: Connection, before_ms: int) -> int:
    """Delete all that is stored about citizens who blocked the account before `before_ms`."""
    gone = select(citizen_table.c.id).where(
        citizen_table.c.following.is_(False), citizen_table.c.blocked_ms < before_ms
    )
    connection.execute(delete(place_table).where(place_table.c.citizen.in_(gone)))
    done = connection.execute(
        update(citizen_table)
        .where(citizen_table.c.following.is_(False), citizen_table.c.blocked_ms < before_ms)
        .values(followed_ms=None)
    )
    return done.rowcount
