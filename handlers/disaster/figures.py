"""Figures for /metrics."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from bot.gauges import Gauge
from handlers.disaster.files import Content
from handlers.disaster.talk import feature
from handlers.disaster.watching import health
from handlers.disaster.watching.health import Fault, FeedHealth

_NEVER = -1.0


@feature.gauges
def figures(connection: Connection, now: datetime, content: Content) -> Iterator[Gauge]:
    """How the feeds are, and what waits for staff."""
    for feed in health.feeds(connection, now, content):
        yield from _feed(feed, now)
    waits = health.waiting(connection, now)
    yield Gauge(
        "not_understood", "Telegrams not understood that nobody looked at", waits.not_understood
    )
    yield Gauge("not_fetched", "Telegrams that could not be fetched", waits.not_fetched)
    yield Gauge("offered", "Messages that wait for staff", waits.offered)
    yield Gauge("in_doubt", "Hazards about which telegrams disagree", waits.in_doubt)


def _feed(feed: FeedHealth, now: datetime) -> Iterator[Gauge]:
    named = {"feed": feed.name}
    since = (now - feed.good).total_seconds() if feed.good else _NEVER
    age = (now - feed.updated).total_seconds() if feed.updated else _NEVER
    yield Gauge("feed_silent_seconds", "Since the feed answered well, -1 for never", since, named)
    yield Gauge("feed_age_seconds", "Age of the feed by its own words, -1 for unknown", age, named)
    for fault in Fault:
        labels = named | {"fault": fault.value}
        yield Gauge("feed_fault", "1 if this is wrong with the feed", fault in feed.faults, labels)
