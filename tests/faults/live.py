"""A bot with all its threads and real sockets in this process, impatient with LINE."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select

from bot.app import create_app
from bot.emulator import serve_in_thread
from bot.inbox import inbox_table
from bot.line import HttpTransport
from bot.line.transport import Response
from bot.outbox import outbox_table
from bot.registry import Registry
from bot.service import Service, build
from bot.testing import settings_for
from tests.bot.road import counting, effect_table
from tests.wire.processes import Stage, until

IMPATIENT = 0.6


class ImpatientTransport:
    """The real network, for at most `IMPATIENT` seconds a call."""

    def __init__(self) -> None:
        self._network = HttpTransport()

    def __call__(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], timeout: float
    ) -> Response:
        return self._network(method, url, body, headers, min(timeout, IMPATIENT))

    def close(self) -> None:
        self._network.close()


@dataclass
class LiveBot:
    """The service, and what its tables say."""

    service: Service

    def outcomes(self) -> dict[str, int]:
        """How many calls ended how."""
        query = select(outbox_table.c.state, func.count()).group_by(outbox_table.c.state)
        with self.service.database.read() as connection:
            return {row.state: row[1] for row in connection.execute(query)}

    def waits(self) -> bool:
        """Whether an event or a call is not at its end."""
        query = select(func.count()).where(inbox_table.c.state == "new")
        with self.service.database.read() as connection:
            return bool(connection.scalar(query)) or "queued" in self.outcomes()

    def heard(self) -> list[str]:
        """What the feature wrote down."""
        with self.service.database.read() as connection:
            return list(connection.scalars(select(effect_table.c.said)))

    def finish(self, events: int, seconds: float = 60.0) -> None:
        """Wait until so many events were heard, and everything is at its end."""
        until(lambda: len(self.heard()) >= events, f"{events} events are handled", seconds)
        until(lambda: not self.waits(), "every call is settled", seconds)


@contextmanager
def live_bot(stage: Stage) -> Iterator[LiveBot]:
    """Web and worker in one, on the stage's port."""
    settings = replace(
        settings_for(stage.database_url), line_api_base=stage.line.url, send_threads=6
    )
    service = build(settings, transport=ImpatientTransport(), registry=Registry([counting()]))
    effect_table.create(service.database.engine, checkfirst=True)
    server = serve_in_thread(create_app(service), port=stage.port)
    ends: list[Any] = [service.start_answering(), service.start_sweeping()]
    try:
        yield LiveBot(service)
    finally:
        stage.emulator.faults.clear()
        for end in reversed(ends):
            end()
        server.close()
        service.database.close()
