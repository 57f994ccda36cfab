"""A small threaded HTTP/1.1 server that keeps connections alive.

Werkzeug's development server closes every connection, which makes a client measure the making of
connections; this one answers as LINE does, and lets a fault break a connection off.
"""

from __future__ import annotations

import io
import logging
import socket
import socketserver
import sys
import threading
from collections.abc import Callable, Iterable
from email.utils import formatdate
from typing import Any
from urllib.parse import unquote_to_bytes

from werkzeug.serving import DechunkedInput

log = logging.getLogger(__name__)

LONGEST_LINE = 64 * 1024
MOST_HEADERS = 200
LARGEST_BODY = 64 * 1024 * 1024
BAD_REQUEST = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
TOO_LARGE = b"HTTP/1.1 413 Payload Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"

WsgiApp = Callable[..., Iterable[bytes]]


class _BadRequestError(Exception):
    """What came is no HTTP request; `answer` is what to say before closing."""

    def __init__(self, answer: bytes = BAD_REQUEST) -> None:
        super().__init__(answer)
        self.answer = answer


class _Handler(socketserver.StreamRequestHandler):
    """One connection: requests are answered one after the other until either side ends it."""

    server: _Server
    disable_nagle_algorithm = True
    rbufsize = 64 * 1024

    def handle(self) -> None:
        """Serve the connection to its end."""
        self.server.opened(self.connection)
        try:
            while self._serve_one():
                pass
        except _BadRequestError as error:
            self.wfile.write(error.answer)
        except (OSError, ValueError):
            # The other side went away, or a fault closed the socket under us.
            log.debug("a connection ended early")
        finally:
            self.server.closed(self.connection)

    def finish(self) -> None:
        """Close the streams of a connection that may be broken already."""
        try:
            super().finish()
        except OSError:
            log.debug("a connection was closed before its streams")

    def _serve_one(self) -> bool:
        line = self.rfile.readline(LONGEST_LINE)
        if line in (b"", b"\r\n"):
            return bool(line)
        environ = self._environ(line)
        self._read_body(environ)
        keep = self._keeps_alive(environ)
        status, headers, body = _run(self.server.app, environ)
        self.wfile.write(_response(status, headers, body, keep, environ["REQUEST_METHOD"]))
        return keep

    def _environ(self, line: bytes) -> dict[str, Any]:
        words = line.decode("latin-1").split()
        if len(words) != 3 or not words[2].startswith("HTTP/1."):
            raise _BadRequestError
        method, target, version = words
        path, _, query = target.partition("?")
        host, port = self.server.server_address[:2]
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": str(host),
            "SERVER_PORT": str(port),
            "SERVER_PROTOCOL": version,
            "REMOTE_ADDR": self.client_address[0],
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            "werkzeug.socket": self.connection,
        }
        self._read_headers(environ)
        return environ

    def _read_headers(self, environ: dict[str, Any]) -> None:
        for _ in range(MOST_HEADERS):
            line = self.rfile.readline(LONGEST_LINE)
            if line in (b"\r\n", b"\n"):
                return
            name, colon, value = line.decode("latin-1").partition(":")
            if not colon or not name or name != name.strip():
                raise _BadRequestError
            key = name.upper().replace("-", "_")
            if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
                key = f"HTTP_{key}"
            environ[key] = f"{environ[key]},{value.strip()}" if key in environ else value.strip()
        raise _BadRequestError

    def _read_body(self, environ: dict[str, Any]) -> None:
        """Read the whole body: nothing of it may be left over for the next request."""
        if environ.get("HTTP_EXPECT", "").lower() == "100-continue":
            self.wfile.write(CONTINUE)
        if "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower():
            body = _dechunked(self.rfile)
            environ["CONTENT_LENGTH"] = str(len(body))
        else:
            length = environ.get("CONTENT_LENGTH", "0")
            if not (length.isascii() and length.isdigit()):
                raise _BadRequestError
            body = self.rfile.read(min(int(length), LARGEST_BODY + 1))
        if len(body) > LARGEST_BODY:
            raise _BadRequestError(TOO_LARGE)
        environ["wsgi.input"] = io.BytesIO(body)

    def _keeps_alive(self, environ: dict[str, Any]) -> bool:
        wish = environ.get("HTTP_CONNECTION", "").lower()
        if environ["SERVER_PROTOCOL"] == "HTTP/1.0":
            return "keep-alive" in wish
        return "close" not in wish


def _dechunked(stream: Any) -> bytes:
    """Return a body that came in chunks."""
    source = DechunkedInput(stream)
    body = bytearray()
    while (part := source.read(LONGEST_LINE)) and len(body) <= LARGEST_BODY:
        body += part
    return bytes(body)


def _run(app: WsgiApp, environ: dict[str, Any]) -> tuple[str, list[tuple[str, str]], bytes]:
    """Call the application and return its whole answer."""
    begun: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], _: Any = None) -> None:
        begun.append((status, headers))

    parts = app(environ, start_response)
    try:
        body = b"".join(parts)
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()
    return *begun[-1], body


def _response(
    status: str, headers: list[tuple[str, str]], body: bytes, keep: bool, method: str
) -> bytes:
    names = {name.lower() for name, _ in headers}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers)]
    if "content-length" not in names:
        lines.append(f"Content-Length: {len(body)}")
    lines.append(f"Date: {formatdate(usegmt=True)}")
    lines.append(f"Connection: {'keep-alive' if keep else 'close'}")
    head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
    return head if method == "HEAD" else head + body


class _Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """Accepts connections, each served by a thread of its own."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 1024

    def __init__(self, app: WsgiApp, host: str, port: int) -> None:
        self.app = app
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__((host, port), _Handler)

    def opened(self, connection: socket.socket) -> None:
        with self._lock:
            self._open.add(connection)

    def closed(self, connection: socket.socket) -> None:
        with self._lock:
            self._open.discard(connection)

    def hang_up(self) -> None:
        """End the connections that wait for another request."""
        with self._lock:
            for connection in self._open:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    log.debug("a connection was closed already")

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Log a fault of the application; the connection ends."""
        del request, client_address
        log.error("a request failed", exc_info=True)  # noqa: LOG014 - called while handling it


class RunningServer:
    """A server that listens; `url` is its base address without a slash at the end."""

    def __init__(self, app: WsgiApp, host: str = "127.0.0.1", port: int = 8001) -> None:
        self._server = _Server(app, host, port)
        self.port = int(self._server.server_address[1])
        self.url = f"http://{host}:{self.port}"
        self._thread: threading.Thread | None = None

    def run(self) -> None:
        """Serve in this thread until it is interrupted."""
        self._server.serve_forever(poll_interval=0.1)

    def start(self) -> RunningServer:
        """Serve in a thread of its own."""
        self._thread = threading.Thread(target=self.run, name="emulator", daemon=True)
        self._thread.start()
        return self

    def close(self) -> None:
        """Stop listening and end every connection."""
        if self._thread is not None:
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()
        self._server.hang_up()


def serve_in_thread(app: WsgiApp, host: str = "127.0.0.1", port: int = 0) -> RunningServer:
    """Serve an application in the background; port 0 takes a free one."""
    return RunningServer(app, host, port).start()
