"""Door: /metrics for Prometheus, counted in the database, so any process tells the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from prometheus_client import CollectorRegistry, generate_latest
from sqlalchemy import Connection

from bot.doors.metrics.content import Content
from bot.doors.metrics.features import Features
from bot.doors.metrics.queues import Queues
from bot.feature import AnyFeature
from bot.time import Clock

_NOTHING: Mapping[str, object] = MappingProxyType({})


def render(
    connection: Connection,
    clock: Clock,
    content_faults: int,
    refused_faults: int = 0,
    features: Iterable[AnyFeature] = (),
    content: Mapping[str, object] = _NOTHING,
) -> bytes:
    """The metrics in Prometheus' text format; `content` is what each feature's content was read as."""
    registry = CollectorRegistry()
    registry.register(Queues(connection, clock))
    registry.register(Content(connection, content_faults, refused_faults))
    registry.register(Features(connection, clock, features, content))
    return generate_latest(registry)
