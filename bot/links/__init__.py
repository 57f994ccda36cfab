"""Whether an address still opens, asked politely and never within the city's own networks.

Staff type these addresses, and pages redirect as they like. So a name is resolved once, every address it
has must be a public one, and the connection goes to that address and no other: a name that changes its
mind in between (DNS rebinding) gains nothing. Each redirection is checked anew.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin

from bot.links.addresses import (
    Allowed,
    Reason,
    Refused,
    Resolve,
    is_public,
    port_of,
    readable,
    resolve,
    target_of,
)
from bot.links.line import STEP_SECONDS, limited, path_of, secured, spoken

__all__ = ["MOST_REDIRECTS", "Head", "Reason", "ask", "check", "is_public"]

MOST_REDIRECTS = 5
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; Madoguchi link check)",
    "Accept": "text/html,*/*;q=0.5",
    "Accept-Language": "ja",
    "Connection": "close",
}
_REDIRECTS = {301, 302, 303, 307, 308}
# The page is there, and does not want to be opened by a program.
_SHY = {401, 403, 405, 406, 429, 999}


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of an answer."""

    status: int
    location: str


Ask = Callable[[str, str, SplitResult], Head]


def ask(method: str, address: str, url: SplitResult) -> Head:
    """One request to this very address. Raises OSError and http.client.HTTPException."""
    with (
        socket.create_connection((address, port_of(url)), STEP_SECONDS) as plain,
        limited(plain),
        secured(plain, url) as line,
    ):
        return _exchange(method, line, url)


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
    connection = spoken(line, url)
    host = url.netloc.rpartition("@")[2]
    connection.request(method, path_of(url), headers=_HEADERS | {"Host": host})
    answer = connection.getresponse()
    return Head(answer.status, answer.getheader("Location", ""))


def _verdict(status: int) -> Reason:
    if status < 400 or status in _SHY:
        return Reason.OPENS
    return Reason.SERVER if status >= 500 else Reason.NOT_FOUND
