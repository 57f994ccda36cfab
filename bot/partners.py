"""Other organisations' systems: a form is sent to an address that content names, and the answer read.

As with `links`, a name is resolved once, all its addresses must be public, and the connection goes to that
address; nobody is followed elsewhere. Answers are bounded in bytes and in time.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlencode

from bot.links.addresses import (
    Allowed,
    Refused,
    Resolve,
    is_public,
    port_of,
    readable,
    resolve,
    target_of,
)
from bot.links.line import STEP_SECONDS, limited, path_of, secured, spoken

MOST_BYTES = 2_000_000


class Unanswered(Exception):
    """No answer came. `arrived`: the request may have arrived all the same."""

    def __init__(self, why: str, *, arrived: bool) -> None:
        super().__init__(why)
        self.arrived = arrived


@dataclass(frozen=True, slots=True)
class Told:
    """An answer of another system, whatever its status."""

    status: int
    body: bytes


Send = Callable[[SplitResult, str, str, str], Told]
"""(address, where to connect, method, body) -> answer."""


def is_loopback(address: str) -> bool:
    """Whether an IP address is this machine's own."""
    return ipaddress.ip_address(address.partition("%")[0]).is_loopback


def exchange(url: SplitResult, target: str, method: str, body: str) -> Told:
    """One request to this very IP address. Raises Unanswered."""
    try:
        plain = socket.create_connection((target, port_of(url)), STEP_SECONDS)
    except OSError as error:
        raise Unanswered(type(error).__name__, arrived=False) from error
    try:
        with plain, limited(plain), secured(plain, url) as line:
            return _asked(line, url, method, body)
    except ssl.SSLCertVerificationError as error:
        raise Unanswered("certificate", arrived=False) from error
    except (OSError, http.client.HTTPException) as error:
        raise Unanswered(type(error).__name__, arrived=True) from error


def _asked(line: socket.socket, url: SplitResult, method: str, body: str) -> Told:
    connection = spoken(line, url)
    headers = {"Host": url.netloc, "User-Agent": "madoguchi", "Connection": "close"}
    if body:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, path_of(url), body=body.encode() or None, headers=headers)
    answer = connection.getresponse()
    read = answer.read(MOST_BYTES + 1)
    if len(read) > MOST_BYTES:
        raise Unanswered(f"more than {MOST_BYTES} bytes", arrived=True)
    return Told(answer.status, read)


@dataclass(frozen=True)
class Partners:
    """Calls of other systems, with the keys that the environment holds (OPEN311_KEY_<name>).

    Args:
        practice: without LINE's real account nothing leaves this machine.
        resolve, send: the network.
    """

    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    practice: bool = True
    resolve: Resolve = resolve
    send: Send = exchange

    def key(self, name: str) -> str:
        """The key of this name; "" where the environment has none."""
        return self.keys.get(name.upper(), "") if name else ""

    def get(self, address: str, **asked: str) -> Told:
        """GET with parameters. Raises Unanswered."""
        query = urlencode({name: value for name, value in asked.items() if value})
        return self._call("GET", f"{address}?{query}" if query else address, "")

    def post(self, address: str, form: Mapping[str, str]) -> Told:
        """POST a form; empty fields are left out. Raises Unanswered."""
        filled = {name: value for name, value in form.items() if value}
        return self._call("POST", address, urlencode(filled))

    def _call(self, method: str, address: str, body: str) -> Told:
        try:
            url = readable(address, any_port=self.practice)
            target = target_of(url, self.resolve, self._allowed)
        except Refused as refused:
            raise Unanswered(refused.reason, arrived=False) from refused
        return self.send(url, target, method, body)

    @property
    def _allowed(self) -> Allowed:
        return is_loopback if self.practice else is_public
