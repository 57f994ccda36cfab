"""Figures of the content in use: its faults, its release, and whether its menus are at LINE."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import Connection

from bot.releases import menus, newest


class Content(Collector):
    """What the library counted of faults, and what the table of releases says."""

    def __init__(self, connection: Connection, faults: int, refused: int) -> None:
        self._connection, self._faults, self._refused = connection, faults, refused

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily(
            "madoguchi_content_faults", "Errors in the content in use", self._faults
        )
        yield GaugeMetricFamily(
            "madoguchi_content_refused_faults",
            "Errors of the newest content, for which this program cannot read it as a whole",
            self._refused,
        )
        release = newest(self._connection)
        number = release.number if release else 0
        yield GaugeMetricFamily("madoguchi_content_release", "The newest release", number)
        one = menus.of_release(self._connection, number)
        waiting = one is not None and one.state is menus.State.WAITING
        what = "Whether the newest release's menus are not at LINE yet"
        yield GaugeMetricFamily("madoguchi_menus_waiting", what, float(waiting))
