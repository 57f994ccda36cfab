"""The main road on a table: one process of the bot without threads, and a LINE that is a list."""

from __future__ import annotations

import itertools
import json
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Column, Integer, MetaData, String, Table, func, insert, select
from werkzeug.test import Client, TestResponse

from bot.api import Feature, Nothing, Reply, Turn
from bot.app import create_app
from bot.inbox import inbox_table
from bot.line.signature import sign
from bot.line.transport import Response, TransportError
from bot.outbox import outbox_table
from bot.registry import Registry
from bot.rehearsal import SetClock
from bot.service import Service, build
from bot.settings import EMULATOR_SECRET
from bot.testing import settings_for
from bot.time import millis

NothingTurn = Turn[Nothing, Nothing]
Event = dict[str, Any]

ALICE, BOB, CAROL = (f"U{name * 32}" for name in "abc")
_numbers = itertools.count(1)

effect_table = Table(
    "test_effect",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("citizen", String(64), nullable=False),
    Column("said", String(400), nullable=False),
)


def event(kind: str, citizen: str = ALICE, *, at: int = 1_000, **more: Any) -> Event:
    """A webhook event as LINE writes it; `at` is its timestamp in milliseconds."""
    number = next(_numbers)
    made: Event = {
        "type": kind,
        "mode": "active",
        "timestamp": at,
        "source": {"type": "user", "userId": citizen},
        "webhookEventId": f"01TEST{number:020d}",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": f"token{number}",
    }
    return made | more


def says(text: str, citizen: str = ALICE, *, at: int = 1_000, **more: Any) -> Event:
    """A citizen types a text."""
    message = {"type": "text", "id": str(next(_numbers)), "text": text}
    return event("message", citizen, at=at, message=message, **more)


def presses(data: str, citizen: str = ALICE, **more: Any) -> Event:
    """A citizen presses a button."""
    return event("postback", citizen, postback={"data": data}, **more)


def redelivered(one: Event) -> Event:
    """The same event as LINE sends it again."""
    return one | {"deliveryContext": {"isRedelivery": True}}


def body_of(*events: Any) -> bytes:
    """A webhook's body."""
    return json.dumps({"destination": "Ubot", "events": list(events)}).encode()


def counting(
    before: Callable[[NothingTurn, str], None] | None = None,
) -> Feature[Any, Any]:
    """A feature that writes down every text in a table of its own and says it back.

    `before` runs ahead of it, with the record not yet written; it may raise.
    """
    feature = Feature("counting", title="数える")

    @feature.question
    def count(turn: NothingTurn, text: str) -> Reply:
        turn.db.execute(insert(effect_table).values(citizen=turn.citizen.id, said=text))
        if before is not None:
            before(turn, text)
        return turn.say(f"聞きました: {text}")

    return feature


@dataclass(frozen=True)
class Sent:
    """One request that reached LINE."""

    path: str
    body: Mapping[str, Any]
    retry_key: str | None

    @property
    def texts(self) -> list[str]:
        return [message["text"] for message in self.body["messages"]]


class FakeLine:
    """The network seam: keeps what was sent, and answers what it was told to, 200 otherwise.

    `gates` are endpoints that answer only once their gate is open.
    """

    def __init__(self) -> None:
        self.gates: dict[str, threading.Event] = {}
        self.sent: list[Sent] = []
        self.answers: deque[Response | TransportError] = deque()

    def will(self, *answers: int | tuple[int, str] | TransportError) -> None:
        """Answer so, one after the other: a status, a status and its message, or silence."""
        self.answers.extend(a if isinstance(a, TransportError) else _response(a) for a in answers)

    def close(self) -> None:
        """Nothing was opened."""

    def __call__(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], timeout: float
    ) -> Response:
        del method, timeout
        path = url.rsplit("/", 1)[1]
        self.sent.append(Sent(path, json.loads(body or b"{}"), headers.get("X-Line-Retry-Key")))
        answer = self.answers.popleft() if self.answers else _response(200)
        if path in self.gates:
            self.gates[path].wait(20.0)
        if isinstance(answer, TransportError):
            raise answer
        return answer

    @property
    def texts(self) -> list[str]:
        return [text for one in self.sent for text in one.texts]


def _response(answer: int | tuple[int, str]) -> Response:
    status, message = (answer, "") if isinstance(answer, int) else answer
    return Response(
        status, {"x-line-request-id": "request-1"}, json.dumps({"message": message}).encode()
    )


class Road:
    """One process: `receive` webhooks, `handle` what waits, `send` what is due, look at the rows."""

    def __init__(self, database_url: str, clock: SetClock, features: Sequence[Any]) -> None:
        self.line, self.clock = FakeLine(), clock
        self.service: Service = build(
            settings_for(database_url),
            clock=clock,
            transport=self.line,
            registry=Registry(features),
        )
        self.database, self.desk = self.service.database, self.service.desk
        self._door = Client(create_app(self.service))
        effect_table.create(self.database.engine, checkfirst=True)

    def post(self, body: bytes, signature: str | None = "") -> TestResponse:
        """A raw webhook; signed, unless another signature (None for no header) is given."""
        signed = sign(EMULATOR_SECRET, body) if signature == "" else signature
        headers = {} if signed is None else {"x-line-signature": signed}
        return self._door.post("/line/webhook", data=body, headers=headers)

    def get(self, path: str) -> TestResponse:
        return self._door.get(path)

    def receive(self, *events: Any) -> int:
        """One webhook with these events; returns the status."""
        return self.post(body_of(*events)).status_code

    def handle(self, *citizens: str) -> int:
        """Let the desk handle these citizens (all three by default) and send; returns how many events."""
        handled = self.desk.handle(citizens or (ALICE, BOB, CAROL))
        self.service.delivery.send_now(handled.outgoing)
        return handled.events

    def hears(self, *events: Any) -> list[str]:
        """Receive, handle, send; returns the texts that went to LINE."""
        before = len(self.line.sent)
        assert self.receive(*events) == 200
        self.handle()
        return [text for one in self.line.sent[before:] for text in one.texts]

    def pass_time(self, **by: float) -> None:
        self.clock.move(timedelta(**by))

    @property
    def now(self) -> int:
        return millis(self.clock())

    def effects(self) -> list[tuple[str, str]]:
        """What the counting feature wrote down, in order."""
        query = select(effect_table.c.citizen, effect_table.c.said).order_by(effect_table.c.id)
        with self.database.read() as connection:
            return [(citizen, said) for citizen, said in connection.execute(query)]

    def events(self) -> list[Any]:
        """The inbox's rows, in the order of arrival."""
        with self.database.read() as connection:
            return list(connection.execute(select(inbox_table).order_by(inbox_table.c.id)))

    def calls(self) -> list[Any]:
        """The outbox's rows, oldest first."""
        with self.database.read() as connection:
            return list(
                connection.execute(select(outbox_table).order_by(outbox_table.c.created_ms))
            )

    def states(self) -> list[str]:
        return [row.state for row in self.events()]

    def count(self, table: Table) -> int:
        with self.database.read() as connection:
            return connection.scalar(select(func.count()).select_from(table)) or 0

    def close(self) -> None:
        self.database.close()
