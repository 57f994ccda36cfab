"""Roads on the test's database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.rehearsal import SetClock
from tests.bot.road import Road, counting

OpenRoad = Callable[..., Road]


@pytest.fixture
def new_road(database_url: str, clock: SetClock) -> Iterator[OpenRoad]:
    """Opens processes on one database: `new_road(feature, ...)`; the counting feature by default."""
    opened: list[Road] = []

    def open_one(*features: Any) -> Road:
        opened.append(Road(database_url, clock, features or [counting()]))
        return opened[-1]

    yield open_one
    for road in opened:
        road.close()


@pytest.fixture
def road(new_road: OpenRoad) -> Road:
    """One process with the counting feature."""
    return new_road()
