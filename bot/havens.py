"""Havens: places to flee to or to stay at, as whichever feature keeps them tells of them.

A feature that has such places says so with `@feature.havens`; others ask `turn.havens()`, `visit.havens()`
or `job.havens()` and need not know who keeps them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Connection

from bot.content import Snapshot
from bot.geo import Point


@dataclass(frozen=True, slots=True)
class Haven:
    """One place.

    Attributes:
        hazards: what it protects from, by the names of 災害対策基本法施行令 in English ("flood", "tsunami").
        refuge: people may stay there for days.
        is_open: staff said that it takes people in now.
        is_full: staff said that it has no room left.
        data: the postback that tells more of it.
    """

    name: str
    district: str
    point: Point | None
    hazards: frozenset[str]
    refuge: bool
    is_open: bool
    is_full: bool
    data: str


class Keeper(Protocol):
    """A feature, as far as it matters here."""

    name: str
    content: Any
    haven: Callable[[Any, Connection], Iterable[Haven]] | None


def havens_of(
    features: Iterable[Keeper], snapshot: Snapshot, connection: Connection
) -> Sequence[Haven]:
    """All havens of all features, in the order of their lists."""
    found: list[Haven] = []
    for feature in features:
        content = snapshot.data.get(feature.name)
        if feature.haven and (content is not None or feature.content is None):
            found += feature.haven(content, connection)
    return found
