"""The network seam: HTTP requests to LINE's hosts, over kept-alive connections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import urllib3
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError


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


class UrllibTransport:
    """The real network.

    Args:
        connections: kept open per host; more threads than this open connections for one call.
    """

    def __init__(self, connections: int) -> None:
        self._pool = urllib3.PoolManager(maxsize=connections, retries=False)

    def __call__(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], timeout: float
    ) -> Response:
        limits = urllib3.Timeout(connect=min(timeout, 3.0), read=timeout)
        try:
            answer = self._pool.request(
                method, url, body=body, headers=headers, timeout=limits, redirect=False
            )
        except (NewConnectionError, ConnectTimeoutError) as error:
            raise NotConnected(type(error).__name__) from error
        except HTTPError as error:
            raise TransportError(type(error).__name__) from error
        lowered = {name.lower(): value for name, value in answer.headers.items()}
        return Response(answer.status, lowered, answer.data)
