"""The kit for a feature's figures in /metrics.

    from bot.gauges import Gauge

    @feature.gauges
    def figures(connection: Connection, now: datetime, content: Content) -> Iterable[Gauge]:
        yield Gauge("feed_late_seconds", "Since the last good answer", 12.0, {"feed": "extra"})

They are counted in the database whenever somebody asks, so any process tells the same, also while the
clock is down. Names get the prefix `madoguchi_<feature>_`; gauges of one name share their labels' names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Gauge:
    """One figure."""

    name: str
    help: str
    value: float
    labels: Mapping[str, str] = field(default_factory=dict)
