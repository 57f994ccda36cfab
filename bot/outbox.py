"""The outbox: what is to be sent, one row a call to LINE, and what became of it.

A row's primary key is its retry key. States: `queued`, `sent`, `failed` (refused for good; staff see why),
`unknown` (LINE may or may not have it, and it was not worth showing twice), `expired` (of no use any more).

A `multicast` goes to up to 500 `recipients`, a JSON array, and its `citizen` is empty. It is taken up by
senders of its own (`bot.delivery.bulk`), so that no answer waits behind it. Once LINE has it, its recipients
are let go, unless they are kept until `kept_until_ms`, so that a correction finds them; how many
`people` they were stays.

`due_ms` is when any process may take the row. The process that wrote it sends it at once, so it is
written with a lease: due only after `LEASE_MS`, when that process must have died. `in_flight` says that
somebody may be sending it now; taking such a row over makes it `ambiguous`: it may have arrived.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Index,
    Insert,
    Integer,
    Row,
    SmallInteger,
    String,
    Table,
    Text,
    Update,
    and_,
    case,
    delete,
    insert,
    literal_column,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from bot.db.base import metadata
from bot.db.rowset import rows_of, rowset

LEASE_MS = 15_000
MULTICAST: Final = "multicast"

outbox_table = Table(
    "outbox",
    metadata,
    Column("key", String(36), primary_key=True),
    Column("lane", SmallInteger, nullable=False),
    Column("citizen", String(64), nullable=False),
    Column("method", String(12), nullable=False),
    Column("reply_token", Text),
    Column("token_until_ms", BigInteger, nullable=False),
    Column("messages", Text),
    Column("must_arrive", Boolean, nullable=False),
    Column("state", String(8), nullable=False),
    Column("in_flight", Boolean, nullable=False),
    Column("ambiguous", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("created_ms", BigInteger, nullable=False),
    Column("due_ms", BigInteger, nullable=False),
    Column("settled_ms", BigInteger),
    Column("status", Integer),
    Column("request_id", String(64)),
    Column("error", Text),
    Column("mailing", BigInteger),
    Column("recipients", Text),
    Column("people", Integer),
    Column("expires_ms", BigInteger),
    Column("letter", String(200)),
    Column("kept_until_ms", BigInteger),
)
# Literals, not parameters: only then a prepared statement can be known to fit the partial indexes.
is_queued = outbox_table.c.state == literal_column("'queued'")
_multicast: ColumnElement[str] = literal_column(f"'{MULTICAST}'")
_single = and_(is_queued, outbox_table.c.method != _multicast)
_bulk = and_(is_queued, outbox_table.c.method == _multicast)


def _index(name: str, where: ColumnElement[bool], *columns: str) -> None:
    wanted = [outbox_table.c[column] for column in columns]
    Index(name, *wanted, postgresql_where=where, sqlite_where=where)


_index("ix_outbox_queued", _single, "lane", "due_ms")
_index("ix_outbox_bulk", _bulk, "lane", "due_ms")
_index("ix_outbox_mailing", outbox_table.c.mailing.is_not(None), "mailing", "state")
_index("ix_outbox_kept", outbox_table.c.kept_until_ms.is_not(None), "kept_until_ms")
Index("ix_outbox_settled_ms", outbox_table.c.settled_ms)


class Lane:
    """Who goes first; a lower number overtakes whatever is queued in a higher one."""

    EVACUATION = 0
    DISASTER = 1
    ANSWER = 2
    NEWS = 3


LANES: Final = ("evacuation", "disaster", "answer", "news")


def is_urgent(lane: int) -> bool:
    """Whether it goes ahead of answers."""
    return lane <= Lane.DISASTER


_GIVEN = (
    "key",
    "lane",
    "citizen",
    "method",
    "reply_token",
    "token_until_ms",
    "messages",
    "must_arrive",
    "in_flight",
    "ambiguous",
    "attempts",
    "created_ms",
    "due_ms",
)
# Answers do without these, and need not carry them.
_GIVEN_MULTICAST = (
    *_GIVEN,
    "mailing",
    "recipients",
    "people",
    "expires_ms",
    "letter",
    "kept_until_ms",
)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One call to LINE. `messages` is the JSON array of LINE messages; times are epoch ms.

    Of a multicast `citizen` is empty, and `recipients` the JSON array of `people` ids.
    """

    citizen: str
    method: str
    messages: str
    created_ms: int
    due_ms: int
    key: str
    reply_token: str | None = None
    token_until_ms: int = 0
    must_arrive: bool = False
    lane: int = Lane.ANSWER
    attempts: int = 1
    ambiguous: bool = False
    in_flight: bool = True
    mailing: int | None = None
    recipients: str | None = None
    people: int | None = None
    expires_ms: int | None = None
    letter: str | None = None
    kept_until_ms: int | None = None

    def row(self, names: Sequence[str] = _GIVEN) -> dict[str, Any]:
        return {name: getattr(self, name) for name in names} | {"state": "queued"}


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one try; `state` stays `queued` when there is to be another at `due_ms`.

    `stops` is a mailing that must not go on, because the month's messages are used up.
    """

    key: str
    state: str
    method: str
    ambiguous: bool
    due_ms: int
    settled_ms: int | None
    status: int | None
    request_id: str | None
    error: str | None
    stops: int | None = None


def new_key() -> str:
    """A retry key as LINE wants it, a UUID."""
    return str(uuid.uuid4())


def add(connection: Connection, outgoing: Sequence[Outgoing]) -> None:
    """Queue calls to single citizens, in the transaction of the event that caused them."""
    _insert(connection, outgoing, _GIVEN)


def add_multicasts(connection: Connection, outgoing: Sequence[Outgoing]) -> None:
    """Queue calls to many, in the transaction that notes how far the mailing has come."""
    _insert(connection, outgoing, _GIVEN_MULTICAST)


def _insert(connection: Connection, outgoing: Sequence[Outgoing], columns: tuple[str, ...]) -> None:
    if outgoing:
        rows = rows_of(one.row(columns) for one in outgoing)
        connection.execute(_add(connection.dialect.name, columns), rows)


@cache
def _add(dialect: str, columns: tuple[str, ...]) -> Insert:
    names = [*columns, "state"]
    given = rowset(dialect, {name: outbox_table.c[name].type for name in names})
    return insert(outbox_table).from_select(names, select(*(given.c[name] for name in names)))


_FIELDS = (
    "state",
    "method",
    "ambiguous",
    "due_ms",
    "settled_ms",
    "status",
    "request_id",
    "error",
)


def settle(connection: Connection, results: Sequence[Settled]) -> None:
    """Write down what became of tries; a row that is settled already stays as it is."""
    rows = [{name: getattr(one, name) for name in ("key", *_FIELDS)} for one in results]
    if rows:
        connection.execute(_settle(connection.dialect.name), rows_of(rows))


@cache
def _settle(dialect: str) -> Update:
    given = rowset(dialect, {name: outbox_table.c[name].type for name in ("key", *_FIELDS)})
    return (
        update(outbox_table)
        .where(outbox_table.c.key == given.c.key, is_queued)
        .values(
            {name: given.c[name] for name in _FIELDS}
            | {"in_flight": False, "recipients": _still_needed(given.c.state)}
        )
    )


def _still_needed(state: ColumnElement[str]) -> ColumnElement[str | None]:
    # Who was refused is kept for the staff, as long as the messages are.
    needed = or_(state.in_(["queued", "failed"]), outbox_table.c.kept_until_ms.is_not(None))
    return case((needed, outbox_table.c.recipients), else_=null())


def take_due(connection: Connection, now_ms: int, limit: int = 100) -> list[Outgoing]:
    """Take calls to single citizens that are due, urgent lanes first, under a new lease."""
    return _take(connection, now_ms, limit, _single)


def take_multicasts(
    connection: Connection, now_ms: int, limit: int, before: int | None = None
) -> list[Outgoing]:
    """Take calls to many that are due, urgent lanes first, under a new lease.

    Args:
        before: only those of lanes that go ahead of this one.
    """
    return _take(connection, now_ms, limit, _ahead_of(before))


def has_multicasts(connection: Connection, now_ms: int, before: int | None = None) -> bool:
    """Whether `take_multicasts` would take any."""
    wanted = select(outbox_table.c.key).where(_ahead_of(before), outbox_table.c.due_ms <= now_ms)
    return connection.scalar(wanted.limit(1)) is not None


def _ahead_of(before: int | None) -> ColumnElement[bool]:
    return _bulk if before is None else and_(_bulk, outbox_table.c.lane < before)


def _take(
    connection: Connection, now_ms: int, limit: int, which: ColumnElement[bool]
) -> list[Outgoing]:
    wanted = (
        select(outbox_table.c.key)
        .where(which, outbox_table.c.due_ms <= now_ms)
        .order_by(outbox_table.c.lane, outbox_table.c.due_ms)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    # A list, not a sub-select: PostgreSQL may run a locking sub-select of an UPDATE more than once.
    keys = list(connection.scalars(wanted))
    if not keys:
        return []
    taken = (
        update(outbox_table)
        .where(outbox_table.c.key.in_(keys), is_queued)
        .values(
            due_ms=now_ms + LEASE_MS,
            attempts=outbox_table.c.attempts + 1,
            ambiguous=or_(outbox_table.c.ambiguous, outbox_table.c.in_flight),
            in_flight=True,
        )
        .returning(*outbox_table.c)
    )
    rows = sorted(connection.execute(taken), key=lambda row: (row.lane, row.created_ms))
    return [_outgoing(row) for row in rows]


def _outgoing(row: Row[*tuple[Any, ...]]) -> Outgoing:
    return Outgoing(
        citizen=row.citizen,
        method=row.method,
        messages=row.messages,
        created_ms=row.created_ms,
        due_ms=row.due_ms,
        key=row.key,
        reply_token=row.reply_token,
        token_until_ms=row.token_until_ms,
        must_arrive=row.must_arrive,
        lane=row.lane,
        attempts=row.attempts,
        ambiguous=row.ambiguous,
        in_flight=True,
        mailing=row.mailing,
        recipients=row.recipients,
        people=row.people,
        expires_ms=row.expires_ms,
    )


def is_old(before_ms: int, now_ms: int) -> ColumnElement[bool]:
    """Whether a call was settled before `before_ms`, and its recipients need not be kept any more."""
    kept = outbox_table.c.kept_until_ms
    return and_(outbox_table.c.settled_ms < before_ms, or_(kept.is_(None), kept < now_ms))


def purge(connection: Connection, before_ms: int, now_ms: int) -> int:
    """Delete calls that were settled before `before_ms`; let go of recipients whose term is over.

    Returns how many calls were deleted.
    """
    over = and_(outbox_table.c.kept_until_ms < now_ms, outbox_table.c.state != "queued")
    connection.execute(
        update(outbox_table).where(over).values(kept_until_ms=None, recipients=_refused)
    )
    return connection.execute(delete(outbox_table).where(is_old(before_ms, now_ms))).rowcount


_refused = case((outbox_table.c.state == "failed", outbox_table.c.recipients), else_=null())
