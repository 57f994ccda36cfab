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
    """An HTTP answer; its headers are found in any case."""

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
        self._hosts = urllib3.PoolManager(maxsize=connections, retries=False)

    def __call__(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], timeout: float
    ) -> Response:
        limits = urllib3.Timeout(connect=min(timeout, 3.0), read=timeout)
        try:
            host = self._hosts.connection_from_url(url)
            answer = host.urlopen(
                method,
                url[url.index("/", len("https://")) :],
                body=body,
                headers=headers,
                timeout=limits,
                redirect=False,
                retries=False,
            )
        except (NewConnectionError, ConnectTimeoutError) as error:
            raise NotConnected(type(error).__name__) from error
        except HTTPError as error:
            raise TransportError(type(error).__name__) from error
        return Response(answer.status, answer.headers, answer.data)
