"""The rows of orders: written, released, cancelled, followed by corrections, withdrawals and liftings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, insert, select, update

from handlers.evacuation.orders.order import Order
from handlers.evacuation.tables import order_table


class Kind(StrEnum):
    """What a row does, as it is stored."""

    ISSUE = "issue"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    LIFT = "lift"


class State(StrEnum):
    """How far a row is: `WAITING` for its release, `RELEASED` for ever, or `CANCELLED` before that."""

    WAITING = "waiting"
    RELEASED = "released"
    CANCELLED = "cancelled"


# Who takes back or corrects an error must not wait for a second person.
AT_ONCE = frozenset({Kind.CORRECT, Kind.WITHDRAW})
ENDS = frozenset({Kind.WITHDRAW, Kind.LIFT})


class Changed(Exception):
    """Somebody else was quicker: what was shown is not what stands there any more."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who acts: the number and the name of a member of staff."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands; see the table. `root` of an issue is its own number."""

    id: int
    kind: Kind
    root: int
    drill: bool
    order: Order
    state: State
    author_id: int
    author: str
    made_ms: int
    releaser: str
    released_ms: int | None
    alone: str
    why: str
    planned: int
    sent_ms: int | None

    @property
    def key(self) -> str:
        """The key of its mailing, within the feature."""
        return f"order:{self.id}"

    @property
    def wants_second(self) -> bool:
        """Whether another person than its author should release it."""
        return self.kind not in AT_ONCE


_table = order_table.c
_COLUMNS = [
    _table[name if name != "order" else "body"] for name in Row.__slots__  # in this order
]  # fmt: skip


def write(
    connection: Connection,
    kind: Kind,
    order: Order,
    author: Author,
    now_ms: int,
    *,
    drill: bool,
    root: int | None = None,
    why: str = "",
) -> Row:
    """Write a row that waits for its release."""
    row = {
        "kind": kind.value, "root": root, "drill": drill, "body": order.model_dump_json(),
        "state": State.WAITING.value, "author_id": author.id, "author": author.name,
        "made_ms": now_ms, "releaser": "", "alone": "", "why": why, "planned": 0,
    }  # fmt: skip
    made = connection.execute(insert(order_table).values(**row))
    assert made.inserted_primary_key is not None
    return found(connection, made.inserted_primary_key[0])


def rewrite(connection: Connection, one: Row, order: Order, author: Author, now_ms: int) -> None:
    """Change a row that waits; who changed it last is its author.

    Raises:
        Changed: it does not wait any more, or was changed since.
    """
    values = {"body": order.model_dump_json(), "author_id": author.id, "author": author.name}
    _turn(connection, one, State.WAITING, values | {"made_ms": max(now_ms, one.made_ms + 1)})


def release(
    connection: Connection, one: Row, by: Author, now_ms: int, *, alone: str = "", planned: int = 0
) -> None:
    """Let a row be sent: it is, within a second, by whichever clock is quicker.

    Raises:
        Changed: it does not wait any more, was changed since, or what it follows has ended.
    """
    if one.kind is not Kind.ISSUE and ended(connection, one.root):
        raise Changed
    values = {"releaser": by.name, "released_ms": now_ms, "alone": alone, "planned": planned}
    _turn(connection, one, State.RELEASED, values)


def cancel(connection: Connection, one: Row) -> None:
    """Drop a row that waits. Raises Changed."""
    _turn(connection, one, State.CANCELLED, {})


def note_sent(connection: Connection, number: int, now_ms: int) -> None:
    """All of it is in the outbox."""
    mine = (_table.id == number, _table.sent_ms.is_(None))
    connection.execute(update(order_table).where(*mine).values(sent_ms=now_ms))


def _turn(connection: Connection, one: Row, state: State, values: dict[str, object]) -> None:
    here = (
        _table.id == one.id,
        _table.state == State.WAITING.value,
        _table.made_ms == one.made_ms,
    )
    done = connection.execute(update(order_table).where(*here).values(state=state.value, **values))
    if not done.rowcount:
        raise Changed


# -- reading


def find(connection: Connection, number: int) -> Row | None:
    """The row of this number, or None."""
    row = connection.execute(select(*_COLUMNS).where(_table.id == number)).first()
    return _made(tuple(row)) if row else None


def found(connection: Connection, number: int) -> Row:
    """The row of this number. Raises LookupError."""
    if (row := find(connection, number)) is None:
        raise LookupError(f"no evacuation order {number}")
    return row


def in_state(connection: Connection, state: State, *, most: int = 1000) -> list[Row]:
    """The rows of a state, oldest first; of very many the newest."""
    query = select(*_COLUMNS).where(_table.state == state.value)
    rows = connection.execute(query.order_by(_table.id.desc()).limit(most))
    return [_made(tuple(row)) for row in rows][::-1]


def to_be_sent(connection: Connection) -> list[Row]:
    """The released rows that are not in the outbox yet, oldest release first."""
    waiting = (_table.state == State.RELEASED.value, _table.sent_ms.is_(None))
    query = select(*_COLUMNS).where(*waiting).order_by(_table.released_ms, _table.id)
    return [_made(tuple(row)) for row in connection.execute(query)]


def chain(connection: Connection, root: int) -> list[Row]:
    """An order and all that follows it, oldest first."""
    mine = (_table.id == root) | (_table.root == root)
    rows = connection.execute(select(*_COLUMNS).where(mine).order_by(_table.id))
    return [_made(tuple(row)) for row in rows]


def ended(connection: Connection, root: int) -> bool:
    """Whether an order was withdrawn or lifted."""
    return any(one.kind in ENDS and one.state is State.RELEASED for one in chain(connection, root))


def _made(row: tuple[object, ...]) -> Row:
    values = dict(zip(Row.__slots__, row, strict=True))
    values |= {
        "kind": Kind(str(values["kind"])),
        "state": State(str(values["state"])),
        "order": Order.model_validate_json(str(values["order"])),
        "root": values["root"] or values["id"],
    }
    return Row(**values)  # type: ignore[arg-type]
