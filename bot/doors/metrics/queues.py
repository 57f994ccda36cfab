"""Figures of the platform: events, calls to LINE, mailings, the month's messages, and how long each waits."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import Connection, Table, func, select

from bot import quota
from bot.inbox import inbox_table
from bot.mailing import mailing_table
from bot.outbox import LANES, is_queued, outbox_table
from bot.time import Clock, millis


class Queues(Collector):
    """Events by state, calls by outcome, and how long the oldest of each has been waiting."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection, self._now = connection, millis(clock())

    def collect(self) -> Iterator[Metric]:
        events = GaugeMetricFamily("madoguchi_events", "Stored webhook events", labels=["state"])
        for labels, count in self._counts(inbox_table, "state"):
            events.add_metric(labels, count)
        yield events
        sends = GaugeMetricFamily(
            "madoguchi_sends", "Calls to LINE in the outbox", labels=["method", "state"]
        )
        for labels, count in self._counts(outbox_table, "method", "state"):
            sends.add_metric(labels, count)
        yield sends
        yield from self._mailings()
        yield from self._people()
        yield from self._quota()
        yield from self._ages()

    def _mailings(self) -> Iterator[Metric]:
        mailings = GaugeMetricFamily("madoguchi_mailings", "Mailings", labels=["state"])
        for labels, count in self._counts(mailing_table, "state"):
            mailings.add_metric(labels, count)
        yield mailings
        waiting = GaugeMetricFamily(
            "madoguchi_queued_sends", "Calls to LINE that wait", labels=["lane"]
        )
        ages = GaugeMetricFamily(
            "madoguchi_oldest_queued_send_seconds", "Age of the oldest of them", labels=["lane"]
        )
        for lane, count, oldest in self._lanes():
            waiting.add_metric([lane], count)
            ages.add_metric([lane], max(0, self._now - oldest) / 1000)
        yield waiting
        yield ages

    def _people(self) -> Iterator[Metric]:
        people = GaugeMetricFamily(
            "madoguchi_mailing_people",
            "People of calls in the outbox that belong to mailings",
            labels=["lane", "state"],
        )
        table = outbox_table.c
        query = select(table.lane, table.state, func.sum(table.people))
        named = query.where(table.mailing.is_not(None)).group_by(table.lane, table.state)
        for lane, state, count in self._connection.execute(named):
            people.add_metric([LANES[lane], state], count)
        yield people

    def _quota(self) -> Iterator[Metric]:
        known = quota.known(self._connection)
        if known is None:
            return
        used = "Messages of this month that count against the plan"
        yield GaugeMetricFamily("madoguchi_quota_used", used, known.quota.used)
        asked = max(0, self._now - known.asked_ms) / 1000
        yield GaugeMetricFamily("madoguchi_quota_age_seconds", "Since LINE was asked", asked)
        if known.quota.most is not None:
            most = "Messages a month that the plan allows"
            yield GaugeMetricFamily("madoguchi_quota_limit", most, known.quota.most)

    def _lanes(self) -> list[tuple[str, int, int]]:
        lane, created = outbox_table.c.lane, outbox_table.c.created_ms
        query = select(lane, func.count(), func.min(created)).where(is_queued).group_by(lane)
        return [(LANES[row[0]], row[1], row[2]) for row in self._connection.execute(query)]

    def _ages(self) -> Iterator[Metric]:
        yield GaugeMetricFamily(
            "madoguchi_oldest_event_seconds",
            "Age of the oldest event that waits",
            self._age(inbox_table, "new", "token_ms"),
        )
        yield GaugeMetricFamily(
            "madoguchi_oldest_send_seconds",
            "Age of the oldest call that waits",
            self._age(outbox_table, "queued", "created_ms"),
        )
        yield GaugeMetricFamily(
            "madoguchi_send_lag_seconds",
            "Mean time from queued to settled, last 500 calls",
            self._lag(),
        )

    def _counts(self, table: Table, *names: str) -> list[tuple[list[str], int]]:
        columns = [table.c[name] for name in names]
        query = select(func.count(), *columns).group_by(*columns)
        return [(list(row[1:]), row[0]) for row in self._connection.execute(query)]

    def _age(self, table: Table, state: str, column: str) -> float:
        oldest = self._connection.scalar(
            select(func.min(table.c[column])).where(table.c.state == state)
        )
        return 0.0 if oldest is None else max(0, self._now - oldest) / 1000

    def _lag(self) -> float:
        lag = outbox_table.c.settled_ms - outbox_table.c.created_ms
        recent = (
            select(lag.label("lag"))
            .where(outbox_table.c.settled_ms.is_not(None))
            .order_by(outbox_table.c.settled_ms.desc())
            .limit(500)
            .subquery()
        )
        mean = self._connection.scalar(select(func.avg(recent.c.lag)))
        return float(mean or 0) / 1000
