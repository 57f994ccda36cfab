"""The network seam: HTTP requests to LINE's hosts, over kept-alive connections.

http.client, because it takes half the CPU of urllib3 for a call (bench/README.md), and a call is the
larger part of what an answer costs. What urllib3 would add, pooling and redirects, is not wanted here:
every sending thread keeps its own connections, and LINE does not redirect.
"""

from __future__ import annotations

import select
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, Protocol
from urllib.parse import urlsplit

# LINE's hosts are near or they are down.
CONNECT_SECONDS = 3.0
# Nobody closes a connection so soon after an answer; asking the kernel each time costs.
SURELY_ALIVE_SECONDS = 2.0


class TransportError(Exception):
    """No answer came; whether the request arrived is not known."""


class NotConnected(TransportError):
    """The request cannot have arrived: there was no connection."""


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP answer; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Transport(Protocol):
    """One request, one answer, or a TransportError."""

    def __call__(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], timeout: float
    ) -> Response: ...

    def close(self) -> None: ...


class _OneSend(HTTPConnection):
    """Sends a request's head and body in one system call: each one gives the interpreter away."""

    held = b""
    used = 0.0

    def send(self, data: Any) -> None:
        self.held += data

    def request_at_once(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Response:
        self.held = b""
        self.request(method, path, body, dict(headers))
        self.sock.sendall(self.held)
        answer = self.getresponse()
        kept = {name.lower(): value for name, value in answer.getheaders()}
        response = Response(answer.status, kept, answer.read())
        self.used = time.monotonic()
        return response

    def is_dropped(self) -> bool:
        """Whether the other side closed the idle connection: then there is an end of file to read."""
        if self.sock is None or time.monotonic() - self.used < SURELY_ALIVE_SECONDS:
            return False
        poll = select.poll()
        poll.register(self.sock, select.POLLIN)
        return bool(poll.poll(0))


class _OneSendTls(HTTPSConnection, _OneSend):
    """The same over TLS."""


class HttpTransport:
    """The real network; safe to use from many threads, each with connections of its own."""

    def __init__(self) -> None:
        self._local = threading.local()
        self._all: list[HTTPConnection] = []

    def __call__(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], timeout: float
    ) -> Response:
        scheme, host, path = _split(url)
        connection = self._connection(scheme, host, timeout)
        try:
            return connection.request_at_once(method, path, body, headers)
        except (OSError, HTTPException) as error:
            connection.close()
            raise TransportError(type(error).__name__) from error

    def _connection(self, scheme: str, host: str, timeout: float) -> _OneSend:
        """A live connection of this thread.

        Raises:
            NotConnected: none could be made.
        """
        kept: dict[tuple[str, str], _OneSend] = self._local.__dict__.setdefault("kept", {})
        connection = kept.get((scheme, host))
        if connection is None:
            make = _OneSendTls if scheme == "https" else _OneSend
            connection = kept[scheme, host] = make(host, timeout=min(timeout, CONNECT_SECONDS))
            self._all.append(connection)
        if connection.is_dropped():
            connection.close()
        if connection.sock is None:
            _connect(connection, timeout)
        return connection

    def close(self) -> None:
        """Close every thread's connections; for when nothing is sent any more."""
        while self._all:
            self._all.pop().close()


def _connect(connection: HTTPConnection, timeout: float) -> None:
    try:
        connection.connect()
    except (OSError, HTTPException) as error:
        connection.close()
        raise NotConnected(type(error).__name__) from error
    connection.sock.settimeout(timeout)


def _split(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc, parts.path + (f"?{parts.query}" if parts.query else "")
