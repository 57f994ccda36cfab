"""A load generator for webhooks: one thread, non-blocking sockets, requests made beforehand.

It drives a server in one of two ways. A closed loop keeps a fixed number of connections busy and
finds the highest rate. An open loop sends at a fixed rate whatever the server does, and counts
latency from the moment a request was due, so that a stalled server cannot hide the queue it made.
"""

import selectors
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from bench.connection import Connection, ConnectionLostError
from bench.events import Request, WebhookMaker

ANSWER_TIMEOUT = 30.0
PRESIGNED_PER_SECOND = 2500


@dataclass
class LoadResult:
    """What one round saw. Times are `time.monotonic()` seconds, latencies seconds."""

    sent_at: dict[int, float] = field(default_factory=dict)
    latencies: list[float] = field(default_factory=list)
    not_ok: dict[int, int] = field(default_factory=dict)
    cpu_seconds: float = 0.0

    def record(self, status: int, latency: float) -> None:
        """Count one answer. Status 0 stands for a connection lost without an answer."""
        self.latencies.append(latency)
        if status != 200:
            self.not_ok[status] = self.not_ok.get(status, 0) + 1


@dataclass(frozen=True)
class _Due:
    """A request and when it is due; None is whenever a connection is free."""

    at: float | None
    request: Request


class _Generator:
    """Sends what is due over whichever connection is free and collects the answers."""

    def __init__(self, port: int, connections: int) -> None:
        self._selector = selectors.DefaultSelector()
        self._free: deque[Connection] = deque()
        self._busy: dict[Connection, float] = {}
        self.result = LoadResult()
        for _ in range(connections):
            connection = Connection("127.0.0.1", port)
            self._selector.register(connection, selectors.EVENT_READ)
            self._free.append(connection)

    def run(self, due: Iterator[_Due], until: float) -> LoadResult:
        """Send every due request until they end or the time `until` comes; await the answers."""
        cpu_before = time.process_time()
        coming = next(due, None)
        while coming is not None and time.monotonic() < until:
            while coming is not None and self._free and _wait(coming) <= 0:
                self._send(coming)
                coming = next(due, None)
            self._collect(_wait(coming) if coming and self._free else 1.0)
        deadline = time.monotonic() + ANSWER_TIMEOUT
        while self._busy and time.monotonic() < deadline:
            self._collect(1.0)
        self._close()
        self.result.cpu_seconds = time.process_time() - cpu_before
        return self.result

    def _send(self, due: _Due) -> None:
        # First in, first out: every connection stays in use and is not closed for idleness.
        connection = self._free.popleft()
        now = time.monotonic()
        self._busy[connection] = now if due.at is None else due.at
        self.result.sent_at[due.request.number] = now
        try:
            connection.send(due.request.wire)
        except ConnectionLostError:
            self._lost(connection)

    def _collect(self, patience: float) -> None:
        for key, _ in self._selector.select(patience):
            connection = key.fileobj
            assert isinstance(connection, Connection)
            try:
                status = connection.receive()
            except ConnectionLostError:
                self._lost(connection)
                continue
            if status is not None:
                self._answered(connection, status)

    def _answered(self, connection: Connection, status: int) -> None:
        self.result.record(status, time.monotonic() - self._busy.pop(connection))
        self._free.append(connection)
        if connection.closing:
            self._reopen(connection)

    def _lost(self, connection: Connection) -> None:
        # A server may close an idle connection; only a request in flight is a failure.
        started = self._busy.pop(connection, None)
        if started is not None:
            self.result.record(0, time.monotonic() - started)
            self._free.append(connection)
        self._reopen(connection)

    def _reopen(self, connection: Connection) -> None:
        self._selector.unregister(connection)
        connection.reopen()
        self._selector.register(connection, selectors.EVENT_READ)

    def _close(self) -> None:
        for started in self._busy.values():
            self.result.record(0, time.monotonic() - started)
        for connection in chain(self._free, self._busy):
            connection.close()
        self._selector.close()


def _wait(due: _Due) -> float:
    return 0.0 if due.at is None else max(0.0, due.at - time.monotonic())


def closed_loop(port: int, maker: WebhookMaker, seconds: float, connections: int) -> LoadResult:
    """As fast as `connections` connections can, for `seconds`; each waits for its answer."""
    ready = maker.batch(int(seconds * PRESIGNED_PER_SECOND))
    generator = _Generator(port, connections)
    requests = chain(ready, iter(maker.make, None))
    return generator.run((_Due(None, each) for each in requests), time.monotonic() + seconds)


def open_loop(
    port: int, maker: WebhookMaker, seconds: float, rate: float, connections: int
) -> LoadResult:
    """`rate` requests a second for `seconds`, evenly spaced, however slow the answers are."""
    ready = maker.batch(int(seconds * rate))
    generator = _Generator(port, connections)
    start = time.monotonic()
    return generator.run(_paced(ready, start, rate), start + seconds + ANSWER_TIMEOUT)


def _paced(requests: Sequence[Request], start: float, rate: float) -> Iterator[_Due]:
    return (_Due(start + index / rate, request) for index, request in enumerate(requests))
