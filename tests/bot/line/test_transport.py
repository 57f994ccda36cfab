"""The real network seam, against small servers on the loopback interface."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from bot.line import HttpTransport, NotConnected, TransportError
from bot.line import transport as module

pytestmark = pytest.mark.wire

OK = b"HTTP/1.1 200 OK\r\nX-Line-Request-Id: r1\r\nContent-Length: 2\r\n\r\n{}"
Talk = Callable[[socket.socket], None]


class Server:
    """Gives each connection to the next of `talks`; the last one takes all that follow."""

    def __init__(self, *talks: Talk) -> None:
        self._talks, self.connections = list(talks), 0
        self.hung_up = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/v2/x?y=1"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            talk = self._talks.pop(0) if len(self._talks) > 1 else self._talks[0]
            with connection:
                talk(connection)
            self.hung_up.set()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


def answers(connection: socket.socket) -> None:
    while connection.recv(65536):
        connection.sendall(OK)


def answers_once(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.sendall(OK)


def hangs_up(connection: socket.socket) -> None:
    connection.recv(65536)


@pytest.fixture
def transport() -> Iterator[HttpTransport]:
    made = HttpTransport()
    yield made
    made.close()


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    servers: list[Server] = []

    def start(*talks: Talk) -> Server:
        servers.append(Server(*talks))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def call(transport: HttpTransport, server: Server) -> int:
    answer = transport("POST", server.url, b"{}", {"Content-Type": "application/json"}, 2.0)
    assert (answer.headers["x-line-request-id"], answer.body) == ("r1", b"{}")
    return answer.status


def test_calls_share_a_connection(transport: HttpTransport, serve: Callable[..., Server]) -> None:
    server = serve(answers)
    assert [call(transport, server) for _ in range(3)] == [200] * 3
    assert server.connections == 1


def test_a_request_is_one_piece(transport: HttpTransport, serve: Callable[..., Server]) -> None:
    heard: list[bytes] = []

    def listens(connection: socket.socket) -> None:
        heard.append(connection.recv(65536))
        connection.sendall(OK)

    call(transport, serve(listens))
    assert heard[0].startswith(b"POST /v2/x?y=1 HTTP/1.1\r\n")
    assert heard[0].endswith(b"\r\n\r\n{}")


def test_an_idle_connection_that_was_closed_is_made_anew(
    transport: HttpTransport, serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SURELY_ALIVE_SECONDS", -1.0)
    server = serve(answers_once, answers)
    assert call(transport, server) == 200
    assert server.hung_up.wait(5)
    assert call(transport, server) == 200
    assert server.connections == 2


def test_silence_after_the_request_is_in_doubt(
    transport: HttpTransport, serve: Callable[..., Server]
) -> None:
    server = serve(hangs_up)
    with pytest.raises(TransportError) as error:
        call(transport, server)
    assert not isinstance(error.value, NotConnected)


def test_no_connection_is_no_doubt(transport: HttpTransport) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
    with pytest.raises(NotConnected):
        transport("POST", url, b"", {}, 1.0)
