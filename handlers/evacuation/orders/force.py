"""What is in force: a function of the released rows, so that talk, search and pages say the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from bot.api import Place
from handlers.evacuation.orders.desk import ENDS, Row, State, in_state
from handlers.evacuation.orders.order import Order
from handlers.evacuation.tables import order_table

# More than any disaster had; older ones are long over.
MOST = 500


@dataclass(frozen=True, slots=True)
class Standing:
    """An order and how it stands: `last` is the order itself or what followed it last."""

    issued: Row
    last: Row

    @property
    def number(self) -> int:
        return self.issued.id

    @property
    def order(self) -> Order:
        """What it says, with its corrections."""
        return self.last.order

    @property
    def is_over(self) -> bool:
        """Whether it was withdrawn or lifted."""
        return self.last.kind in ENDS

    @property
    def since_ms(self) -> int:
        """When the last word on it was released."""
        return self.last.released_ms or 0


def standing(connection: Connection, *, drill: bool = False) -> list[Standing]:
    """All orders that were ever released, newest first, each as it stands."""
    rows = [one for one in in_state(connection, State.RELEASED, most=MOST) if one.drill is drill]
    rows.sort(key=lambda one: (one.released_ms or 0, one.id))
    issued = {one.id: one for one in rows if one.root == one.id}
    last = {one.root: one for one in rows}
    found = [Standing(issued[root], one) for root, one in last.items() if root in issued]
    return sorted(found, key=lambda one: one.number, reverse=True)


def in_force(connection: Connection, *, drill: bool = False) -> list[Standing]:
    """The orders in force, the highest level first.

    An order is replaced by a later one for the same hazard where that one holds for all of its area:
    避難指示 follows 高齢者等避難.
    """
    alive = [one for one in standing(connection, drill=drill) if not one.is_over]
    kept = [one for at, one in enumerate(alive) if not _is_replaced(one, alive[:at])]
    return sorted(kept, key=lambda one: (-one.order.level.number, -one.number))


def just_over(connection: Connection, since_ms: int, *, drill: bool = False) -> list[Standing]:
    """The orders that were withdrawn or lifted since a moment, newest first."""
    found = standing(connection, drill=drill)
    return [one for one in found if one.is_over and one.since_ms >= since_ms]


def for_places(
    orders: Iterable[Standing], places: Sequence[Place]
) -> list[tuple[Standing, list[Place]]]:
    """The orders that hold for somebody's places, and for which; of each hazard the newest counts."""
    found: dict[int, tuple[Standing, list[Place]]] = {}
    newest = sorted(orders, key=lambda one: one.number, reverse=True)
    for place in places:
        told: set[str] = set()
        for one in newest:
            if one.order.hazard not in told and one.order.area.covers(place):
                told.add(one.order.hazard)
                found.setdefault(one.number, (one, []))[1].append(place)
    return sorted(found.values(), key=lambda pair: -pair[0].order.level.number)


def version(connection: Connection) -> tuple[int, int]:
    """Changes whenever anything is released."""
    released = order_table.c.state == State.RELEASED.value
    query = select(func.count(), func.max(order_table.c.released_ms)).where(released)
    count, last = connection.execute(query).one()
    return int(count), int(last or 0)


def _is_replaced(one: Standing, later: Iterable[Standing]) -> bool:
    return any(
        other.order.hazard == one.order.hazard and other.order.area.holds(one.order.area)
        for other in later
    )
