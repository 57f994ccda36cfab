"""The rows of mailings: what was asked for, and how far it has come.

States: `writing` (its calls are being put into the outbox), `written` (all are there; the ledger tells what
became of them), `expired` (it was too late for the rest), `stopped` (the month's messages are used up),
`recalled` (somebody cancelled it, or took it back).
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    select,
)

from bot.db.base import BigId, metadata
from bot.db.upsert import insert
from bot.mailing.cap import Cap

mailing_table = Table(
    "mailing",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("key", String(200), nullable=False, unique=True),
    Column("feature", String(40), nullable=False),
    Column("lane", SmallInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("state", String(8), nullable=False),
    Column("step", Integer, nullable=False),
    Column("letter", String(200), nullable=False),
    Column("after", String(64), nullable=False),
    Column("planned", Integer, nullable=False),
    Column("written", Integer, nullable=False),
    Column("calls", Integer, nullable=False),
    Column("created_ms", BigInteger, nullable=False),
    Column("expires_ms", BigInteger, nullable=False),
    Column("finished_ms", BigInteger),
    Column("error", Text),
    Column("kept_until_ms", BigInteger),
    # How many citizens, of calls whose rows are purged already.
    Column("sent", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("unknown", Integer, nullable=False),
    Column("expired", Integer, nullable=False),
    Index("ix_mailing_created_ms", "created_ms"),
)


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody wants to be sent. Times are epoch ms.

    Args:
        key: names the mailing for ever; a second order of the same key is the same mailing.
        reason: why it is sent, in a few words, for the staff.
        expires_ms: after this moment nothing of it is sent any more.
        planned: how many citizens are expected, where somebody has counted them; for the staff.
        kept_until_ms: its receivers are kept so long, for a correction; None: they are not.
        cap: citizens who got as many capped mailings already are left out.
    """

    key: str
    feature: str
    lane: int
    reason: str
    expires_ms: int
    planned: int = 0
    kept_until_ms: int | None = None
    cap: Cap | None = None


@dataclass(frozen=True, slots=True)
class Mailing:
    """A mailing as it stands. `planned` and `written` count citizens, `calls` calls to LINE.

    `letter` and `after` (a citizen's id) say how far the writing has come, `step` counts its pieces.
    """

    id: int
    key: str
    lane: int
    state: str
    step: int
    letter: str
    after: str
    planned: int
    written: int
    calls: int
    expires_ms: int
    kept_until_ms: int | None


# What the writing of a mailing changes.
PROGRESS = ("state", "step", "letter", "after", "written", "calls")
_COLUMNS = [mailing_table.c[name] for name in Mailing.__slots__]


def find(connection: Connection, key: str) -> Mailing | None:
    """The mailing of this key, or None if it was never opened."""
    row = connection.execute(select(*_COLUMNS).where(mailing_table.c.key == key)).first()
    return None if row is None else Mailing(*row)


def opened(connection: Connection, order: Order, now_ms: int, state: str) -> Mailing:
    """Open a mailing, unless somebody else just did; return it as it stands."""
    row = insert(connection.dialect.name, mailing_table).values(
        key=order.key,
        feature=order.feature,
        lane=order.lane,
        reason=order.reason,
        state=state,
        planned=order.planned,
        created_ms=now_ms,
        expires_ms=order.expires_ms,
        kept_until_ms=order.kept_until_ms,
        finished_ms=None if state == "writing" else now_ms,
        letter="",
        after="",
        **dict.fromkeys(("step", "written", "calls", "sent", "failed", "unknown", "expired"), 0),
    )
    connection.execute(row.on_conflict_do_nothing(index_elements=["key"]))
    found = find(connection, order.key)
    if found is None:
        raise LookupError(f"the mailing {order.key!r} was deleted")
    return found
