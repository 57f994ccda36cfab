"""The gate: faults, authorisation, rates and retry keys, then the endpoint itself."""

from __future__ import annotations

import logging
import re
import socket
import struct
import time
from collections.abc import Callable, Iterable, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from bot.emulator.api.wire import Answer, Call, Route, dump, refusal
from bot.emulator.errors import ApiError, ConnectionDroppedError, not_found
from bot.emulator.faults import AFTER, BEFORE, Fault

if TYPE_CHECKING:
    from bot.emulator.emulator import Emulator

log = logging.getLogger(__name__)
StartResponse = Callable[..., Any]
WsgiApp = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]

OURS = ("/v2/", "/oauth2/")
LINGER_ZERO = struct.pack("ii", 1, 0)
SOCKETS = ("werkzeug.socket", "gunicorn.socket")
REASONS = {each.value: f"{each.value} {each.phrase}" for each in HTTPStatus}
LARGEST_BODY = 16 * 1024 * 1024


class Router:
    """Finds the endpoint of a call."""

    def __init__(self, routes: Sequence[Route]) -> None:
        self._exact = {(r.method, r.template): (r, r.name) for r in routes if "{" not in r.template}
        self._patterns: list[tuple[re.Pattern[str], Route, str]] = [
            (route.pattern(), route, route.name) for route in routes if "{" in route.template
        ]

    def find(self, call: Call) -> tuple[Route, str]:
        """Return the endpoint and its name, its parameters put into the call; 404 or 405."""
        held = self._exact.get((call.method, call.path))
        if held is not None:
            return held
        methods = {method for method, path in self._exact if path == call.path}
        for pattern, route, name in self._patterns:
            found = pattern.fullmatch(call.path)
            if found and route.method == call.method:
                call.params = found.groups()
                return route, name
            if found:
                methods.add(route.method)
        raise ApiError(405, "Method not allowed") if methods else not_found()


class Gate:
    """A WSGI application that answers LINE's paths and hands every other call on."""

    def __init__(self, emulator: Emulator, routes: Sequence[Route], rest: WsgiApp) -> None:
        self._emulator = emulator
        self._router = Router(routes)
        self._rest = rest

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Serve one request."""
        if not environ["PATH_INFO"].startswith(OURS):
            return self._rest(environ, start_response)
        call = self._call(environ)
        answer = self._serve(call, environ)
        start_response(
            REASONS.get(answer.status, str(answer.status)),
            [
                ("Content-Type", answer.content_type),
                ("Content-Length", str(len(answer.body))),
                ("x-line-request-id", call.request_id),
                *answer.headers,
            ],
        )
        return [answer.body]

    def _call(self, environ: dict[str, Any]) -> Call:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(min(length, LARGEST_BODY)) if length else b""
        return Call(
            method=environ["REQUEST_METHOD"],
            path=environ["PATH_INFO"],
            query_string=environ.get("QUERY_STRING", ""),
            content_type=environ.get("CONTENT_TYPE", ""),
            body=body,
            request_id=self._emulator.ids.request_id(),
            retry_key=environ.get("HTTP_X_LINE_RETRY_KEY"),
            authorization=environ.get("HTTP_AUTHORIZATION"),
            at=self._emulator.clock(),
        )

    def _serve(self, call: Call, environ: dict[str, Any]) -> Answer:
        """Answer a call and write it into the ledger, whatever becomes of it."""
        name, status = "unknown", None
        try:
            route, name = self._router.find(call)
            answer = self._handle(route, name, call, environ)
            status = answer.status
            return answer
        except ApiError as error:
            status = error.status
            return refusal(error)
        except ConnectionDroppedError:
            raise
        except Exception:
            log.exception("a call of %s failed", name)
            status = 500
            return Answer(status, dump({"message": "Internal server error"}))
        finally:
            self._log(call, name, status)

    def _log(self, call: Call, name: str, status: int | None) -> None:
        with self._emulator.lock:
            self._emulator.ledger.called(
                call.at,
                call.method,
                call.path,
                name,
                status,
                call.request_id,
                call.retry_key,
                call.body,
            )

    def _handle(self, route: Route, name: str, call: Call, environ: dict[str, Any]) -> Answer:
        faults = self._emulator.faults
        early = faults.draw(call.path, BEFORE)
        if early is not None and (broken := self._strike(early, environ)) is not None:
            return broken
        self._admit(route, name, call)
        answer = route.handler(self._emulator, call)
        late = faults.draw(call.path, AFTER) if answer.status < 300 else None
        if late is None:
            return answer
        with self._emulator.lock:
            self._emulator.ledger.unacknowledged(call.event_id)
        return self._strike(late, environ) or answer

    def _admit(self, route: Route, name: str, call: Call) -> None:
        if len(call.body) > route.limit:
            raise ApiError(413, "Payload Too Large")
        emulator = self._emulator
        with emulator.lock:
            if not route.open:
                emulator.access.authorise(call.authorization, call.at)
            emulator.rates.take(name, route.rate, call.at)
        if call.retry_key is not None and not route.retry_key:
            raise ApiError(400, "X-Line-Retry-Key is not supported by this endpoint")

    def _strike(self, fault: Fault, environ: dict[str, Any]) -> Answer | None:
        """Do what a fault says: an answer instead of the real one, None for a mere delay."""
        kind = fault.kind.removeprefix("accept_then_")
        if kind == "status":
            return Answer(fault.status, dump(fault.answer_body()))
        if kind == "delay":
            time.sleep(fault.seconds or 0)
            return None
        connection = next((environ[key] for key in SOCKETS if key in environ), None)
        if kind == "hang" and connection is not None:
            self._emulator.faults.hold(fault)
        break_off(connection)
        raise ConnectionDroppedError(kind)


def break_off(connection: socket.socket | None) -> None:
    """Close a connection so that the other side sees a reset and not an orderly end."""
    if connection is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_ZERO)
        connection.close()
