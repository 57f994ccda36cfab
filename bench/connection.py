"""One keep-alive HTTP/1.1 connection for requests whose bytes are known beforehand."""

import re
import socket

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CLOSE = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)
_CHUNK = 65536


class ConnectionLostError(Exception):
    """The server closed or reset the connection."""


class Connection:
    """A non-blocking socket that reads one sized answer at a time.

    An answer without `Content-Length` is refused: the servers measured here always give one.
    """

    def __init__(self, host: str, port: int) -> None:
        self._address = (host, port)
        self._socket = self._connect()
        self._buffer = b""
        self.closing = False

    def _connect(self) -> socket.socket:
        opened = socket.create_connection(self._address, timeout=10)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        opened.setblocking(False)
        return opened

    def fileno(self) -> int:
        """The socket's descriptor, so that a selector can watch this object."""
        return self._socket.fileno()

    def send(self, wire: bytes) -> None:
        """Send a request, small enough for the socket's buffer. Raises ConnectionLostError."""
        try:
            sent = self._socket.send(wire)
        except OSError as error:
            raise ConnectionLostError from error
        if sent != len(wire):
            raise ConnectionLostError

    def receive(self) -> int | None:
        """The status once an answer is complete, None before. Raises ConnectionLostError."""
        try:
            data = self._socket.recv(_CHUNK)
        except OSError as error:
            raise ConnectionLostError from error
        if not data:
            raise ConnectionLostError
        self._buffer += data
        return self._take_answer()

    def _take_answer(self) -> int | None:
        head, blank, body = self._buffer.partition(b"\r\n\r\n")
        if not blank:
            return None
        length = _LENGTH.search(head)
        if length is None:
            raise ValueError("the server's answer has no Content-Length")
        if len(body) < int(length[1]):
            return None
        self._buffer = b""
        self.closing = _CLOSE.search(head) is not None
        return int(head[9:12])

    def reopen(self) -> None:
        """Close and connect again."""
        self.close()
        self._socket = self._connect()
        self._buffer = b""
        self.closing = False

    def close(self) -> None:
        """Close the socket."""
        self._socket.close()
