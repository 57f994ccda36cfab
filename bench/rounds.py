"""One round of load on one target, judged by the stub LINE API."""

import json
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from bench.figures import percentile
from bench.load import LoadResult
from bench.processes import Service, running
from bench.targets import Target

DRAIN_PATIENCE = 20.0
POLL = 0.02


def stub_process(port: int, folder: Path) -> AbstractContextManager[Service]:
    """The stub LINE API in a process of its own."""
    command = [sys.executable, "-m", "bench.stub", "--port", str(port)]
    return running("stub", command, {}, folder / "stub")


@dataclass(frozen=True)
class Answers:
    """What reached the stub: replies per event number, and when each event's first came."""

    counts: dict[int, int]
    first: dict[int, float]
    paths: dict[str, int]


class StubClient:
    """Asks the stub what it has counted."""

    def __init__(self, port: int) -> None:
        self.port = port

    def _ask(self, method: str, path: str) -> dict[str, object]:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request(method, path)
            answer: dict[str, object] = json.loads(connection.getresponse().read())
            return answer

    def reset(self) -> None:
        """Forget what was counted."""
        self._ask("POST", "/bench/reset")

    def replies(self) -> int:
        """How many replies have come."""
        count = self._ask("GET", "/bench/count")["replies"]
        assert isinstance(count, int)
        return count

    def report(self) -> Answers:
        """Everything that was counted."""
        report = self._ask("GET", "/bench/report")
        events, paths = report["events"], report["paths"]
        assert isinstance(events, list)
        assert isinstance(paths, dict)
        counts = {number: count for number, count, _ in events}
        return Answers(counts, {number: first for number, _, first in events}, paths)

    def await_replies(self, expected: int) -> None:
        """Wait until as many replies have come, or none has come for a while."""
        seen, deadline = -1, 0.0
        while seen < expected:
            now = self.replies()
            if now > seen:
                seen, deadline = now, time.monotonic() + DRAIN_PATIENCE
            elif time.monotonic() > deadline:
                return
            time.sleep(POLL)


@dataclass(frozen=True)
class Round:
    """The figures of one round; times in milliseconds."""

    events: int
    rate: float
    drain_ms: float
    server_cpu_ms: float
    database_cpu_ms: float
    load_cpu_ms: float
    answer_p50_ms: float
    answer_p99_ms: float
    reply_p50_ms: float
    reply_p99_ms: float
    not_ok: dict[int, int]
    unanswered: int
    doubled: int
    other_calls: int


def measure(target: Target, stub: StubClient, drive: Callable[[], LoadResult]) -> Round:
    """Run one load, wait until what it asked has been answered, and count."""
    stub.reset()
    before = target.cpu()
    result = drive()
    sent_until = time.monotonic()
    stub.await_replies(len(result.sent_at) - sum(result.not_ok.values()))
    own, store = (now - then for now, then in zip(target.cpu(), before, strict=True))
    return _round(result, stub.report(), sent_until, own, store)


def _round(
    result: LoadResult, answers: Answers, sent_until: float, own: float, store: float
) -> Round:
    sent = result.sent_at
    count = len(sent)
    waits = [answers.first[number] - at for number, at in sent.items() if number in answers.first]
    first, last = min(sent.values()), max(answers.first.values(), default=float("nan"))
    return Round(
        events=count,
        rate=len(waits) / (last - first),
        drain_ms=max(0.0, last - sent_until) * 1000,
        server_cpu_ms=own / count * 1000,
        database_cpu_ms=store / count * 1000,
        load_cpu_ms=result.cpu_seconds / count * 1000,
        answer_p50_ms=percentile(result.latencies, 50) * 1000,
        answer_p99_ms=percentile(result.latencies, 99) * 1000,
        reply_p50_ms=percentile(waits, 50) * 1000,
        reply_p99_ms=percentile(waits, 99) * 1000,
        not_ok=result.not_ok,
        unanswered=count - len(waits),
        doubled=sum(replies > 1 for replies in answers.counts.values()),
        other_calls=sum(answers.paths.values()),
    )
