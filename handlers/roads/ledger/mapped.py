"""Cases on the map: what lies in a box, in a tile, and what may be the same damage."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Integer, and_, cast, func, select
from sqlalchemy.sql.elements import ColumnElement

from bot.api import OnMap, metres
from handlers.roads.ledger.case import COLUMNS, Case, cases_of
from handlers.roads.ledger.cells import ZOOM, Box, tile_range
from handlers.roads.ledger.lists import Filter, conditions, in_box
from handlers.roads.tables import case_table

_c = case_table.c
# A tile is cut into at most 8 x 8 clusters, about 32 pixels each.
CLUSTER_ZOOM = 3


@dataclass(frozen=True, slots=True)
class Cluster:
    """Cases that lie close together on the map: how many, and their middle in degrees."""

    latitude: float
    longitude: float
    count: int


@dataclass(frozen=True, slots=True)
class Near:
    """A case that may be the same damage, and how far it is, in metres."""

    case: Case
    metres: float


def cases_in(
    connection: Connection, box: Box, wanted: Filter, *, now_ms: int, limit: int = 2000
) -> Sequence[Case]:
    """At most `limit` cases of a box, newest first where there are more."""
    query = select(*COLUMNS).where(in_box(box), *conditions(wanted, now_ms))
    return cases_of(connection.execute(query.order_by(_c.id.desc()).limit(limit)).all())


def cases_in_tile(
    connection: Connection,
    zoom: int,
    x: int,
    y: int,
    wanted: Filter,
    *,
    now_ms: int,
    limit: int = 2000,
) -> Sequence[Case]:
    """At most `limit` cases of a tile of the map. Raises ValueError for one that there is not."""
    query = select(*COLUMNS).where(_in_tile(zoom, x, y), *conditions(wanted, now_ms))
    return cases_of(connection.execute(query.limit(limit)).all())


def clusters_in_tile(
    connection: Connection, zoom: int, x: int, y: int, wanted: Filter, *, now_ms: int
) -> Sequence[Cluster]:
    """The cases of a tile of the map, gathered. Raises ValueError for a tile that there is not."""
    shift = 2 * (ZOOM - min(ZOOM, zoom + CLUSTER_ZOOM))
    part = _c.cell.op(">>")(cast(shift, Integer))
    means = (func.avg(_c.latitude), func.avg(_c.longitude), func.count())
    query = select(*means).where(_in_tile(zoom, x, y), *conditions(wanted, now_ms))
    return [Cluster(*row) for row in connection.execute(query.group_by(part))]


def near_duplicates(
    connection: Connection,
    spot: OnMap,
    radius: float,
    kinds: Collection[str],
    *,
    limit: int = 3,
    but: int = 0,
) -> list[Near]:
    """Open cases of one of `kinds` within `radius` metres, nearest first.

    Args:
        kinds: usually one; kinds that people mix up may stand together (kinds.yaml, `same_as`).
        but: the id of a case that is left out.
    """
    near = in_box(Box.around(spot, radius))
    query = select(*COLUMNS).where(near, _c.open, _c.kind.in_(list(kinds)), _c.id != but)
    found = [Near(one, metres(spot, one)) for one in cases_of(connection.execute(query).all())]
    close = [one for one in found if one.metres <= radius]
    return sorted(close, key=lambda one: (one.metres, one.case.id))[:limit]


def _in_tile(zoom: int, x: int, y: int) -> ColumnElement[bool]:
    first, last = tile_range(zoom, x, y)
    return and_(_c.cell >= first, _c.cell < last)
