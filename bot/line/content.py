"""LINE's data host: the photos of messages, read in pieces and never more than a limit."""

from __future__ import annotations

import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Protocol
from urllib.parse import quote, urlsplit

from bot.line.transport import TransportError

CONNECT_SECONDS = 3.0
READ_SECONDS = 10.0
WHOLE_SECONDS = 40.0
_PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Content:
    """The host's answer. `whole` is False where the content is larger than the limit, or ended early.

    The body is there for a status of 200 only, and never larger than the limit.
    """

    status: int
    body: bytes
    whole: bool = True


class Download(Protocol):
    """Fetches the content of a message. Raises TransportError where no answer came."""

    def __call__(self, message_id: str, limit: int) -> Content: ...


class DataHost:
    """The data host of one channel; every call has a connection of its own, so any thread may call."""

    def __init__(self, base: str, token: str) -> None:
        self._base, self._headers = (
            base,
            {
                "Authorization": f"Bearer {token}",
                "User-Agent": "madoguchi",
            },
        )

    def __call__(self, message_id: str, limit: int) -> Content:
        """Fetch at most `limit` bytes of a message's content.

        Raises:
            TransportError: no answer came, or it broke off.
        """
        parts = urlsplit(self._base)
        make = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = make(parts.netloc, timeout=CONNECT_SECONDS)
        try:
            connection.connect()
            connection.sock.settimeout(READ_SECONDS)
            path = f"{parts.path}/v2/bot/message/{quote(message_id, safe='')}/content"
            connection.request("GET", path, headers=self._headers)
            return _read(connection, limit)
        except (OSError, HTTPException) as error:
            raise TransportError(type(error).__name__) from error
        finally:
            connection.close()


def _read(connection: HTTPConnection, limit: int) -> Content:
    answer = connection.getresponse()
    if answer.status != 200:
        return Content(answer.status, b"")
    if (answer.length or 0) > limit:
        return Content(200, b"", whole=False)
    body, end = bytearray(), time.monotonic() + WHOLE_SECONDS
    while piece := answer.read(_PIECE):
        body += piece
        if len(body) > limit:
            return Content(200, b"", whole=False)
        if time.monotonic() > end:
            raise TransportError("too slow")
    if answer.length:  # the host closed before it had sent what it promised
        raise TransportError("ended early")
    return Content(200, bytes(body))
