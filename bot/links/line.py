"""A connection to a stranger's server: with its own certificate, and not for ever."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import SplitResult

from bot.links.addresses import port_of

STEP_SECONDS = 10.0
# A server that dribbles its answer must not hold us for ever.
WHOLE_SECONDS = 30.0


@contextmanager
def limited(line: socket.socket) -> Iterator[None]:
    """Cut the connection once it has lasted `WHOLE_SECONDS`."""
    # By a duplicate, since TLS takes the connection away from the socket that it was opened with.
    with line.dup() as handle:
        watch = threading.Timer(WHOLE_SECONDS, _cut, [handle])
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()


def secured(plain: socket.socket, url: SplitResult) -> socket.socket:
    """The connection as the address wants it: with TLS, or as it is. Raises OSError."""
    if url.scheme != "https":
        return plain
    context = ssl.create_default_context()
    return context.wrap_socket(plain, server_hostname=url.hostname or "")


def spoken(line: socket.socket, url: SplitResult) -> http.client.HTTPConnection:
    """HTTP on a connection that is open already."""
    connection = http.client.HTTPConnection(url.hostname or "", port_of(url))
    connection.sock = line
    return connection


def path_of(url: SplitResult) -> str:
    """What is asked of the server."""
    return url._replace(scheme="", netloc="", fragment="").geturl() or "/"


def _cut(line: socket.socket) -> None:
    # Another thread is waiting for it.
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:  # it ended by itself at the same moment
        return
