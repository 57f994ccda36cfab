"""The link checker: what counts as open, and that it never speaks to what is not public."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import SplitResult

import pytest

from bot import links
from bot.links import Head, Reason, check, is_public

PUBLIC = "93.184.215.14"


class Net:
    """A network: what names resolve to, and what addresses answer."""

    def __init__(self, answer: Head | Exception | None = None) -> None:
        self.names: dict[str, Sequence[str]] = {}
        self.answers: dict[str, Head | Exception] = {}
        self.usual = answer or Head(200, "")
        self.asked: list[tuple[str, str, str]] = []

    def resolve(self, host: str, _port: int) -> Sequence[str]:
        return self.names.get(host, [PUBLIC])

    def ask(self, method: str, address: str, url: SplitResult) -> Head:
        self.asked.append((method, address, url.geturl()))
        answer = self.answers.get(url.geturl(), self.usual)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def check(self, url: str) -> Reason:
        return check(url, resolve=self.resolve, ask=self.ask)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
     "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1",
     "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1",
     "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
     "2002:7f00:1::", "2002:a00:1::", "no address", ""],
)  # fmt: skip
def test_what_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_what_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("inside", ["127.0.0.1", "169.254.169.254", "10.1.2.3", "::1"])
def test_a_name_that_leads_inside_is_refused_even_if_it_also_leads_outside(inside: str) -> None:
    net = Net()
    for found in ([inside], [PUBLIC, inside], [inside, PUBLIC]):
        net.names["sly.example"] = found
        assert net.check("https://sly.example/") is Reason.PRIVATE
    assert net.asked == []


def test_a_name_that_changes_its_mind_gains_nothing() -> None:
    """DNS rebinding: the name is resolved once, and the connection goes to what was checked."""
    net, turns = Net(), iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    reason = check("https://sly.example/", resolve=lambda *_: next(turns), ask=net.ask)
    assert reason is Reason.OPENS
    assert [address for _, address, _ in net.asked] == [PUBLIC]


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://127.0.0.1/", Reason.PRIVATE),
        ("http://inside.example/", Reason.PRIVATE),
        ("file:///etc/passwd", Reason.ADDRESS),
        ("gopher://a.example/", Reason.ADDRESS),
        ("http://a.example:22/", Reason.ADDRESS),
        ("http://user:pass@a.example/", Reason.ADDRESS),
        ("/moved", Reason.OPENS),
        ("https://other.example/", Reason.OPENS),
    ],
)
def test_every_redirection_is_checked_anew(location: str, reason: Reason) -> None:
    net = Net()
    net.names |= {"127.0.0.1": ["127.0.0.1"], "inside.example": ["10.0.0.9"]}
    net.answers["https://city.example/"] = Head(302, location)
    assert net.check("https://city.example/") is reason
    assert all(address == PUBLIC for _, address, _ in net.asked)


def test_redirections_end() -> None:
    net = Net(Head(302, "https://city.example/again"))
    assert net.check("https://city.example/") is Reason.REDIRECTS
    assert len(net.asked) == links.MOST_REDIRECTS + 1


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Head(200, ""), Reason.OPENS),
        (Head(403, ""), Reason.OPENS),
        (Head(404, ""), Reason.NOT_FOUND),
        (Head(410, ""), Reason.NOT_FOUND),
        (Head(503, ""), Reason.SERVER),
        (TimeoutError(), Reason.TIMEOUT),
        (ConnectionRefusedError(), Reason.UNREACHABLE),
        (ssl.SSLCertVerificationError(), Reason.CERTIFICATE),
    ],
)
def test_what_became_of_it(answer: Head | Exception, reason: Reason) -> None:
    assert Net(answer).check("https://city.example/") is reason


def test_a_host_without_an_address() -> None:
    def resolve(_host: str, _port: int) -> Sequence[str]:
        raise socket.gaierror

    assert check("https://gone.example/", resolve=resolve, ask=Net().ask) is Reason.UNKNOWN_HOST


@pytest.mark.parametrize(
    "url", ["", "x", "https://", "ftp://a.jp", "http://[::1", "https://a.jp\n/"]
)
def test_what_is_no_address_is_not_asked(url: str) -> None:
    net = Net()
    assert net.check(url) is Reason.ADDRESS
    assert net.asked == []


def test_a_page_that_does_not_like_head_is_asked_as_browsers_do() -> None:
    net = Net()
    answers: dict[str, Head] = {"HEAD": Head(405, ""), "GET": Head(200, "")}
    reason = check(
        "https://a.example/", resolve=net.resolve, ask=lambda method, *_: answers[method]
    )
    assert reason is Reason.OPENS


# -- over real sockets

Serve = Callable[[bytes], int]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """A server on the loopback interface that sends these bytes to whoever asks; returns its port."""
    servers: list[socket.socket] = []

    def start(answer: bytes) -> int:
        server = socket.create_server(("127.0.0.1", 0))
        servers.append(server)
        threading.Thread(target=_answer, args=(server, answer), daemon=True).start()
        return int(server.getsockname()[1])

    yield start
    for server in servers:
        server.close()


def _answer(server: socket.socket, answer: bytes) -> None:
    while True:
        try:
            line, _ = server.accept()
        except OSError:
            return
        with line:
            line.recv(65536)
            line.sendall(answer)
            if not answer:
                line.recv(65536)


def test_a_real_page_opens(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    port = serve(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    monkeypatch.setattr("bot.links.addresses.PORTS", {port})
    reason = check(
        f"http://localhost:{port}/x?y=1#z", resolve=lambda *_: ["127.0.0.1"],
        allowed=lambda _: True,
    )  # fmt: skip
    assert reason is Reason.OPENS


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_server_that_never_answers_is_cut_off(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    port = serve(b"")
    monkeypatch.setattr("bot.links.addresses.PORTS", {port})
    monkeypatch.setattr("bot.links.line.WHOLE_SECONDS", 0.2)
    reason = check(
        f"{scheme}://localhost:{port}/", resolve=lambda *_: ["127.0.0.1"], allowed=lambda _: True
    )
    assert reason is Reason.UNREACHABLE
