"""The network seam: HTTP requests to LINE's hosts, over kept-alive connections.

http.client, because it takes half the CPU of urllib3 for a call (bench/README.md), and a call is the
larger part of what an answer costs. What urllib3 would add, pooling and redirects, is not wanted here:
every sending thread keeps its own connections, and LINE does not redirect.
"""

from __future__ import annotations

import select
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Protocol
from urllib.parse import urlsplit

# LINE's hosts are near or they are down.
CONNECT_SECONDS = 3.0


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
            connection.request(method, path, body, dict(headers))
            answer = connection.getresponse()
            kept = {name.lower(): value for name, value in answer.getheaders()}
            return Response(answer.status, kept, answer.read())
        except (OSError, HTTPException) as error:
            connection.close()
            raise TransportError(type(error).__name__) from error

    def _connection(self, scheme: str, host: str, timeout: float) -> HTTPConnection:
        """A live connection of this thread.

        Raises:
            NotConnected: none could be made.
        """
        kept: dict[tuple[str, str], HTTPConnection] = self._local.__dict__.setdefault("kept", {})
        connection = kept.get((scheme, host))
        if connection is None:
            make = HTTPSConnection if scheme == "https" else HTTPConnection
            connection = kept[scheme, host] = make(host, timeout=min(timeout, CONNECT_SECONDS))
            self._all.append(connection)
        if _is_dropped(connection):
            connection.close()
        if connection.sock is None:
            try:
                connection.connect()
            except (OSError, HTTPException) as error:
                connection.close()
                raise NotConnected(type(error).__name__) from error
        connection.sock.settimeout(timeout)
        return connection

    def close(self) -> None:
        """Close every thread's connections; for when nothing is sent any more."""
        while self._all:
            self._all.pop().close()


def _split(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc, parts.path + (f"?{parts.query}" if parts.query else "")


def _is_dropped(connection: HTTPConnection) -> bool:
    """Whether the other side closed the idle connection: then there is an end of file to read."""
    if connection.sock is None:
        return False
    poll = select.poll()
    poll.register(connection.sock, select.POLLIN)
    return bool(poll.poll(0))
