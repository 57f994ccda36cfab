"""Whether an address still opens, asked politely and never within the city's own networks.

Staff type these addresses, and pages redirect as they like. So a name is resolved once, every address it
has must be a public one, and the connection goes to that address and no other: a name that changes its
mind in between (DNS rebinding) gains nothing. Each redirection is checked anew.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, urljoin, urlsplit

MOST_REDIRECTS = 5
STEP_SECONDS = 10.0
# A server that dribbles its answer must not hold the checker for ever.
WHOLE_SECONDS = 30.0
PORTS = {80, 443, 8080, 8443}
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; Madoguchi link check)",
    "Accept": "text/html,*/*;q=0.5",
    "Accept-Language": "ja",
    "Connection": "close",
}
_REDIRECTS = {301, 302, 303, 307, 308}
# The page is there, and does not want to be opened by a program.
_SHY = {401, 403, 405, 406, 429, 999}


class Reason(StrEnum):
    """What became of it; `OPENS` is the good one."""

    OPENS = "opens"
    ADDRESS = "address"
    PRIVATE = "private"
    UNKNOWN_HOST = "unknown_host"
    CERTIFICATE = "certificate"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    NOT_FOUND = "not_found"
    SERVER = "server"
    REDIRECTS = "redirects"


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of an answer."""

    status: int
    location: str


Resolve = Callable[[str, int], Sequence[str]]
Ask = Callable[[str, str, SplitResult], Head]
Allowed = Callable[[str], bool]


class Refused(Exception):
    """An address that is not spoken to, or did not answer; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, also inside of one that wraps it."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        teredo = found.teredo[1] if found.teredo else None
        translated = found in _NAT64 and ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        inner = found.ipv4_mapped or found.sixtofour or teredo or translated
        if inner:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def ask(method: str, address: str, url: SplitResult) -> Head:
    """One request to this very address. Raises OSError and http.client.HTTPException."""
    host, secure = url.hostname or "", url.scheme == "https"
    with socket.create_connection((address, port_of(url)), STEP_SECONDS) as plain:
        watch = threading.Timer(WHOLE_SECONDS, cut, [plain])
        watch.daemon = True
        watch.start()
        try:
            line: socket.socket = plain
            if secure:
                line = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
            with line:
                return _exchange(method, line, url)
        finally:
            watch.cancel()


def check(
    address: str, *, resolve: Resolve = resolve, ask: Ask = ask, allowed: Allowed = is_public
) -> Reason:
    """Whether a page opens. Takes some seconds at worst a few minutes; raises nothing.

    Args:
        resolve, ask: the network.
        allowed: which IP addresses may be spoken to.
    """
    try:
        for _ in range(MOST_REDIRECTS + 1):
            url = readable(address)
            head = _opened(url, target_of(url, resolve, allowed), ask)
            if head.status not in _REDIRECTS or not head.location:
                return _verdict(head.status)
            address = urljoin(address, head.location)
    except Refused as refused:
        return refused.reason
    return Reason.REDIRECTS


def readable(address: str, *, any_port: bool = False) -> SplitResult:
    """An address of the web, taken apart. Raises Refused."""
    try:
        url = urlsplit(address)
        fine = url.scheme in ("http", "https") and url.hostname and not url.username
        known = any_port or port_of(url) in PORTS
        if fine and known and address.isascii() and address.isprintable():
            return url
    except ValueError:  # half an IPv6 address, or a port that is none
        pass
    raise Refused(Reason.ADDRESS)


def port_of(url: SplitResult) -> int:
    """The port that an address means."""
    return url.port or (443 if url.scheme == "https" else 80)


def target_of(url: SplitResult, resolve: Resolve, allowed: Allowed) -> str:
    """The address to connect to; a host with even one address that is not allowed is refused."""
    try:
        found = resolve(url.hostname or "", port_of(url))
    except (OSError, UnicodeError) as error:
        raise Refused(Reason.UNKNOWN_HOST) from error
    if not found:
        raise Refused(Reason.UNKNOWN_HOST)
    if not all(map(allowed, found)):
        raise Refused(Reason.PRIVATE)
    return found[0]


def _opened(url: SplitResult, target: str, ask: Ask) -> Head:
    """HEAD costs the other side least; where it does not work, GET without reading the page."""
    try:
        head = ask("HEAD", target, url)
        return ask("GET", target, url) if head.status >= 400 else head
    except ssl.SSLCertVerificationError as error:
        raise Refused(Reason.CERTIFICATE) from error
    except TimeoutError as error:
        raise Refused(Reason.TIMEOUT) from error
    except (OSError, http.client.HTTPException) as error:
        raise Refused(Reason.UNREACHABLE) from error


def _exchange(method: str, line: socket.socket, url: SplitResult) -> Head:
    connection = http.client.HTTPConnection(url.hostname or "", port_of(url))
    connection.sock = line
    path = url._replace(scheme="", netloc="", fragment="").geturl() or "/"
    host = url.netloc.rpartition("@")[2]
    connection.request(method, path, headers=_HEADERS | {"Host": host})
    answer = connection.getresponse()
    return Head(answer.status, answer.getheader("Location", ""))


def cut(line: socket.socket) -> None:
    """End a connection that another thread is waiting for."""
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:  # it ended by itself at the same moment
        return


def _verdict(status: int) -> Reason:
    if status < 400 or status in _SHY:
        return Reason.OPENS
    return Reason.SERVER if status >= 500 else Reason.NOT_FOUND
