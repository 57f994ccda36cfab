"""Addresses that others typed: whether they may be spoken to, and to which IP address to connect."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from enum import StrEnum
from urllib.parse import SplitResult, urlsplit

PORTS = {80, 443, 8080, 8443}

Resolve = Callable[[str, int], Sequence[str]]
Allowed = Callable[[str], bool]


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


class Refused(Exception):
    """An address that is not spoken to, or did not answer; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason


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
