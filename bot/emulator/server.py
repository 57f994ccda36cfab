"""A small threaded HTTP/1.1 server that keeps connections alive.

Werkzeug's development server closes every connection, which makes a client measure the making of
connections; this one answers as LINE does, and lets a fault break a connection off.
"""

from __future__ import annotations

import logging
import socket
import socketserver
import threading
from typing import Any

from bot.emulator.http1 import (
    BadRequestError,
    WsgiApp,
    keeps_alive,
    read_request,
    response,
    run,
)

log = logging.getLogger(__name__)


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
        except BadRequestError as error:
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
        """Answer one request and tell whether another may follow."""
        environ = read_request(self.rfile, self.wfile.write, self._surroundings())  # type: ignore[arg-type]
        if environ is None:
            return False
        keep = keeps_alive(environ)
        bodiless = environ["REQUEST_METHOD"] == "HEAD"
        answer = run(self.server.app, environ)
        self.wfile.write(response(*answer, keep=keep, bodiless=bodiless))
        return keep

    def _surroundings(self) -> dict[str, Any]:
        host, port = self.server.server_address[:2]
        return {
            "SERVER_NAME": str(host),
            "SERVER_PORT": str(port),
            "REMOTE_ADDR": self.client_address[0],
            "werkzeug.socket": self.connection,
        }


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
