"""Figures of the features' own, as `bot.gauges` lets them tell."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import Connection

from bot.feature import AnyFeature
from bot.time import JAPAN, Clock

log = logging.getLogger(__name__)


class Features(Collector):
    """What features count; see `bot.gauges`. One that fails hides no other figure."""

    def __init__(
        self,
        connection: Connection,
        clock: Clock,
        features: Iterable[AnyFeature],
        content: Mapping[str, object],
    ) -> None:
        self._connection, self._now = connection, clock().astimezone(JAPAN)
        self._features, self._content = features, content

    def collect(self) -> Iterator[Metric]:
        for feature in self._features:
            try:
                yield from self._of(feature)
            except Exception:
                log.exception("the figures of a feature failed", extra={"feature": feature.name})

    def _of(self, feature: AnyFeature) -> list[Metric]:
        if feature.figures is None:
            return []
        found: dict[str, GaugeMetricFamily] = {}
        for one in feature.figures(self._connection, self._now, self._content.get(feature.name)):
            name = f"madoguchi_{feature.name}_{one.name}"
            family = found.setdefault(
                name, GaugeMetricFamily(name, one.help, labels=list(one.labels))
            )
            family.add_metric(list(one.labels.values()), one.value)
        return list(found.values())
